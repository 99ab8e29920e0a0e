/** One or two letters for a face; the first character for names written without spaces. */
export function initials(name: string): string {
  const trimmed = name.trim();
  if (/[\u3040-\u9fff\uac00-\ud7af]/.test(trimmed)) return [...trimmed][0] ?? '?';
  const words = trimmed.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = words.slice(0, 2).map((word) => [...word.replace(/^[^\p{L}\p{N}]+/u, '')][0] ?? '');
  return letters.join('').toUpperCase() || '?';
}

/** A stable hue from 0 to 5 for a name. */
export function hueOf(name: string): number {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 997;
  return sum % 6;
}
