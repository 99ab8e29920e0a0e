/** Channels, teammates and the messages that could not be read. */
import { queryOptions } from '@tanstack/react-query';
import { Problem, get, patch, post } from './client';
import type { Channel, DeadLetter, Page, Teammate } from './types';

/** Empty for roles that may not list channels: icons then stay neutral. */
export const channelsQuery = queryOptions({
  queryKey: ['channels'],
  queryFn: async ({ signal }): Promise<Channel[]> => {
    try {
      return (await get<Page<Channel>>('/channels', { query: { limit: 200 }, signal })).items;
    } catch (error) {
      if (error instanceof Problem && (error.kind === 'forbidden' || error.kind === 'not_found')) return [];
      throw error;
    }
  },
  staleTime: 10 * 60_000,
});

export interface NewChannel {
  kind: 'api' | 'email';
  name: string;
  slug: string;
  callback_url?: string;
  from_address?: string;
  imap?: MailServer;
  smtp?: MailServer;
}

export interface MailServer {
  host: string;
  user: string;
  password: string;
}

/** The secret that signs its hooks is in this answer and in no other. */
export const connectChannel = (channel: NewChannel) => post<Channel & { hook_secret: string | null }>('/channels', channel);
/** Stops AI on it, and lets it go on. */
export const pauseChannel = (id: string, on: boolean) => post<unknown>('/pause', { scope: 'channel', id, on });
export const changeChannel = (id: string, change: { callback_url: string | null }) => patch<Channel>(`/channels/${id}`, change);

export const teammatesQuery = queryOptions({
  queryKey: ['teammates'],
  queryFn: async ({ signal }) => (await get<Page<Teammate>>('/teammates', { query: { limit: 200 }, signal })).items,
  staleTime: 5 * 60_000,
});

export const deadLettersQuery = queryOptions({
  queryKey: ['dead-letters'],
  queryFn: ({ signal }) => get<Page<DeadLetter>>('/dead-letters', { query: { limit: 200 }, signal }),
});

export const replay = (id: string) => post<unknown>(`/dead-letters/${id}/replay`);
