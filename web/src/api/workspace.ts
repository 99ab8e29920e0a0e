/** What governs the workspace. */
import { queryOptions } from '@tanstack/react-query';
import { get } from './client';
import type { Policies } from './types';

export const policiesQuery = queryOptions({
  queryKey: ['policies'],
  queryFn: ({ signal }) => get<Policies>('/policies', { signal }),
});
