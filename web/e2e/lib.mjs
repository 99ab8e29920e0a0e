/**
 * What every check shares: the browser, the signed-in page, the API for finding data, and the axe run.
 * Checks know nothing about the data beforehand: they look up what they need and say what they skipped.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const required = (name) => {
  const value = process.env[name];
  if (!value) {
    console.error(`${name} is not set: BATON_URL, BATON_EMAIL and BATON_PASSWORD say where and as whom`);
    process.exit(2);
  }
  return value;
};

export const BASE = required('BATON_URL').replace(/\/$/, '');
export const EMAIL = required('BATON_EMAIL');
export const PASSWORD = required('BATON_PASSWORD');
/** Who may set the workspace up; null where nobody was named. */
export const ADMIN = process.env.BATON_ADMIN_EMAIL ? { email: process.env.BATON_ADMIN_EMAIL, password: process.env.BATON_ADMIN_PASSWORD ?? '' } : null;

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Generous, because a machine under test is busy; nothing is measured by it. */
const PATIENCE_MS = 20_000;

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });

/** A fresh window. `state` carries a session over; `problems` gathers what the page complained about. */
export async function open(browser, { state, dark = false, zh = false, width = 1440, height = 900, bypassCSP = false } = {}) {
  const context = await browser.newContext({
    baseURL: BASE,
    storageState: state,
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    locale: zh ? 'zh-CN' : 'en-GB',
    bypassCSP,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Refused to|Uncaught/.test(message.text())) problems.push(message.text());
  });
  return { context, page, problems };
}

export const signIn = (page, password = PASSWORD) => signInAs(page, EMAIL, password);

export async function signInAs(page, email, password) {
  await page.goto('/');
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.locator('button[type=submit]').click();
}

/** Reads the API as the signed-in person. */
export async function read(page, path) {
  const response = await page.request.get(`${BASE}/api/v1${path}`);
  if (!response.ok()) throw new Error(`GET ${path} answered ${response.status()}`);
  return response.json();
}

/** The first open case that `accepts` its details; null when none of the first ones does. */
export async function findCase(page, query, accepts = () => true, limit = 40) {
  const { items } = await read(page, `/cases?status=open&limit=${limit}${query}`);
  for (const item of items) {
    const details = await read(page, `/cases/${item.id}`);
    if (accepts(details)) return details;
  }
  return null;
}

export function expect(condition, sentence) {
  if (!condition) throw new Error(sentence);
}

/** Waits until `probe` is true; fails with the sentence. Bounded by PATIENCE_MS, watched by the browser. */
export async function eventually(page, probe, argument, sentence) {
  try {
    await page.waitForFunction(probe, argument);
  } catch {
    throw new Error(sentence);
  }
}

/** No violation of WCAG 2.2 A or AA, nor of axe's best practices. Needs a page that bypasses the CSP. */
export async function expectAccessible(page, name) {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const result = await window.axe.run(document, { runOnly: { type: 'tag', values: tags } });
    return result.violations.map((one) => `${one.id} (${one.nodes.length}): ${one.nodes[0].target.join(' ')} ${one.nodes[0].failureSummary ?? ''}`);
  });
  expect(violations.length === 0, `${name}: ${violations.join('\n      ')}`);
}
