/** Whole jobs, from seeing what is needed to having done it. Each changes the demo for good. */
import { ADMIN, eventually, expect, findCase, open, read, signInAs } from './lib.mjs';

const openCase = async (page, item) => {
  await page.goto(`/queue/all?case=${item.id}`);
  await page.getByRole('article').waitFor();
};

async function refundOfMyOwn(page) {
  const takesRefund = (one) => one.can.includes('act') && !one.actions.some((action) => action.status === 'proposed');
  const { items } = await read(page, '/cases?status=open&limit=40');
  let item = null;
  for (const one of items) {
    const order = await page.request.get(`/api/v1/cases/${one.id}/order`);
    if (!order.ok()) continue;
    const card = await order.json();
    const details = await read(page, `/cases/${one.id}`);
    if (!card.is_withheld && card.total?.minor > 100 && takesRefund(details)) item = details;
    if (item) break;
  }
  expect(item, 'no case takes a refund');
  await openCase(page, item);
  const panel = page.getByRole('region', { name: '操作' });
  await panel.getByRole('button', { name: '退款' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/金额/).fill('1.00');
  await dialog.getByRole('button', { name: '提交' }).click();
  await dialog.waitFor({ state: 'detached' });
  await panel.getByText('待审批').first().waitFor();
  const after = await read(page, `/cases/${item.id}`);
  const mine = after.actions.find((one) => one.status === 'proposed' && one.amount?.minor === 100);
  expect(mine && mine.needed !== null, 'the refund needs nobody’s agreement');
  expect((await panel.getByRole('button', { name: '批准' }).count()) === 0, 'one may approve one’s own refund');
  const hash = { parameters_hash: mine.parameters_hash };
  const headers = { origin: new URL(page.url()).origin };
  const own = await page.request.post(`/api/v1/actions/${mine.id}/approve`, { data: hash, headers });
  expect(own.status() === 409 || own.status() === 403, `the server let one approve one’s own refund: ${own.status()}`);
}

export async function jobs(check, browser) {
  await check('an action is shown in full, approved, and done', async (page) => {
    const { teammate } = await read(page, '/session');
    const mayDecide = (one) => one.status === 'proposed' && one.requested_by.id !== teammate.id && teammate.roles.includes(one.needed?.role);
    const item = await findCase(page, '', (one) => one.actions.some(mayDecide));
    expect(item, 'no action waits for this person');
    const action = item.actions.find(mayDecide);
    await openCase(page, item);
    const panel = page.getByRole('region', { name: 'Actions' });
    const row = panel.getByRole('listitem').filter({ has: page.getByRole('button', { name: 'Approve' }) }).first();
    await row.getByText(action.parameters.order, { exact: true }).waitFor();
    await row.getByRole('button', { name: 'Approve' }).click();
    await panel.getByText('Done', { exact: true }).first().waitFor();
    expect((await row.count()) === 0, 'it can still be approved');
    const after = (await read(page, `/cases/${item.id}`)).actions.find((one) => one.id === action.id);
    expect(after.status === 'done', `the action is ${after.status}`);
  });

  await check('a refund of my own waits for somebody else, in Chinese', refundOfMyOwn, { zh: true });

  await check('a wrong sorting is corrected from the header', async (page) => {
    const item = await findCase(page, '', (one) => one.can.includes('classify') && one.category === 'billing' && !one.empathy.inside);
    expect(item, 'no case can be sorted anew');
    await openCase(page, item);
    await page.locator('article header').getByTitle('Correct the sorting').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Topic' }).click();
    await page.getByRole('option', { name: 'Technical' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.locator('article header').getByText('Technical').waitFor();
    const after = await read(page, `/cases/${item.id}`);
    expect(after.category === 'technical', `it is sorted as ${after.category}`);
  });

  await check('a program is connected, and its secret is shown once', async (page) => {
    if (!ADMIN) return 'BATON_ADMIN_EMAIL and BATON_ADMIN_PASSWORD are not set';
    const { context, page: own } = await open(browser);
    try {
      await signInAs(own, ADMIN.email, ADMIN.password);
      await own.locator('#content').waitFor();
      await own.goto('/settings?section=channels');
      await own.getByText('Program (API)').click();
      const name = `Loyalty app ${Math.floor(Math.random() * 1e6)}`;
      await own.getByLabel('Name', { exact: true }).fill(name);
      await own.getByRole('button', { name: 'Connect a channel' }).click();
      await own.getByText('It is shown once').waitFor();
      await own.getByRole('button', { name: 'I have kept it' }).click();
      await own.getByRole('listitem').filter({ hasText: name }).waitFor();
      await eventually(own, () => !document.body.innerText.includes('It is shown once'), null, 'the secret is still there');
      const { items } = await read(own, '/channels');
      expect(items.some((one) => one.name === name && one.kind === 'api'), 'the channel does not exist');
      expect((await read(page, '/channels')).items.every((one) => !('hook_secret' in one)), 'a list gives the secret away');
    } finally {
      await context.close();
    }
  });
}
