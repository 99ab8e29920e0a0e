/** Working cases by keyboard: choosing, answering, taking back, noting. */
import { eventually, expect, findCase, read } from './lib.mjs';

const caseInAddress = (page) => new URL(page.url()).searchParams.get('case');

async function openQueue(page, view = 'our-turn') {
  await page.goto(`/queue/${view}`);
  await page.getByRole('option').first().waitFor();
}

const isBusy = (draft) => ['composing', 'in_review', 'approved'].includes(draft.status);
const needsOthers = (draft) => draft.status === 'proposed' && (draft.verdict?.outcome ?? 'allow') !== 'allow';
const isSendable = (item) => !item.drafts.some((draft) => isBusy(draft) || needsOthers(draft));

/** Opens cases until one lets us send our own words; null when none does. */
async function openSendable(page) {
  const item = await findCase(page, '&next_mover=us', isSendable);
  if (!item) return null;
  await page.goto(`/queue/all?case=${item.id}`);
  await page.getByRole('article').waitFor();
  return item;
}

export async function work(check) {
  await check('j and k walk through the list', async (page) => {
    await openQueue(page, 'all');
    await page.keyboard.press('j');
    await page.getByRole('article').waitFor();
    const first = caseInAddress(page);
    await page.keyboard.press('j');
    await eventually(page, (before) => new URL(location.href).searchParams.get('case') !== before, first, 'j did not move on');
    await page.keyboard.press('k');
    await eventually(page, (before) => new URL(location.href).searchParams.get('case') === before, first, 'k did not go back');
  });

  await check('n takes the next best case for me', async (page) => {
    const { teammate } = await read(page, '/session');
    const { items } = await read(page, '/cases?status=open&next_mover=us&sort=queue&limit=50');
    const free = items.find((item) => item.assignee === null || item.assignee.id === teammate.id);
    if (!free) return 'every case that waits for us is somebody else’s';
    await openQueue(page);
    await page.keyboard.press('n');
    await page.getByRole('article').waitFor();
    const taken = await read(page, `/cases/${caseInAddress(page)}`);
    expect(taken.assignee?.id === teammate.id, 'the case is not mine');
  });

  await check('an answer can be sent by key and taken back', async (page) => {
    const item = await openSendable(page);
    if (!item) return 'no case takes an answer';
    await page.keyboard.press('r');
    const field = page.locator('section textarea').first();
    await field.waitFor();
    await eventually(page, () => document.activeElement?.tagName === 'TEXTAREA', null, 'r did not lead to the field');
    await field.fill('Thank you for your message. We are looking into it today.');
    const main = page.getByRole('button', { name: /^(Send|Ask for approval)$/ }).last();
    if (!(await main.isEnabled())) return 'the verdict allows no sending here';
    await page.keyboard.press('Control+Enter');
    const undo = page.getByRole('button', { name: 'Take back' }).first();
    const asked = page.getByText('Approval asked for').first();
    await undo.or(asked).first().waitFor();
    if (await asked.isVisible()) return 'this answer needs approval';
    await undo.click();
    await page.getByText('Taken back').first().waitFor();
    const { items } = await read(page, `/messages?case_id=${item.id}&limit=5`).catch(() => ({ items: [] }));
    expect(!items.some((message) => message.state === 'sent' && message.text.includes('looking into it today')), 'the message was sent all the same');
  });

  await check('what one typed survives leaving the case', async (page) => {
    const item = await openSendable(page);
    if (!item) return 'no case takes an answer';
    const field = page.locator('section textarea').first();
    await field.fill('Half a sentence');
    await page.goto('/board');
    await page.goto(`/queue/all?case=${item.id}`);
    await page.getByRole('article').waitFor();
    await eventually(page, () => document.querySelector('section textarea')?.value === 'Half a sentence', null, 'the words are lost');
  });

  await check('a note joins the timeline', async (page) => {
    const item = await findCase(page, '', (one) => one.can.includes('note'));
    if (!item) return 'no case takes a note';
    await page.goto(`/queue/all?case=${item.id}`);
    await page.getByRole('button', { name: 'Note', exact: true }).click();
    const words = `Called back, nobody there (${item.number})`;
    await page.getByLabel('Note', { exact: true }).last().fill(words);
    await page.getByRole('button', { name: 'Save note' }).click();
    await page.getByRole('region', { name: 'Timeline' }).getByText(words).first().waitFor();
  });

  await check('inside the boundary there is a briefing and no AI draft', async (page) => {
    const item = await findCase(page, '', (one) => one.empathy.inside === true, 80);
    if (!item) return 'no case is inside the boundary';
    await page.goto(`/queue/all?case=${item.id}`);
    await page.getByRole('heading', { name: 'Before you answer' }).waitFor();
    expect((await page.getByRole('heading', { name: 'AI draft' }).count()) === 0, 'an AI draft is shown');
    expect((await page.getByRole('button', { name: 'Ask AI for a draft' }).count()) === 0, 'AI is offered');
  });

  await check('a draft shows what was changed', async (page) => {
    const item = await findCase(page, '', (one) => !one.empathy.inside && one.drafts.at(-1)?.status === 'proposed' && one.drafts.at(-1)?.origin === 'ai');
    if (!item) return 'no AI draft is proposed';
    await page.goto(`/queue/all?case=${item.id}`);
    const field = page.getByLabel('Draft text');
    await field.fill(`${await field.inputValue()}\nOne more line.`);
    await page.getByRole('tab', { name: /Changes/ }).click();
    await page.locator('ins', { hasText: 'One more line' }).waitFor();
  });

  await check('Ctrl K finds a case by its number', async (page) => {
    const { items } = await read(page, '/cases?limit=1');
    if (items.length === 0) return 'there are no cases';
    await openQueue(page, 'all');
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Search cases or jump to').fill(items[0].number);
    await page.getByRole('dialog').getByText(items[0].subject.slice(0, 20)).first().waitFor();
    await page.keyboard.press('Escape');
  });

  await check('? lists the keys', async (page) => {
    await openQueue(page, 'all');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  });
}
