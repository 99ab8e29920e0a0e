import { render, screen } from '@testing-library/react';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { sessionQuery } from '@/api/session';
import type { TimelineItem } from '@/api/types';
import { startLanguages } from '@/i18n';
import { inbound, openCase, serve, session, show } from '../../../tests/stage';
import { Timeline } from './Timeline';

const AT = '2026-11-20T10:00:00Z';
const note = (text: string, by: string): TimelineItem => ({ kind: 'note', at: AT, position: 2, actor: { kind: 'teammate', id: by, name: 'Dana' }, text });

test('quoted history is folded away, and what was newly written is not', async () => {
  serve({ 'GET /channels': { items: [], next: null } });
  const entry = inbound('msg_1', AT, 'It leaks again.');
  if (entry.kind === 'message') entry.message.quoted = 'You wrote on Monday';
  await show(<Timeline item={openCase()} entries={[entry]} />);
  expect(screen.getByText('It leaks again.')).toBeVisible();
  expect(screen.getByText('You wrote on Monday')).not.toBeVisible();
});

test('what a customer writes is text, whatever it looks like', async () => {
  serve({ 'GET /channels': { items: [], next: null } });
  await show(<Timeline item={openCase()} entries={[inbound('msg_1', AT, '<img src=x onerror=alert(1)>')]} />);
  expect(screen.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
});

test('an event of a kind nobody knew yet is shown readably', async () => {
  serve({ 'GET /channels': { items: [], next: null } });
  const entry = { kind: 'status', at: AT, position: 3, actor: { kind: 'system', id: null, name: null }, event: 'drone_dispatched' } as TimelineItem;
  await show(<Timeline item={openCase()} entries={[entry]} />);
  expect(screen.getByText('Drone dispatched')).toBeVisible();
});

const stage = (client: QueryClient, entries: TimelineItem[]) => (
  <MantineProvider env="test">
    <QueryClientProvider client={client}>
      <Timeline item={openCase()} entries={entries} />
    </QueryClientProvider>
  </MantineProvider>
);

/** Opens the case with one message; the rest arrives while it is read. */
async function read(later: TimelineItem[]) {
  serve({ 'GET /channels': { items: [], next: null } });
  const client = new QueryClient();
  client.setQueryData(sessionQuery.queryKey, session);
  await startLanguages();
  const first = [inbound('msg_1', AT)];
  const { rerender } = render(stage(client, first));
  rerender(stage(client, [...first, ...later]));
}

test('what others add while one reads is marked', async () => {
  await read([inbound('msg_2', AT, 'Are you there?')]);
  expect(screen.getByText('New since you opened')).toBeVisible();
});

test('what one adds oneself is not news', async () => {
  await read([note('Called back', session.teammate.id)]);
  expect(screen.getByText('Called back')).toBeVisible();
  expect(screen.queryByText('New since you opened')).toBeNull();
});
