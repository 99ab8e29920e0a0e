import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import type { CaseItem } from '@/api/types';
import { listed, serve, show } from '../../../tests/stage';
import { CaseRow } from './CaseRow';

const now = Date.parse('2026-11-20T12:00:00Z');
const row = async (item: CaseItem, hidesTurn = true) => {
  serve({});
  await show(<div role="listbox" aria-label="Cases"><CaseRow item={item} style={{}} isSelected={false} position={1} total={1} hidesTurn={hidesTurn} now={now} onSelect={vi.fn()} /></div>);
};

test('a row says why it stands where it stands', async () => {
  await row(listed({ why: [{ code: 'at_risk', text: 'May leave' }, { code: 'due_soon' }], sla: { kind: 'first_response', due: '2026-11-20T12:12:00Z', state: 'running' } }));
  expect(screen.getByText('May leave')).toBeVisible();
  expect(screen.getByText('Due in 12 min.')).toBeVisible();
});

test('a reason nobody knew yet is shown readably', async () => {
  await row(listed({ why: [{ code: 'moon_phase' }] }));
  expect(screen.getByText('Moon phase')).toBeVisible();
});

test('a case without a known customer goes by its number', async () => {
  await row(listed({ customer: null }));
  expect(screen.getByText('B-1039')).toBeVisible();
});

test('outside of our turn a row says whose turn it is', async () => {
  const next_mover = { who: 'partner', wait_id: null, for: 'partner_response', participant: null, since: '2026-11-20T11:00:00Z', due: null, reason_code: 'they_owe_us', reason: '' } as const;
  await row(listed({ next_mover }), false);
  expect(screen.getByText('Waiting: partner')).toBeVisible();
});

test('a new message and a ready draft are told without colour', async () => {
  await row(listed({ unread: true, has_draft: true }));
  expect(screen.getByRole('img', { name: 'New message' })).toBeInTheDocument();
  expect(screen.getByRole('img', { name: 'AI draft ready' })).toBeInTheDocument();
});
