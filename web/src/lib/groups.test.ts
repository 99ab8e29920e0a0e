import { expect, test } from 'vitest';
import type { CaseItem } from '@/api/types';
import { groupOf, groupRows } from './groups';

const now = new Date(2026, 10, 20, 12, 0);
const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000).toISOString();
const item = (id: string, due: string | null) => ({ id, next_mover: { due }, sla: null }) as unknown as CaseItem;

test('what is past its due is overdue, however little', () => expect(groupOf(item('a', at(-0.01)), now)).toBe('overdue'));
test('what is due before midnight is for today', () => expect(groupOf(item('a', at(11)), now)).toBe('today'));
test('what has no due is for later', () => expect(groupOf(item('a', null), now)).toBe('later'));

test('groups keep the order of the queue and leave out the empty', () => {
  const rows = groupRows([item('late', at(-1)), item('no due', null), item('later still', at(-9))], now);
  expect(rows.map((row) => (row.kind === 'group' ? `${row.group} ${row.count}` : row.item.id))).toEqual([
    'overdue 2',
    'late',
    'later still',
    'later 1',
    'no due',
  ]);
});
