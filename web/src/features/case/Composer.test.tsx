import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { type Call, draft, inbound, openCase, serve, session, show } from '../../../tests/stage';
import { Composer } from './Composer';

const AT = '2026-11-20T10:00:00Z';
const approvals = (calls: Call[]) => calls.filter((call) => call.path.endsWith('/approve'));

beforeEach(() => sessionStorage.clear());

test('a draft that may be sent goes with what comes next and seconds to take it back', async () => {
  const calls = serve({ 'POST /drafts/draft_1/approve': {} });
  await show(<Composer item={openCase({ drafts: [draft()] })} timeline={[inbound('msg_1', AT)]} />);
  await userEvent.click(screen.getByRole('button', { name: 'Send' }));
  expect(await screen.findByRole('button', { name: 'Take back' })).toBeVisible();
  expect(approvals(calls)[0]?.body).toEqual({ seen_sequence: 7, hold_s: 10, then: { resolve: { closes_in_days: 3 } } });
});

test('an edited draft is sent with the new words', async () => {
  const calls = serve({ 'POST /drafts/draft_1/approve': {} });
  await show(<Composer item={openCase({ drafts: [draft()] })} timeline={[]} />);
  const field = screen.getByLabelText('Draft text');
  await userEvent.clear(field);
  await userEvent.type(field, 'Which model is it?');
  fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
  await waitFor(() => expect(approvals(calls)).toHaveLength(1));
  expect(approvals(calls)[0]?.body).toMatchObject({ text: 'Which model is it?', then: { wait: { on: 'customer', for: 'customer_reply' } } });
});

test('a draft that needs approval offers to ask for it and no sending', async () => {
  serve({ 'POST /drafts/draft_1/approve': () => [202, {}] });
  await show(<Composer item={openCase({ drafts: [draft({ verdict: { outcome: 'review', role: 'supervisor' } })] })} timeline={[]} />);
  expect(screen.queryByRole('button', { name: 'Send' })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Ask for approval' }));
  expect(await screen.findByText('Approval asked for')).toBeVisible();
});

test('a forbidden draft has no main button, and says why', async () => {
  serve({});
  await show(<Composer item={openCase({ drafts: [draft({ verdict: { outcome: 'forbid', why: 'public.no_money_commitment' } })] })} timeline={[]} />);
  expect(screen.getByText(/No refund or compensation may be promised in public/)).toBeVisible();
  expect(screen.queryByRole('button', { name: /Send|Ask for approval/ })).toBeNull();
});

test('when the customer wrote meanwhile the person decides, and nothing typed is lost', async () => {
  let tries = 0;
  const calls = serve({ 'POST /drafts/draft_1/approve': () => (++tries === 1 ? [409, { code: 'draft.stale' }] : [200, {}]) });
  await show(<Composer item={openCase({ drafts: [draft()] })} timeline={[]} />);
  await userEvent.type(screen.getByLabelText('Draft text'), ' Truly.');
  await userEvent.click(screen.getByRole('button', { name: 'Send' }));
  expect(await screen.findByText('Something happened since you opened this.', { exact: false })).toBeVisible();
  expect(screen.getByLabelText('Draft text')).toHaveValue('Thank you, the part is on its way. Truly.');
  await userEvent.click(screen.getByRole('button', { name: 'Still right: send' }));
  await waitFor(() => expect(approvals(calls)).toHaveLength(2));
});

test('one’s own words are stale when a message came between writing and sending', async () => {
  const calls = serve({
    'POST /cases/case_1/drafts': () => [201, draft({ id: 'draft_2', origin: 'teammate' })],
    'GET /cases/case_1': openCase({ sequence: 9 }),
    'GET /cases/case_1/timeline': { items: [inbound('msg_1', AT), inbound('msg_2', '2026-11-20T10:05:00Z', 'Forget it, it works.')] },
  });
  await show(<Composer item={openCase()} timeline={[inbound('msg_1', AT)]} />);
  await userEvent.type(screen.getByLabelText('Your answer', { selector: 'textarea' }), 'We are coming.');
  await userEvent.click(screen.getByRole('button', { name: 'Send' }));
  expect(await screen.findByText(/The customer wrote again/)).toBeVisible();
  expect(approvals(calls)).toHaveLength(0);
});

test('inside the boundary stands what to know before answering, and AI is not offered', async () => {
  serve({});
  const empathy = { inside: true, reasons: ['at_risk'], briefing: { reported: 'It leaks for the third time', tone: 'Say sorry first' } };
  await show(<Composer item={openCase({ empathy, drafts: [draft()] })} timeline={[]} />);
  expect(screen.getByRole('heading', { name: 'Before you answer' })).toBeVisible();
  expect(screen.getByText('Say sorry first')).toBeVisible();
  expect(screen.queryByText('AI draft')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Ask AI for a draft' })).toBeNull();
});

test('AI that may not draft says why', async () => {
  serve({ 'POST /cases/case_1/drafts': () => [409, { code: 'draft.paused' }] });
  await show(<Composer item={openCase()} timeline={[]} />);
  await userEvent.click(screen.getByRole('button', { name: 'Ask AI for a draft' }));
  expect(await screen.findByText('AI is paused here.')).toBeVisible();
});

test('a closed case says that it must be reopened first', async () => {
  serve({});
  await show(<Composer item={openCase({ status: 'closed' })} timeline={[]} />);
  expect(screen.getByText(/Reopen it to answer/)).toBeVisible();
});

test('a role that may only read has no field to write in', async () => {
  serve({});
  await show(<Composer item={openCase({ can: [] })} timeline={[]} />, { ...session, can: ['cases.list'] });
  expect(screen.getByText('Your role may read, not answer.')).toBeVisible();
  expect(screen.queryByRole('textbox')).toBeNull();
});

test('words that were taken back stand in the field again', async () => {
  serve({
    'POST /cases/case_1/drafts': () => [201, draft({ id: 'draft_2', origin: 'teammate' })],
    'POST /drafts/draft_2/approve': {},
    'POST /drafts/draft_2/take-back': {},
    'GET /cases/case_1': openCase(),
    'GET /cases/case_1/timeline': { items: [] },
  });
  await show(<Composer item={openCase()} timeline={[]} />);
  const field = screen.getByLabelText('Your answer', { selector: 'textarea' });
  await userEvent.type(field, 'Too early');
  await userEvent.click(screen.getByRole('button', { name: 'Send' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Take back' }));
  await waitFor(() => expect(field).toHaveValue('Too early'));
});

test('what was sent does not come back', async () => {
  serve({
    'POST /cases/case_1/drafts': () => [201, draft({ id: 'draft_2', origin: 'teammate' })],
    'POST /drafts/draft_2/approve': {},
    'GET /cases/case_1': openCase(),
    'GET /cases/case_1/timeline': { items: [] },
  });
  await show(<Composer item={openCase()} timeline={[]} />);
  await userEvent.type(screen.getByLabelText('Your answer', { selector: 'textarea' }), 'Done');
  await userEvent.click(screen.getByRole('button', { name: 'Send' }));
  await screen.findByRole('button', { name: 'Take back' });
  expect(sessionStorage).toHaveLength(0);
});
