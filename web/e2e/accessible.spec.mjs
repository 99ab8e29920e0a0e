/** Every screen without a violation, light in English and dark in Chinese. */
import { expectAccessible, findCase, read } from './lib.mjs';

const LOOKS = [
  { name: 'light, English', dark: false, zh: false },
  { name: 'dark, Chinese', dark: true, zh: true },
];

/** A screen is there when its first heading is, and nothing shows that it still loads. */
async function settle(page) {
  await page.locator('h1').first().waitFor();
  await page.locator('nav button').last().waitFor({ state: 'attached' });
  await page.waitForFunction(() => document.querySelector('[role=status][aria-label]') === null);
}

export async function accessible(check) {
  for (const look of LOOKS) {
    const options = { ...look, bypassCSP: true };
    const visit = (name, address) =>
      check(`axe: ${name} (${look.name})`, async (page) => {
        const target = typeof address === 'string' ? address : await address(page);
        if (!target) return 'no such data';
        await page.goto(target);
        await settle(page);
        await expectAccessible(page, name);
      }, options);

    await check(`axe: sign-in (${look.name})`, async (page) => {
      await page.goto('/');
      await page.locator('input[name=email]').waitFor();
      await expectAccessible(page, 'sign-in');
    }, { ...options, signedOut: true });

    await visit('our turn', '/queue/our-turn');
    await visit('resolved', '/queue/resolved');
    await visit('nothing found', '/queue/all?q=zzzzzzzz-nothing');
    await visit('case', async (page) => caseAddress(await findCase(page, '')));
    await visit('case with AI draft', async (page) => caseAddress(await findCase(page, '', (one) => !one.empathy.inside && one.drafts.some((draft) => draft.status === 'proposed'))));
    await visit('case inside the boundary', async (page) => caseAddress(await findCase(page, '', (one) => one.empathy.inside === true, 80)));
    await visit('board', '/board');
    await visit('approvals', '/approvals');
    await visit('one approval', async (page) => firstOf(await read(page, '/reviews'), (one) => `/approvals?review=${one.id}`));
    await visit('knowledge', '/knowledge');
    await visit('one article', async (page) => firstOf(await read(page, '/articles'), (one) => `/knowledge?article=${one.id}`));
    await visit('new article', '/knowledge?article=new');
    await visit('could not be read', '/could-not-be-read');
    await visit('settings', '/settings');
    await visit('channels', '/settings?section=channels');
    await visit('people', '/settings?section=people');
    await visit('not found', '/nowhere');

    await check(`axe: dialogs (${look.name})`, async (page) => {
      await page.goto('/board');
      await settle(page);
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
      await expectAccessible(page, 'shortcuts');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').waitFor();
      await expectAccessible(page, 'palette');
    }, options);
  }
}

const caseAddress = (item) => (item ? `/queue/all?case=${item.id}` : null);
const firstOf = (page, address) => (page.items.length > 0 ? address(page.items[0]) : null);
