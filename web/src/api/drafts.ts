/** Drafts and the reviews they may need. */
import { queryOptions } from '@tanstack/react-query';
import { call, get, post } from './client';
import type { Approval, Draft, Page, Review } from './types';

export interface OwnWords {
  text: string;
  conversation_id?: string;
  to?: string;
}

export const wordDraft = (caseId: string, words: OwnWords) => post<Draft>(`/cases/${caseId}/drafts`, words);
export const askForDraft = (caseId: string) => post<Draft>(`/cases/${caseId}/drafts`, { ai: true });

/** True when it is on its way; false when someone else must decide first. */
export async function approveDraft(id: string, approval: Approval): Promise<boolean> {
  return (await call<unknown>('POST', `/drafts/${id}/approve`, { body: approval })).status === 200;
}

export const takeBack = (id: string) => post<unknown>(`/drafts/${id}/take-back`);
export const rejectDraft = (id: string, reason: string) => post<unknown>(`/drafts/${id}/reject`, { reason });
export const requestReview = (id: string, comment?: string) => post<unknown>(`/drafts/${id}/request-review`, comment ? { comment } : {});

export const reviewsQuery = queryOptions({
  queryKey: ['reviews'],
  queryFn: ({ signal }) => get<Page<Review>>('/reviews', { query: { limit: 200 }, signal }),
});

export interface Decision {
  decision: 'approve' | 'reject' | 'change';
  comment?: string;
  text?: string;
  /** For an action: what the decider has seen of it. */
  parameters_hash?: string;
}

export const decideReview = (id: string, decision: Decision) => post<unknown>(`/reviews/${id}/decide`, decision);
