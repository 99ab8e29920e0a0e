/** What a send leads to: proposed from the text, changed with one key. */
import { inDays } from './time';
import type { Then } from '@/api/types';

export const THEN_CHOICES = ['wait', 'resolve', 'keep'] as const;
export type ThenChoice = (typeof THEN_CHOICES)[number];

/** Days a customer gets to answer before the case comes back to us. */
export const WAIT_DAYS = 3;
/** Days an answered case stays resolved before it closes. */
export const CLOSE_DAYS = 3;

const ASKS = /[?？]\s*$|[?？]\n|\b(please (send|reply|confirm|provide|tell|share|let us know)|could you|can you|would you)\b|请(您)?(提供|发|回复|确认|告知|上传|补充)|麻烦(您)?/im;
const TAKES_ON = /\b(we|i)('ll| will| am going to| are going to)\b|我(们)?(会|将)|稍后|尽快/i;

/** A question waits for its answer; what we take on stays with us; anything else is an answer. */
export function proposeThen(text: string): ThenChoice {
  if (ASKS.test(text)) return 'wait';
  return TAKES_ON.test(text) ? 'keep' : 'resolve';
}

/** Which of the three a whole proposal of the server is. */
export function choiceOf(then: Then): ThenChoice {
  if (then === 'next_step') return 'keep';
  if ('resolve' in then) return 'resolve';
  return then.wait.on === 'us' ? 'keep' : 'wait';
}

export function nextChoice(choice: ThenChoice): ThenChoice {
  const index = THEN_CHOICES.indexOf(choice);
  return THEN_CHOICES[(index + 1) % THEN_CHOICES.length] ?? 'keep';
}

export function toThen(choice: ThenChoice, to: { role: string; participant_id?: string }): Then {
  if (choice === 'keep') return 'next_step';
  if (choice === 'resolve') return { resolve: { closes_in_days: CLOSE_DAYS } };
  const due = inDays(WAIT_DAYS);
  const participant_id = to.participant_id;
  if (to.role === 'partner' || to.role === 'platform') return { wait: { on: to.role, for: 'partner_response', due, participant_id } };
  if (to.role === 'executor') return { wait: { on: 'executor', for: 'executor_action', due, participant_id } };
  return { wait: { on: 'customer', for: 'customer_reply', due, participant_id } };
}
