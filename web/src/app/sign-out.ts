/** Ends the session here and forgets everything that was read with it. */
import { useQueryClient } from '@tanstack/react-query';
import { sessionQuery, signOut } from '@/api/session';
import { tellFailure } from '@/ui/notify';

export function useSignOut() {
  const client = useQueryClient();
  return async () => {
    try {
      await signOut();
    } catch (error) {
      tellFailure(error as Error);
      return;
    }
    client.setQueryData(sessionQuery.queryKey, null);
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    sessionStorage.clear();
  };
}
