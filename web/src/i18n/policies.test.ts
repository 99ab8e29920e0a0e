import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import zh from './policies.zh.json';
import screen from './zh.json';

// The tests run in this folder's root.
const SHIPPED = join(process.cwd(), '../crates/baton-policy/policies');
const ids = ['permits', 'limits', 'stages'].flatMap((file) => [...readFileSync(join(SHIPPED, `${file}.cedar`), 'utf8').matchAll(/^@id\("([^"]+)"\)/gm)].map((match) => match[1]));

test('every shipped policy has a sentence in Chinese', () => {
  const told = { ...screen.reason, ...zh } as Record<string, string>;
  expect(ids.length).toBeGreaterThan(30);
  expect(ids.filter((id) => id !== undefined && !told[id])).toEqual([]);
});

test('no Chinese sentence is about a policy that is not shipped', () => {
  expect(Object.keys(zh).filter((id) => !ids.includes(id))).toEqual([]);
});
