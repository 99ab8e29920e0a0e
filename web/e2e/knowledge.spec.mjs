/** Knowledge: an article is written, published and found again. */
import { read } from './lib.mjs';

export async function knowledge(check) {
  await check('an article is written and found again', async (page) => {
    const { can } = await read(page, '/session');
    if (!can.includes('articles.write')) return 'this role does not write articles';
    await page.goto('/knowledge?article=new');
    const title = `How to descale (${Math.floor(Math.random() * 1e9)})`;
    await page.getByLabel('Title').fill(title);
    await page.getByLabel('Text').fill('Fill the tank with the descaler, run two cycles, rinse once.');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Publish', exact: true }).waitFor();
    if (can.includes('articles.publish')) {
      await page.getByRole('button', { name: 'Publish', exact: true }).click();
      await page.getByRole('button', { name: 'Retire', exact: true }).waitFor();
    }
    await page.goto(`/knowledge?q=${encodeURIComponent(title)}`);
    await page.getByRole('listitem').getByText(title).first().waitFor();
  });
}
