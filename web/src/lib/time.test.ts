import { expect, test } from 'vitest';
import { minorOf, money, relative, span } from './time';

const now = Date.parse('2026-11-20T10:00:00Z');

test('near instants are told in minutes and far ones in days', () => {
  expect(relative('2026-11-20T10:12:00Z', 'en', now)).toBe('in 12 min.');
  expect(relative('2026-11-17T10:00:00Z', 'en', now)).toBe('3 days ago');
  expect(relative('2026-11-20T10:12:00Z', 'zh', now)).toBe('12分钟后');
});

test('a span never counts below zero', () => expect(span(-5, 'en')).toBe('0 min'));

test('a currency without cents is not divided by a hundred', () => {
  expect(money({ minor: 1200, currency: 'EUR' }, 'en')).toBe('€12.00');
  expect(money({ minor: 1200, currency: 'JPY' }, 'en')).toBe('¥1,200');
});

test('an amount is taken in minor units, and what is no amount is refused', () => {
  expect(minorOf('12.5', 'EUR')).toBe(1250);
  expect(minorOf('12,50', 'EUR')).toBe(1250);
  expect(minorOf('1200', 'JPY')).toBe(1200);
  for (const wrong of ['', '0', '-3', '1.234', '1e3', '12 EUR', '9'.repeat(20)]) expect(minorOf(wrong, 'EUR'), wrong).toBeNull();
});
