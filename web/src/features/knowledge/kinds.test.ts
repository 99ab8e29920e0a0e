import { expect, test } from 'vitest';
import { shownKind, storedKind } from './kinds';

test('saving an article unchanged keeps its finer kind', () => {
  expect(storedKind(shownKind('handoff_condition'), 'handoff_condition')).toBe('handoff_condition');
});
test('another choice changes the kind', () => expect(storedKind('wording', 'faq')).toBe('standard_wording'));
