/** What only a workspace's own people change: its members, its keys, its policies. */
import { queryOptions } from '@tanstack/react-query';
import { get, patch, post, remove } from './client';
import type { Key, Page, Policies, Teammate } from './types';

export const policiesQuery = queryOptions({
  queryKey: ['policies'],
  queryFn: ({ signal }) => get<Policies>('/policies', { signal }),
});

export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: async ({ signal }) => (await get<Page<Key>>('/keys', { signal })).items,
});

/** What a program's key may be allowed; approving is on no list. */
export const SCOPES = ['messages:read', 'messages:write', 'cases:read', 'cases:write', 'drafts:propose', 'actions:propose', 'knowledge:read', 'knowledge:propose', 'triage:run', 'reports:read', 'evidence:read'] as const;
export const ROLES = ['agent', 'supervisor', 'quality', 'knowledge_editor', 'approver', 'admin', 'auditor'] as const;

/** The token is in this answer and in no other. */
export const createKey = (name: string, scopes: string[]) => post<Key & { token: string | null }>('/keys', { name, scopes });
export const revokeKey = (id: string) => remove<unknown>(`/keys/${id}`);

/** The address where a new teammate chooses a password; null for somebody who has one. */
export const inviteTeammate = (person: { name: string; email: string; roles: string[] }) => post<Teammate & { setup_url: string | null }>('/teammates', person);
export const changeTeammate = (id: string, change: { name?: string; roles?: string[]; is_active?: boolean }) => patch<Teammate>(`/teammates/${id}`, change);
