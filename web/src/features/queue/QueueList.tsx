/** The list of cases: virtual, read page by page, grouped where it is our turn. */
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconMoodHappy, IconPlayerTrackNext, IconSearch, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { caseList } from '@/api/cases';
import { MenuButton } from '@/app/MenuButton';
import { type View, filterOf } from '@/app/views';
import { type QueueRow, groupRows } from '@/lib/groups';
import { useKeys } from '@/lib/keys';
import { useNow } from '@/lib/now';
import { number } from '@/lib/time';
import { useSession } from '@/parts/abilities';
import { Empty, Failed, Loading } from '@/ui/Notice';
import { CaseRow } from './CaseRow';
import { useNextBest } from './next-best';
import css from './Queue.module.css';

const CASE_HEIGHT = 86;
const GROUP_HEIGHT = 32;
/** Rows left below the screen when the next page is asked for. */
const READ_AHEAD_ROWS = 30;

interface Props {
  view: View;
  q: string;
  selected: string | undefined;
  onSelect: (id: string) => void;
  onSearch: (words: string) => void;
}

export function QueueList({ view, q, selected, onSelect, onSearch }: Props) {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const list = useInfiniteQuery(caseList({ ...filterOf(view, session.teammate.id), ...(q ? { q } : {}) }));
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const total = list.data?.pages[0]?.total ?? items.length;
  const isGrouped = view === 'our-turn' && q === '';
  const rows = useMemo((): QueueRow[] => (isGrouped ? groupRows(items, new Date(now)) : items.map((item) => ({ kind: 'case', item }))), [items, isGrouped, now]);
  const order = useMemo(() => rows.flatMap((row, index) => (row.kind === 'case' ? [{ id: row.item.id, index }] : [])), [rows]);
  const place = useMemo(() => new Map(order.map((one, position) => [one.id, position])), [order]);

  // Stable between renders: a new function makes the virtualizer measure all rows again.
  const keyAt = useCallback((index: number) => keyOf(rows[index]) ?? index, [rows]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === 'group' ? GROUP_HEIGHT : CASE_HEIGHT),
    getItemKey: keyAt,
    overscan: 6,
    initialRect: { width: 320, height: 800 },
  });
  const shown = virtual.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastShown > rows.length - READ_AHEAD_ROWS) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, lastShown, rows.length]);

  const step = (by: number) => {
    const position = selected === undefined ? -1 : (place.get(selected) ?? -1);
    const next = order[Math.max(0, Math.min(order.length - 1, position + by))];
    if (!next) return;
    onSelect(next.id);
    virtual.scrollToIndex(next.index, { align: 'auto' });
  };
  const takeNext = useNextBest(selected, onSelect);
  useKeys({ j: () => step(1), k: () => step(-1), n: () => void takeNext() });
  const onArrow = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    step(event.key === 'ArrowDown' ? 1 : -1);
  };
  const title = t(view === 'our-turn' || !isParty(view) ? `view.${view}` : `turn.${view}`);
  const isSelectedShown = selected !== undefined && shown.some((one) => keyOf(rows[one.index]) === selected);

  return (
    <section className={css.list} aria-label={title}>
      <header className={css.head}>
        <MenuButton />
        <div className={css.grow}>
          <h1>{title}</h1>
          {list.data && <p className={css.sub} aria-live="polite">{t('queue.count', { count: total, n: `${number(total, i18n.language)}${total >= 10_000 ? '+' : ''}` })}</p>}
        </div>
        <ActionIcon aria-label={t('queue.next')} title={`${t('queue.next')} (n)`} onClick={() => void takeNext()}><IconPlayerTrackNext size={17} stroke={1.7} /></ActionIcon>
      </header>
      <SearchField q={q} onSearch={onSearch} />
      {list.isPending && <Loading />}
      {list.isError && !list.data && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && items.length === 0 && <EmptyList view={view} q={q} onClear={() => onSearch('')} />}
      {items.length > 0 && (
        <div ref={scroller} className={css.scroll} role="listbox" tabIndex={0} aria-label={title} aria-activedescendant={isSelectedShown ? `row-${selected}` : undefined} onKeyDown={onArrow}>
          <div role="presentation" className={css.sheet} style={{ blockSize: virtual.getTotalSize() }}>
            {shown.map((one) => {
              const row = rows[one.index];
              if (!row) return null;
              const style = { transform: `translateY(${one.start}px)`, blockSize: one.size };
              if (row.kind === 'group') return <GroupHead key={one.key} row={row} style={style} isMore={hasNextPage} />;
              return <CaseRow key={one.key} item={row.item} style={style} isSelected={row.item.id === selected} position={(place.get(row.item.id) ?? 0) + 1} total={total} hidesTurn={view === 'our-turn'} now={now} onSelect={onSelect} />;
            })}
          </div>
          {isFetchingNextPage && <p className={css.more} role="status">{t('queue.loading_more')}</p>}
        </div>
      )}
    </section>
  );
}

const keyOf = (row: QueueRow | undefined) => (row === undefined ? undefined : row.kind === 'group' ? `group-${row.group}` : row.item.id);

const PARTIES = ['customer', 'executor', 'partner', 'platform', 'reviewer', 'system'] as const;
type PartyView = (typeof PARTIES)[number];
const isParty = (view: View): view is PartyView => (PARTIES as readonly string[]).includes(view);

function GroupHead({ row, style, isMore }: { row: Extract<QueueRow, { kind: 'group' }>; style: object; isMore: boolean }) {
  const { t, i18n } = useTranslation();
  return (
    <div className={css.group} style={style} data-group={row.group} role="presentation">
      <span>{t(`group.${row.group}`)}</span>
      <span className={css.groupCount}>{number(row.count, i18n.language)}{isMore ? '+' : ''}</span>
    </div>
  );
}

function SearchField({ q, onSearch }: { q: string; onSearch: (words: string) => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState(q);
  const later = useDebouncedCallback(onSearch, 250);
  const field = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => field.current?.focus() });
  const change = (text: string) => {
    setWords(text);
    later(text.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    if (words) change('');
    else field.current?.blur();
  };
  const clear = words && (
    <ActionIcon size={22} aria-label={t('queue.clear')} onClick={() => change('')}><IconX size={14} /></ActionIcon>
  );
  return (
    <TextInput ref={field} className={css.search} onKeyDown={onKeyDown} size="xs" role="searchbox" aria-label={t('queue.search')} placeholder={t('queue.search')} leftSection={<IconSearch size={14} aria-hidden="true" />} rightSection={clear} value={words} onChange={(event) => change(event.currentTarget.value)} />
  );
}

function EmptyList({ view, q, onClear }: { view: View; q: string; onClear: () => void }) {
  const { t } = useTranslation();
  if (q) return <Empty title={t('queue.empty_search', { q })} action={<Button variant="default" onClick={onClear}>{t('queue.clear')}</Button>} />;
  if (view === 'our-turn') return <Empty icon={<IconMoodHappy size={26} stroke={1.5} />} title={t('queue.empty_our_turn')}>{t('queue.empty_our_turn_more')}</Empty>;
  return <Empty title={t('queue.empty')}>{t('queue.empty_more')}</Empty>;
}

