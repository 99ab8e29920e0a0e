import { expect, test } from 'vitest';
import { type WordDiff, wordDiff } from './diff';

const side = (diff: WordDiff, hidden: 'added' | 'removed') =>
  diff.pieces.filter((piece) => piece.kind !== hidden).map((piece) => piece.text).join('');

test('equal texts have no change', () => {
  expect(wordDiff('Hello there', 'Hello there', 'en')).toMatchObject({ words_added: 0, words_removed: 0, percent: 0 });
});

test('the pieces give back both texts', () => {
  const before = 'We will refund the fee today.\nKind regards';
  const after = 'We will check whether we can refund the fee.\nKind regards, Dana';
  const diff = wordDiff(before, after, 'en');
  expect(side(diff, 'added')).toBe(before);
  expect(side(diff, 'removed')).toBe(after);
});

test('Chinese is compared by word', () => {
  const diff = wordDiff('我们明天上午给您退款', '我们明天下午给您退款', 'zh');
  expect(diff.pieces.find((piece) => piece.kind === 'removed')?.text).toBe('上午');
  expect(diff.pieces.find((piece) => piece.kind === 'added')?.text).toBe('下午');
});

test('a rewritten sentence is one removal and one addition', () => {
  const diff = wordDiff('The parcel arrives on Monday morning', 'Your order leaves on Tuesday evening', 'en');
  expect(diff.pieces.filter((piece) => piece.kind === 'removed')).toHaveLength(1);
});

test('an empty original does not divide by zero', () => {
  expect(wordDiff('', 'new words', 'en').percent).toBe(100);
});
