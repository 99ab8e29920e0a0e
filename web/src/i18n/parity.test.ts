import { expect, test } from 'vitest';
import en from './en.json';
import zh from './zh.json';

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, path = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === 'string') all.set(here, value);
    else for (const [inner, text] of flat(value, here)) all.set(inner, text);
  }
  return all;
}

/** Chinese has one plural form, so `_one` exists in English alone. */
const shared = (keys: Iterable<string>) => [...keys].filter((key) => !key.endsWith('_one')).sort();
const holes = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((match) => match[1]).sort();

const english = flat(en);
const chinese = flat(zh);

test('Chinese has every key of English and no other', () => {
  expect(shared(chinese.keys())).toEqual(shared(english.keys()));
});

test('both languages fill the same holes', () => {
  for (const key of shared(english.keys())) {
    expect([key, holes(chinese.get(key) ?? '')]).toEqual([key, holes(english.get(key) ?? '')]);
  }
});

test('no text is empty', () => {
  for (const [key, text] of [...english, ...chinese]) expect(text.trim(), key).not.toBe('');
});
