/** Settings: what the role may see is there, and nothing else. */
import { expect, read } from './lib.mjs';

const ROOMS = [
  ['channels', 'channels.list', 'Channels'],
  ['people', 'teammates.list', 'People'],
  ['keys', 'keys.list', 'Keys'],
  ['policies', 'policies.read', 'Policies'],
];

export async function settings(check) {
  await check('settings show what the role may see, and nothing else', async (page) => {
    const { can } = await read(page, '/session');
    await page.goto('/settings');
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    const links = page.getByRole('navigation', { name: 'Settings' });
    await links.getByRole('link', { name: 'Your account' }).waitFor();
    for (const [, operation, name] of ROOMS) {
      expect((await links.getByRole('link', { name }).count()) === (can.includes(operation) ? 1 : 0), `${name} does not follow ${operation}`);
    }
  });

  await check('every teammate is listed with the roles they hold', async (page) => {
    const { items } = await read(page, '/teammates');
    await page.goto('/settings?section=people');
    for (const one of items.slice(0, 3)) await page.getByRole('listitem').getByText(one.name).first().waitFor();
  });

  await check('the channels are listed', async (page) => {
    const { items } = await read(page, '/channels');
    await page.goto('/settings?section=channels');
    for (const one of items.slice(0, 3)) await page.getByRole('listitem').getByText(one.name).first().waitFor();
  });
}
