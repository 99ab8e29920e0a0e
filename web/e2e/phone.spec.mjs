/** Phone width: one thing at a time, nothing wider than the screen, and a way back. */
import { expect, read } from './lib.mjs';

const PHONE = { width: 390, height: 844 };
const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

export async function phone(check) {
  await check('on a phone the list leads to the case and back', async (page) => {
    const { items } = await read(page, '/cases?limit=1');
    if (items.length === 0) return 'there are no cases';
    await page.goto('/queue/all');
    await page.getByRole('option').first().click();
    await page.getByRole('article').waitFor();
    expect((await overflow(page)) <= 0, 'the case is wider than the screen');
    await page.getByRole('button', { name: 'Details' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Back to the list' }).first().click();
    await page.getByRole('option').first().waitFor();
    expect((await overflow(page)) <= 0, 'the list is wider than the screen');
  }, PHONE);

  await check('on a phone the menu leads everywhere', async (page) => {
    await page.goto('/queue/all');
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'Knowledge' }).click();
    await page.getByRole('heading', { level: 1, name: 'Knowledge' }).waitFor();
    expect((await overflow(page)) <= 0, 'the page is wider than the screen');
  }, PHONE);
}
