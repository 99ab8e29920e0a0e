/** English and Chinese, light and dark: chosen, shown and kept. */
import { eventually } from './lib.mjs';

export async function languages(check) {
  await check('a Chinese browser is met in Chinese', async (page) => {
    await page.goto('/');
    await page.getByRole('heading', { level: 1, name: '轮到我们' }).waitFor();
    await eventually(page, () => document.documentElement.lang === 'zh-CN', null, 'the page does not say that it is Chinese');
  }, { zh: true });

  await check('the language is switched and kept', async (page) => {
    await page.goto('/');
    await page.getByRole('button', { name: 'Language' }).click();
    await page.getByRole('menuitem', { name: '中文' }).click();
    await page.getByRole('heading', { level: 1, name: '轮到我们' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: '轮到我们' }).waitFor();
  });

  await check('dark is switched on and kept', async (page) => {
    const isDark = () => document.documentElement.getAttribute('data-mantine-color-scheme') === 'dark';
    await page.goto('/');
    await page.getByRole('button', { name: 'Dark colours' }).click();
    await eventually(page, isDark, null, 'the page stays light');
    await page.reload();
    await eventually(page, isDark, null, 'the choice is forgotten');
  });
}
