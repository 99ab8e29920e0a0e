/** What stands in the timeline by itself, and what is folded into one line of steps. Pure. */
import type { TimelineItem } from '@/api/types';
import { isSameDay } from '@/lib/time';

export type Said = Extract<TimelineItem, { kind: 'message' | 'note' }>;
export type Step = Exclude<TimelineItem, Said>;
export type Block = { kind: 'said'; entry: Said; index: number } | { kind: 'steps'; steps: Step[]; index: number };

const isSaid = (entry: TimelineItem): entry is Said => entry.kind === 'message' || entry.kind === 'note';

/** Steps that follow each other are one block, within a day and within what the reader has seen. */
export function blocksOf(entries: TimelineItem[], fresh: number): Block[] {
  const blocks: Block[] = [];
  entries.forEach((entry, index) => {
    if (isSaid(entry)) {
      blocks.push({ kind: 'said', entry, index });
      return;
    }
    const last = blocks.at(-1);
    const before = entries[index - 1];
    const joins = last?.kind === 'steps' && index !== fresh && before !== undefined && isSameDay(before.at, entry.at);
    if (joins) last.steps.push(entry);
    else blocks.push({ kind: 'steps', steps: [entry], index });
  });
  return blocks;
}

/** The steps that tell a reader something: that we owe an answer to who just wrote is a matter of course. */
export function telling(steps: Step[]): Step[] {
  return steps.filter((step, index) => {
    if (step.kind === 'wait' && step.event === 'wait_opened') return Boolean(step.what) || !steps.some((other) => other.kind === 'turn' && other.for === step.for);
    // Of several turns in a row only the last one lasted.
    return !(step.kind === 'turn' && steps.slice(index + 1).some((other) => other.kind === 'turn'));
  });
}
