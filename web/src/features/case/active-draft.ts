/** Which draft stands in the composer, and what its verdict lets one do. Pure. */
import type { Case, Draft, Flag } from '@/api/types';

const LIVE = ['composing', 'proposed', 'in_review', 'approved'] as const;
const isLive = (draft: Draft) => (LIVE as readonly string[]).includes(draft.status);

/** The drafts one can work on, one for each recipient; inside the boundary none that AI worded, whatever the list says. */
export function liveDrafts(item: Case): Draft[] {
  return item.drafts.filter((draft) => isLive(draft) && !(item.empathy.inside && draft.origin !== 'teammate'));
}

/** The draft to work on first: for whoever waits for us, else the latest. */
export function activeDraft(item: Case): Draft | null {
  const drafts = liveDrafts(item);
  const waiting = waitingId(item);
  return drafts.findLast((draft) => draft.to?.participant_id === waiting) ?? drafts.at(-1) ?? null;
}

/** The participant the next move is about. */
export function waitingId(item: Case): string | null {
  const participant = item.next_mover?.participant ?? null;
  return typeof participant === 'string' || participant === null ? participant : participant.id;
}

/** The last attempt of AI, when it failed and nothing came after. */
export function failedDraft(item: Case): Draft | null {
  const last = item.drafts.at(-1);
  return last?.status === 'failed' ? last : null;
}

export const flagOf = (flag: Flag | string): Flag => (typeof flag === 'string' ? { code: flag } : flag);

/** A failed check: the text is shown, and never offered for sending as it is. */
export const isBlocking = (flag: Flag) => flag.severity === 'block' || (flag.severity === undefined && flag.code.startsWith('guard.'));

/** What the main button is. */
export type MainAction =
  | { kind: 'send' }
  | { kind: 'ask_approval'; role: string | null; why: string | null; sentence: string | null }
  | { kind: 'none'; reason: 'forbidden' | 'failed_check'; why: string; sentence: string | null }
  | { kind: 'none'; reason: 'in_review' | 'approved' | 'composing' };

export function mainAction(draft: Draft | null, isEdited: boolean): MainAction {
  if (!draft) return { kind: 'send' };
  if (draft.status === 'composing' || draft.status === 'in_review' || draft.status === 'approved') return { kind: 'none', reason: draft.status };
  const blocked = draft.flags.map(flagOf).find(isBlocking);
  // A person's edit may have mended the check; the server judges the new text again.
  if (blocked && !isEdited) return { kind: 'none', reason: 'failed_check', why: blocked.text ?? blocked.code, sentence: null };
  const verdict = draft.verdict;
  if (verdict?.outcome === 'forbid') return { kind: 'none', reason: 'forbidden', why: verdict.why ?? verdict.policies?.[0] ?? 'policy.none', sentence: verdict.reason ?? null };
  if (verdict?.outcome === 'review') return { kind: 'ask_approval', role: verdict.role ?? null, why: verdict.why ?? null, sentence: verdict.reason ?? null };
  return { kind: 'send' };
}

export type Certainty = 'sure' | 'check' | 'unsure';

/** Confidence arrives as a share or in per mille. */
export function certainty(confidence: number): { word: Certainty; percent: number } {
  const share = confidence > 1 ? confidence / 1000 : confidence;
  return { word: share >= 0.85 ? 'sure' : share >= 0.6 ? 'check' : 'unsure', percent: Math.round(share * 100) };
}
