/** What the person at the screen may do: by role everywhere, by `can[]` on one case. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { sessionQuery } from '@/api/session';
import type { Case, Session } from '@/api/types';

/** The signed-in session. Only for what stands inside the shell, which shows nothing without one. */
export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionQuery);
  if (!data) throw new Error('the shell shows its inside only with a session');
  return data;
}

export const may = (session: Session, operation: string) => session.can.includes(operation);

/** Verbs arrive as `close_wait` or `close-wait`; both mean the same. */
const plain = (verb: string) => verb.replace(/^(cases|drafts)\./, '').replaceAll('_', '-');

export function canDo(item: Case, verb: string): boolean {
  return item.can.some((one) => plain(one) === plain(verb));
}
