/** Cases: the list, one case with its timeline, and the verbs that change it. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { Problem, get, post } from './client';
import type { Case, CaseItem, Counts, Event, Order, Page, TimelineItem } from './types';

/** Filters of a list of cases, as the API takes them. */
export interface CaseFilter {
  next_mover?: string[];
  status?: string[];
  assignee?: string;
  q?: string;
  sort?: string;
}

const PAGE_SIZE = 100;

export const caseList = (filter: CaseFilter) =>
  infiniteQueryOptions({
    queryKey: ['cases', filter],
    queryFn: ({ pageParam, signal }) =>
      get<Page<CaseItem>>('/cases', {
        query: { ...filter, limit: PAGE_SIZE, cursor: pageParam, count: pageParam === null },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<CaseItem>) => page.next,
    // Comparing 10,000 rows field by field on every page costs more than drawing the twenty on screen.
    structuralSharing: false,
  });

/** The first few cases of a list, read once: for the palette, the board and "next". */
export const fewCases = (filter: CaseFilter, limit: number) =>
  queryOptions({
    queryKey: ['cases-few', filter, limit],
    queryFn: ({ signal }) => get<Page<CaseItem>>('/cases', { query: { ...filter, limit, count: true }, signal }),
  });

export const caseQuery = (id: string) =>
  queryOptions({ queryKey: ['case', id], queryFn: ({ signal }) => get<Case>(`/cases/${id}`, { signal }) });

export const timelineQuery = (id: string) =>
  queryOptions({
    queryKey: ['timeline', id],
    queryFn: async ({ signal }) => (await get<{ items: TimelineItem[] }>(`/cases/${id}/timeline`, { signal })).items,
  });

/** The case's events as the log has them. The sequence is part of the key: what happened later is another answer. */
export const eventsQuery = (id: string, sequence: number) =>
  queryOptions({
    queryKey: ['events', id, sequence],
    queryFn: async ({ signal }) => (await get<{ items: Event[] }>(`/cases/${id}/events`, { signal })).items,
  });

/** Null when the case is about no order that a back office knows. */
export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: ['order', id],
    queryFn: async ({ signal }): Promise<Order | null> => {
      try {
        return await get<Order>(`/cases/${id}/order`, { signal });
      } catch (error) {
        if (error instanceof Problem && error.kind === 'not_found') return null;
        throw error;
      }
    },
  });

export const countsQuery = queryOptions({
  queryKey: ['counts'],
  queryFn: ({ signal }) => get<Counts>('/counts', { signal }),
});

/** What a teammate can do to a case, by the name that `can[]` and the path use. */
export type CaseVerb =
  | 'assign'
  | 'note'
  | 'wait'
  | 'close-wait'
  | 'classify'
  | 'no-answer-needed'
  | 'promise'
  | 'keep-promise'
  | 'withdraw-promise'
  | 'resolve'
  | 'close'
  | 'reopen'
  | 'cancel'
  | 'undo-cancel'
  | 'merge'
  | 'split'
  | 'move-message';

export const runVerb = (id: string, verb: CaseVerb, body: object = {}) => post<{ case: Case }>(`/cases/${id}/${verb}`, body);

export interface NewCase {
  subject: string;
  participants: { role: string; name?: string; address: string }[];
  channel?: string;
}

export const openCase = (body: NewCase) => post<Case | { case: Case }>('/cases', body);
