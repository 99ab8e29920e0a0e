/** Our turn in three groups: overdue, today, later. Keeps the server's order inside each. */
import type { CaseItem } from '@/api/types';

export const GROUPS = ['overdue', 'today', 'later'] as const;
export type Group = (typeof GROUPS)[number];

/** When we owe the next move: the earlier of the wait and the service target. */
export function dueAt(item: CaseItem): string | null {
  const instants = [item.next_mover?.due, item.sla?.due].filter((due): due is string => Boolean(due));
  return instants.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}

export function groupOf(item: CaseItem, now = new Date()): Group {
  const due = dueAt(item);
  if (due === null) return 'later';
  const at = new Date(due);
  if (at.getTime() < now.getTime()) return 'overdue';
  const endOfToday = new Date(now);
  endOfToday.setHours(23, 59, 59, 999);
  return at <= endOfToday ? 'today' : 'later';
}

export type QueueRow = { kind: 'group'; group: Group; count: number } | { kind: 'case'; item: CaseItem };

/** Rows of the list with their headings; empty groups have none. */
export function groupRows(items: CaseItem[], now = new Date()): QueueRow[] {
  const members = new Map<Group, CaseItem[]>(GROUPS.map((group) => [group, []]));
  for (const item of items) members.get(groupOf(item, now))?.push(item);
  return [...members].flatMap(([group, cases]) =>
    cases.length === 0
      ? []
      : [{ kind: 'group' as const, group, count: cases.length }, ...cases.map((item) => ({ kind: 'case' as const, item }))],
  );
}
