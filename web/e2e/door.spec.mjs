/** Coming in and going out. */
import { expect, signIn } from './lib.mjs';

export async function door(check) {
  await check('a wrong password is told and lets nobody in', async (page) => {
    await signIn(page, 'certainly not the password');
    await page.getByRole('alert').waitFor();
    expect((await page.locator('#content').count()) === 0, 'the inside is shown');
  }, { signedOut: true });

  await check('the first view is our turn', async (page) => {
    await page.goto('/');
    await page.getByRole('heading', { level: 1, name: 'Our turn' }).waitFor();
    expect(page.url().includes('/queue/our-turn'), `the address is ${page.url()}`);
  });

  await check('an address that leads nowhere says so', async (page) => {
    await page.goto('/nowhere/at/all');
    await page.getByText('Not found').waitFor();
  });

  await check('a case that does not exist says so', async (page) => {
    await page.goto('/queue/our-turn?case=case_00000000000000000000000000');
    await page.getByText('This case does not exist').waitFor();
  });

  await check('without a network the screen says so', async (page) => {
    await page.goto('/');
    await page.getByRole('heading', { level: 1, name: 'Our turn' }).waitFor();
    await page.context().setOffline(true);
    await page.getByText('No connection').first().waitFor();
    await page.context().setOffline(false);
  });

  await check('signing out leads to the door', async (page) => {
    // A session of its own, so that the other checks keep theirs.
    await signIn(page);
    await page.getByRole('button', { name: /Your account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  }, { signedOut: true });
}
