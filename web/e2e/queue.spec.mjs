/** A queue of ten thousand: only what is on the screen is drawn, the keyboard goes on, and the end is reached. */
import { eventually, expect } from './lib.mjs';

const ALL = 10_000;
const PAGE = 1_000;
/** Each page moves the end twice: when it is asked for, and when it is there. */
const MOST_PULLS = (3 * ALL) / PAGE;
/** More rows than fit a screen with what is drawn ahead of it. */
const MOST_DRAWN = 60;

const row = (index) => ({
  id: `case_${String(index).padStart(26, '0')}`, number: `B-${index + 1}`, subject: `Question ${index + 1}`, preview: null, status: 'open',
  next_mover: { who: 'us', wait_id: null, for: 'our_reply', participant: null, since: '2026-11-20T09:00:00Z', due: null, reason_code: 'they_wrote', reason: '' },
  why: [], customer: { id: `contact_${index}`, name: `Customer ${index + 1}` }, assignee: null, team: null, channel_kinds: ['email'], language: 'en', category: null,
  urgency: null, sentiment: null, sla: null, has_draft: false, unread: index % 3 === 0, updated_at: '2026-11-20T10:00:00Z',
});

/** Answers the list of cases by itself, page after page. */
async function pretend(page) {
  await page.route('**/api/v1/cases?*', (route) => {
    const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
    const items = Array.from({ length: Math.min(PAGE, ALL - from) }, (_, index) => row(from + index));
    const next = from + PAGE < ALL ? String(from + PAGE) : null;
    return route.fulfill({ contentType: 'application/json', body: JSON.stringify({ items, next, total: ALL }) });
  });
}

const drawn = (page) => page.getByRole('option').count();
const position = (page) => page.evaluate(() => Number(document.querySelector('[role=option][aria-selected=true]')?.getAttribute('aria-posinset') ?? 0));

export async function queue(check) {
  await check('ten thousand cases: few are drawn, and the last one is reached', async (page) => {
    await pretend(page);
    await page.goto('/queue/all');
    await page.getByText('10,000+ cases').waitFor();
    expect((await drawn(page)) <= MOST_DRAWN, `${await drawn(page)} rows are drawn`);
    for (let pulls = 0; pulls < MOST_PULLS; pulls += 1) {
      const before = await page.evaluate(() => {
        const list = document.querySelector('[role=listbox]');
        list.scrollTop = list.scrollHeight;
        return list.scrollHeight;
      });
      if (await page.getByText(`Customer ${ALL}`, { exact: true }).isVisible()) break;
      await eventually(page, ([height, last]) => document.querySelector('[role=listbox]').scrollHeight > height || document.body.innerText.includes(last), [before, `Customer ${ALL}`], 'the list ends too early');
    }
    await page.getByText(`Customer ${ALL}`, { exact: true }).waitFor();
    expect((await drawn(page)) <= MOST_DRAWN, `${await drawn(page)} rows are drawn at the end`);
    expect((await page.getByRole('option').last().getAttribute('aria-setsize')) === String(ALL), 'a reader is not told how many there are');
  });

  await check('ten thousand cases: the keyboard walks beyond the screen', async (page) => {
    await pretend(page);
    await page.goto('/queue/all');
    await page.getByRole('option').first().waitFor();
    for (let step = 1; step <= 40; step += 1) {
      await page.keyboard.press('j');
      await eventually(page, (want) => document.querySelector('[role=option][aria-selected=true]')?.getAttribute('aria-posinset') === String(want), step, `j stopped before row ${step}`);
    }
    await page.getByText('Customer 40', { exact: true }).waitFor();
    await page.keyboard.press('k');
    await eventually(page, () => document.querySelector('[role=option][aria-selected=true]')?.getAttribute('aria-posinset') === '39', null, 'k did not go back');
    expect((await position(page)) === 39, 'the place is lost');
    await page.keyboard.press('/');
    await eventually(page, () => document.activeElement?.getAttribute('role') === 'searchbox', null, '/ did not lead to the search');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await eventually(page, () => !new URL(location.href).searchParams.has('case'), null, 'Escape did not lead back to the list');
  });
}
