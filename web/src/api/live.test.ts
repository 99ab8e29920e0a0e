import { expect, test } from 'vitest';
import { listed } from '../../tests/stage';
import { withHead } from './live';

const page = (ids: string[], next: string | null) => ({ items: ids.map((id) => listed({ id })), next });
const ids = (pages: ReturnType<typeof withHead>) => pages.pages.flatMap((one) => one.items.map((item) => item.id));

test('a case that moved to the head stands there alone', () => {
  const pages = { pages: [page(['a', 'b'], '2'), page(['c', 'd'], null)], pageParams: [null, '2'] };
  expect(ids(withHead(pages, page(['d', 'a', 'b'], '3')))).toEqual(['d', 'a', 'b', 'c']);
});

test('the way to the following pages stays the old one', () => {
  const pages = { pages: [page(['a'], '2'), page(['b'], '4')], pageParams: [null, '2'] };
  expect(withHead(pages, page(['x'], '9')).pages[0]?.next).toBe('2');
});
