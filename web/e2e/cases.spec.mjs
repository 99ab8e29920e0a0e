/** Every verb from the case, and why a message was sent. Looks at dialogs; ends no case of the demo for good. */
import { expect, findCase, read } from './lib.mjs';

const openCase = async (page, item) => {
  await page.goto(`/queue/all?case=${item.id}`);
  await page.getByRole('article').waitFor();
};

async function choose(page, name) {
  await page.locator('article header').getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
  return page.getByRole('dialog');
}

const DIALOGS = [
  ['wait', 'Wait for someone'],
  ['promise', 'Record a promise'],
  ['classify', 'Correct the sorting'],
  ['merge', 'Merge into another case'],
  ['split', 'Split into a new case'],
  ['cancel', 'Cancel the case'],
];

export async function cases(check) {
  for (const [verb, name] of DIALOGS) {
    await check(`${verb} is two actions away`, async (page) => {
      const item = await findCase(page, '', (one) => one.can.includes(verb));
      if (!item) return `no case takes ${verb}`;
      await openCase(page, item);
      const dialog = await choose(page, name);
      await dialog.waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    });
  }

  await check('a wait is opened, shown and ended', async (page) => {
    const item = await findCase(page, '', (one) => one.can.includes('wait') && one.can.includes('close-wait'));
    if (!item) return 'no case takes a wait';
    await openCase(page, item);
    const dialog = await choose(page, 'Wait for someone');
    const what = `Photo of the plate ${Math.floor(Math.random() * 1e6)}`;
    await dialog.getByLabel('What for').fill(what);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    const after = await read(page, `/cases/${item.id}`);
    const wait = after.waits.find((one) => one.what === what);
    expect(wait, 'the case does not wait');
    await page.getByRole('complementary').getByText(what).first().waitFor();
  });

  await check('a promise is made, shown and withdrawn', async (page) => {
    const item = await findCase(page, '', (one) => one.can.includes('promise'));
    if (!item) return 'no case takes a promise';
    await openCase(page, item);
    const dialog = await choose(page, 'Record a promise');
    const text = `We call back ${Math.floor(Math.random() * 1e6)}`;
    await dialog.getByLabel('What was promised?').fill(text);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: `Withdraw: ${text}` }).click();
    await page.getByRole('button', { name: `Withdraw: ${text}` }).waitFor({ state: 'detached' });
  });

  await check('a refusal is told in the dialog, and nothing typed is lost', async (page) => {
    const item = await findCase(page, '', (one) => one.can.includes('promise'));
    if (!item) return 'no case takes a promise';
    await openCase(page, item);
    const dialog = await choose(page, 'Record a promise');
    await dialog.getByLabel('What was promised?').fill('Something');
    await page.route('**/promise', (route) => route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify({ code: 'promise.due_in_the_past', title: 'no' }) }));
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').waitFor();
    expect((await dialog.getByLabel('What was promised?').inputValue()) === 'Something', 'the words are lost');
  });

  await check('a sent message says why it was sent, with the numbers of its events', async (page) => {
    const { items } = await read(page, '/messages?state=sent&limit=5');
    const sent = items.find((message) => message.case_id);
    if (!sent) return 'nothing was sent yet';
    await page.goto(`/queue/all?case=${sent.case_id}`);
    await page.locator('li[data-ours]').first().hover();
    await page.locator('li[data-ours]').first().getByRole('button', { name: 'About this message' }).click();
    await page.getByRole('menuitem', { name: 'Why was this sent?' }).click();
    await page.getByRole('dialog').getByText(/Event \d+/).first().waitFor();
    await page.getByRole('dialog').getByText('Sending allowed').waitFor();
  });

  await check('quiet steps are folded and open on demand', async (page) => {
    const item = await findCase(page, '', (one) => one.sequence > 8);
    if (!item) return 'no case has steps';
    await openCase(page, item);
    const fold = page.getByRole('region', { name: 'Timeline' }).locator('button[aria-expanded]').first();
    if ((await fold.count()) === 0) return 'nothing is folded';
    await fold.click();
    expect((await fold.getAttribute('aria-expanded')) === 'true', 'the steps stay folded');
  });
}
