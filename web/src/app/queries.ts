/** The cache of what the server said. A refusal is final; only the way to the server is worth another try. */
import { QueryClient } from '@tanstack/react-query';
import { Problem, onSignedOut } from '@/api/client';
import { sessionQuery } from '@/api/session';

const RETRIES = 2;

function isWorthRetrying(error: Error): boolean {
  return error instanceof Problem && (error.kind === 'offline' || error.kind === 'busy' || error.kind === 'server');
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      // The live stream and our own banner tell about the network; a paused query would look like loading for ever.
      networkMode: 'always',
      retry: (count, error) => count < RETRIES && isWorthRetrying(error),
    },
    mutations: { networkMode: 'always' },
  },
});

onSignedOut(() => queryClient.setQueryData(sessionQuery.queryKey, null));
