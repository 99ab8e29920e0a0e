import { expect, test } from 'vitest';
import { citedSentences } from './cite';

const sources = (text: string, quotes: (string | null)[], language = 'en') => citedSentences(text, quotes, language).map((one) => one.sources);

test('a sentence names the source it was taken from', () => {
  expect(sources('Hello Mei. Returns are free for 30 days.', ['Returns are free for 30 days after delivery.'])).toEqual([[], [0]]);
});

test('a slot filled with a fact of the case does not hide the source', () => {
  expect(sources('Thank you for your message about order KC-88240.', ['Thank you for your message about order {{order_number}}.'])).toEqual([[0]]);
});

test('Chinese sentences are told apart', () => {
  expect(sources('您好！上门服务时间为周一至周六。周日不安排上门安装。', ['周日不安排上门安装', '上门服务时间为周一至周六'], 'zh')).toEqual([[], [1], [0]]);
});

test('nothing is lost of the text', () => {
  const text = 'First.\n\nSecond? Third!';
  expect(citedSentences(text, [], 'en').map((one) => one.text).join('')).toBe(text);
});
