/**
 * The live stream: hints that something changed, turned into reading again.
 * Holds no state of its own; bursts are gathered so that a busy workspace does not reload on every event.
 */
import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { get } from './client';
import { type CaseFilter, caseList } from './cases';
import type { CaseItem, Hint, Page } from './types';

/** Long enough to gather a burst, short enough to feel immediate. */
const GATHER_MS = 400;
/** A list scrolled further than this is refreshed at its head only. */
const WHOLE_REFRESH_PAGES = 2;

type Pages = InfiniteData<Page<CaseItem>, string | null>;

/** Keeps the screen current. True while the stream is connected. */
export function useLive(isOn: boolean): boolean {
  const client = useQueryClient();
  const [isConnected, setConnected] = useState(true);
  useEffect(() => {
    if (!isOn) return;
    const gathered = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      refresh(client, [...gathered]);
      gathered.clear();
    };
    const onHint = (event: Event) => {
      const hint = JSON.parse((event as MessageEvent<string>).data) as Hint;
      if (hint.case_id) gathered.add(hint.case_id);
      timer ??= setTimeout(flush, GATHER_MS);
    };
    const stream = new EventSource('/api/v1/live');
    stream.onopen = () => setConnected(true);
    stream.onerror = () => setConnected(false);
    for (const kind of ['case', 'draft', 'job']) stream.addEventListener(kind, onHint);
    stream.addEventListener('reset', () => void client.invalidateQueries());
    return () => {
      clearTimeout(timer);
      stream.close();
    };
  }, [client, isOn]);
  return isConnected;
}

function refresh(client: QueryClient, caseIds: string[]) {
  for (const id of caseIds) {
    for (const noun of ['case', 'timeline', 'order']) void client.invalidateQueries({ queryKey: [noun, id] });
  }
  for (const noun of ['counts', 'reviews', 'dead-letters', 'cases-few']) void client.invalidateQueries({ queryKey: [noun] });
  refreshLists(client);
}

/** Reads open lists again; of a long one only the first page, so that 10,000 rows do not reload. */
export function refreshLists(client: QueryClient) {
  for (const query of client.getQueryCache().findAll({ queryKey: ['cases'], type: 'active' })) {
    const pages = query.state.data as Pages | undefined;
    if (pages && pages.pages.length > WHOLE_REFRESH_PAGES) void refreshHead(client, query.queryKey[1] as CaseFilter);
    else void client.invalidateQueries({ queryKey: query.queryKey, exact: true });
  }
}

async function refreshHead(client: QueryClient, filter: CaseFilter) {
  const { queryKey } = caseList(filter);
  const head = await get<Page<CaseItem>>('/cases', { query: { ...filter, limit: 100, count: true } });
  client.setQueryData<Pages>(queryKey, (pages) => (pages ? withHead(pages, head) : pages));
}

/** Puts a fresh first page before the rest, each case once. */
export function withHead(pages: Pages, head: Page<CaseItem>): Pages {
  const fresh = new Set(head.items.map((item) => item.id));
  const rest = pages.pages.slice(1).map((page) => ({ ...page, items: page.items.filter((item) => !fresh.has(item.id)) }));
  const first = { ...head, next: pages.pages[0]?.next ?? head.next };
  return { ...pages, pages: [first, ...rest] };
}
