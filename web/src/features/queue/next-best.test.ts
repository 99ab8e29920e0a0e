import { expect, test } from 'vitest';
import type { CaseItem } from '@/api/types';
import { pickNext } from './next-best';

const item = (id: string, assignee: string | null) => ({ id, assignee: assignee && { id: assignee, name: assignee } }) as unknown as CaseItem;

test('next is the first that nobody else has', () => {
  expect(pickNext([item('taken', 'other'), item('free', null)], 'me', undefined)?.id).toBe('free');
});
test('next is never the case on screen', () => {
  expect(pickNext([item('here', null), item('mine', 'me')], 'me', 'here')?.id).toBe('mine');
});
test('when all are taken there is no next', () => expect(pickNext([item('a', 'other')], 'me', undefined)).toBeUndefined());
