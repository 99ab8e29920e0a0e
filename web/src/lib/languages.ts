/** Names of languages in the reader's own. */

const names = new Map<string, Intl.DisplayNames>();

/** "English" for `en`; the tag itself where nobody has a name for it. */
export function languageName(tag: string, language: string): string {
  const known = names.get(language) ?? new Intl.DisplayNames(language, { type: 'language' });
  names.set(language, known);
  return known.of(tag) ?? tag;
}
