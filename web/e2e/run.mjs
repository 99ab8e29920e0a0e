/**
 * Works the real Baton at BATON_URL in a browser, as BATON_EMAIL with BATON_PASSWORD; what only an
 * administrator may do as BATON_ADMIN_EMAIL with BATON_ADMIN_PASSWORD. BATON_ONLY=words runs what is called so.
 * Prints one line for each check; exits with 1 when one failed, with 2 when it was started wrongly.
 */
import { mkdirSync } from 'node:fs';
import { launch, open, signIn } from './lib.mjs';
import { accessible } from './accessible.spec.mjs';
import { cases } from './cases.spec.mjs';
import { door } from './door.spec.mjs';
import { jobs } from './jobs.spec.mjs';
import { knowledge } from './knowledge.spec.mjs';
import { languages } from './languages.spec.mjs';
import { phone } from './phone.spec.mjs';
import { queue } from './queue.spec.mjs';
import { settings } from './settings.spec.mjs';
import { work } from './work.spec.mjs';

const PICTURES = new URL('../.e2e/', import.meta.url).pathname;
mkdirSync(PICTURES, { recursive: true });

const browser = await launch();
let failed = 0;
let state;

/** Runs one check in a window of its own and keeps a picture of a failure. */
async function check(name, body, options = {}) {
  if (process.env.BATON_ONLY && !name.includes(process.env.BATON_ONLY)) return;
  const { context, page, problems } = await open(browser, { state: options.signedOut ? undefined : state, ...options });
  try {
    const skipped = await body(page);
    if (problems.length > 0) throw new Error(problems.join('; '));
    console.log(skipped ? `skip ${name}: ${skipped}` : `  ok ${name}`);
  } catch (error) {
    failed += 1;
    await page.screenshot({ path: `${PICTURES}${name.replace(/\W+/g, '-')}.png` }).catch(() => {});
    console.log(`FAIL ${name}\n      ${error.message}`);
  }
  await context.close();
}

try {
  const first = await open(browser);
  await signIn(first.page);
  await first.page.locator('#content').waitFor();
  state = await first.context.storageState();
  await first.context.close();
  for (const suite of [door, work, queue, cases, jobs, knowledge, settings, languages, phone, accessible]) await suite(check, browser);
} catch (error) {
  failed += 1;
  console.log(`FAIL start\n      ${error.message}`);
}
await browser.close();
console.log(failed === 0 ? 'all checks passed' : `${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
