/** Words for codes the server may add to at any time: known ones are translated, others made readable. */
import i18next from 'i18next';
import type { Reason } from '@/api/types';

/** "guard.tone_mismatch" becomes "Guard: tone mismatch", so that a new code is never a blank. */
export function readable(code: string): string {
  const words = code.replace(/[._-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The word for a code in one branch of the texts; `otherwise` when the branch does not know it. */
export function wordFor(branch: string, code: string | null | undefined, otherwise?: string | null): string {
  if (!code) return otherwise ?? '';
  // A code may hold dots, which are separators in keys everywhere else.
  const branchTexts = i18next.getResource(i18next.language, 'screen', branch) as Record<string, string> | undefined;
  return branchTexts?.[code] ?? otherwise ?? readable(code);
}

/** All the words of one branch, by code. */
export const wordsOf = (branch: string) => (i18next.getResource(i18next.language, 'screen', branch) ?? {}) as Record<string, string>;

export const codeOf = (reason: Reason): string => (typeof reason === 'string' ? reason : reason.code);

/** Our own word for a known code, in the reader's language; else the server's sentence. */
export function reasonWords(branch: string, reason: Reason): string {
  return wordFor(branch, codeOf(reason), typeof reason === 'string' ? null : reason.text);
}
