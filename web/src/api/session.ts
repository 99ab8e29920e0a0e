/** Who is signed in, and what they may do. */
import { queryOptions } from '@tanstack/react-query';
import { Problem, get, post, remove } from './client';
import type { Session } from './types';

/** Null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<Session | null> => {
    try {
      return await get<Session>('/session');
    } catch (error) {
      if (error instanceof Problem && error.kind === 'signed_out') return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
});

export interface Credentials {
  email: string;
  password: string;
  totp?: string;
}

export const signIn = (credentials: Credentials) => post<unknown>('/session', credentials);
export const signOut = () => remove<unknown>('/session');
