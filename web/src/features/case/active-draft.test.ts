import { expect, test } from 'vitest';
import type { Case, Draft } from '@/api/types';
import { activeDraft, certainty, mainAction } from './active-draft';

const draft = (over: Partial<Draft>): Draft => ({ id: 'draft_1', status: 'proposed', origin: 'ai', text: 'Hello', flags: [], citations: [], ...over }) as Draft;
const inCase = (drafts: Draft[], inside = false) => ({ drafts, empathy: { inside, reasons: [], briefing: null } }) as unknown as Case;

test('inside the boundary no draft of AI is shown', () => {
  expect(activeDraft(inCase([draft({})], true))).toBeNull();
  expect(activeDraft(inCase([draft({ origin: 'teammate' })], true))?.id).toBe('draft_1');
});
test('a withdrawn draft is not worked on', () => expect(activeDraft(inCase([draft({ status: 'withdrawn' })]))).toBeNull());
test('the main button is what the verdict allows', () => {
  expect(mainAction(draft({ verdict: { outcome: 'allow' } }), false).kind).toBe('send');
  expect(mainAction(draft({ verdict: { outcome: 'review', role: 'supervisor' } }), false)).toMatchObject({ kind: 'ask_approval', role: 'supervisor' });
  expect(mainAction(draft({ verdict: { outcome: 'forbid', why: 'No refunds in public' } }), false)).toMatchObject({ kind: 'none', why: 'No refunds in public' });
});
test('a draft with a failed check is never offered for sending', () => {
  expect(mainAction(draft({ flags: ['guard.groundedness'], verdict: { outcome: 'allow' } }), false)).toMatchObject({ kind: 'none', reason: 'failed_check' });
});
test('an edited draft is judged again by the server', () => {
  expect(mainAction(draft({ flags: ['guard.groundedness'] }), true).kind).toBe('send');
});
test('no edit gets around a forbid', () => expect(mainAction(draft({ verdict: { outcome: 'forbid', why: 'x' } }), true).kind).toBe('none'));
test('confidence reads the same as a share and in per mille', () => expect(certainty(0.91)).toEqual(certainty(910)));

test('the draft for whoever waits for us comes first', () => {
  const item = inCase([
    draft({ id: 'draft_customer', to: { participant_id: 'ptcp_customer', role: 'customer' } }),
    draft({ id: 'draft_partner', to: { participant_id: 'ptcp_partner', role: 'partner' } }),
  ]);
  item.next_mover = { participant: { id: 'ptcp_customer', name: 'Mei' } } as Case['next_mover'];
  expect(activeDraft(item)?.id).toBe('draft_customer');
});
