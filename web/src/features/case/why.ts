/** The events that led to one sent message, in order. Pure. */
import type { Draft, Event } from '@/api/types';

/** What the drawer reads of an event's data; the log keeps more. */
export interface Trace {
  draft_id?: string;
  message_id?: string;
  review_id?: string;
  role?: string;
  reason?: string;
  decision?: string;
  version?: number;
  confidence?: number;
  model?: { id: string; version: string };
  policies?: string[];
  approved_by?: { kind: string; id: string | null };
}

/** Named by the log in one of two ways: plain, or with the policy's own name before it. */
export const traceOf = (event: Event): Trace => event.data as Trace;

export const draftOf = (drafts: Draft[], messageId: string): Draft | null => drafts.find((draft) => draft.sent_message_id === messageId) ?? null;

/** Every event about the message, about the draft it was, and about the reviews of that draft. */
export function tracesOf(events: Event[], messageId: string, draftId: string | null): Event[] {
  const authorised = events.find((event) => event.kind === 'send_authorised' && traceOf(event).message_id === messageId);
  const draft = draftId ?? (authorised ? (traceOf(authorised).draft_id ?? null) : null);
  const isOfDraft = (event: Event) => draft !== null && traceOf(event).draft_id === draft;
  const reviews = new Set(events.filter(isOfDraft).flatMap((event) => traceOf(event).review_id ?? []));
  return events.filter((event) => {
    // The proposal says all that its beginning did.
    if (event.kind === 'draft_composing') return false;
    const trace = traceOf(event);
    return trace.message_id === messageId || isOfDraft(event) || (trace.review_id !== undefined && reviews.has(trace.review_id));
  });
}
