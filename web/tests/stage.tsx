/** A stage for components: providers, a signed-in session, and a server of plain functions. */
import { MantineProvider } from '@mantine/core';
import { Notifications, notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { sessionQuery } from '@/api/session';
import type { Case, CaseItem, Draft, Session, TimelineItem } from '@/api/types';
import { startLanguages } from '@/i18n';

export interface Call {
  method: string;
  path: string;
  body: Record<string, unknown>;
}

type Answer = unknown | ((call: Call) => [status: number, body: unknown]);

/** Answers by "METHOD /path" (without the prefix and the query); everything else is 404. Returns the calls made. */
export function serve(routes: Record<string, Answer>): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const path = url.replace('/api/v1', '').replace(/\?.*/, '');
    const call: Call = { method: init.method ?? 'GET', path, body: JSON.parse((init.body as string | undefined) ?? '{}') as Call['body'] };
    calls.push(call);
    const answer = routes[`${call.method} ${path}`];
    const [status, body] = answer === undefined ? [404, { code: 'route.unknown' }] : typeof answer === 'function' ? (answer as (call: Call) => [number, unknown])(call) : [200, answer];
    return new Response(JSON.stringify(body), { status });
  });
  return calls;
}

export const session: Session = {
  teammate: { id: 'mate_dana', name: 'Dana', roles: ['agent'], availability: 'available' },
  person: { email: 'dana@baton.example' },
  workspace: { id: 'ws_1', name: 'Kessel' },
  workspaces: [],
  can: ['cases.list', 'cases.assign', 'drafts.create', 'drafts.approve', 'drafts.reject', 'drafts.request_review', 'reviews.decide'],
};

export async function show(children: ReactNode, as: Session = session) {
  await startLanguages();
  notifications.clean();
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(sessionQuery.queryKey, as);
  const view = render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <Notifications />
        {children}
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { ...view, client };
}

/** As the screen reads them: fields no test looks at may be missing. */
export const draft = (over: Partial<Draft> = {}) => ({
  id: 'draft_1', status: 'proposed', origin: 'ai', by: { kind: 'ai', id: null, name: null }, text: 'Thank you, the part is on its way.', language: 'en',
  conversation_id: 'conv_1', to: { participant_id: 'ptcp_1', role: 'customer' }, based_on_sequence: 7, version: 1, citations: [], confidence: 0.9, flags: [],
  is_overtaken: false, original: null, diff: null, reason_code: null, sent_message_id: null, verdict: { outcome: 'allow' }, ...over,
}) as Draft;

export const openCase = (over: Partial<Case> = {}) => ({
  id: 'case_1', number: 'B-1039', subject: 'Leaking machine', preview: null, status: 'open', sequence: 7, value: null, merged_into: null, created_at: '2026-11-20T09:00:00Z', updated_at: '2026-11-20T10:00:00Z', actions: [], language: 'en', category: 'technical', intent: null,
  urgency: 'standard', sentiment: 'neutral', assignee: null, team: null,
  participants: [{ id: 'ptcp_1', role: 'customer', name: 'Mei Lin', contact_id: 'contact_1', teammate_id: null, handles: [], identity: null, since: null, tier: null }],
  next_mover: null, waits: [], promises: [], materials: [], sla: [], empathy: { inside: false, reasons: [], briefing: null }, drafts: [], possibly_also: [],
  conversations: [{ id: 'conv_1', channel_id: 'chan_1', channel_kind: 'email', channel_name: 'support', participant_id: 'ptcp_1', window_closes_at: null }],
  can: ['note', 'resolve'], ...over,
}) as Case;

export const inbound = (id: string, at: string, text = 'It leaks.') => ({
  kind: 'message', at, position: 1, actor: { kind: 'contact', id: 'contact_1', name: 'Mei Lin' },
  message: { id, channel_id: 'chan_1', conversation_id: 'conv_1', case_id: 'case_1', direction: 'inbound', state: 'received', from: { participant_id: 'ptcp_1', name: 'Mei Lin', address: null, role: 'customer' }, to: [], text, quoted: null, html: null, subject: null, external_id: id, language: 'en', attachments: [], provider_at: at, received_at: at },
}) as TimelineItem;

export const listed = (over: Partial<CaseItem> = {}) => ({
  id: 'case_1', number: 'B-1039', subject: 'Leaking machine', preview: null, status: 'open', next_mover: null, why: [], customer: { id: 'contact_1', name: 'Mei Lin' },
  assignee: null, team: null, channel_kinds: ['email'], language: 'en', category: null, urgency: null, sentiment: null, sla: null, has_draft: false, unread: false,
  updated_at: '2026-11-20T10:00:00Z', ...over,
}) as CaseItem;
