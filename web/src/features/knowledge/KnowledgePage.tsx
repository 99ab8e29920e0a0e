/** Knowledge: the list of articles beside the one being read or written. */
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { IconArrowLeft, IconBook2, IconPlus, IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { articleList } from '@/api/articles';
import type { Article } from '@/api/types';
import { MenuButton } from '@/app/MenuButton';
import { languageName } from '@/lib/languages';
import { may, useSession } from '@/parts/abilities';
import { Chip } from '@/ui/Chip';
import { Guard } from '@/ui/Guard';
import { Empty, Failed, Loading } from '@/ui/Notice';
import { ArticlePane } from './ArticlePane';
import { shownKind } from './kinds';
import css from './Knowledge.module.css';

const ROW_HEIGHT = 62;
const READ_AHEAD_ROWS = 30;
/** Stands in the address for an article that is not written yet. */
export const NEW = 'new';

export function KnowledgePage() {
  const { t } = useTranslation();
  const session = useSession();
  const { article, q } = useSearch({ from: '/knowledge' });
  const navigate = useNavigate({ from: '/knowledge' });
  const choose = (id: string | undefined) => void navigate({ search: (old) => ({ ...old, article: id }) });
  const search = useDebouncedCallback((words: string) => void navigate({ search: (old) => ({ ...old, q: words.trim() || undefined }), replace: true }), 250);
  const [words, setWords] = useState(q ?? '');
  const mayWrite = may(session, 'articles.write');
  return (
    <div className={css.page} data-has-article={article ? true : undefined}>
      <section className={css.list} aria-label={t('knowledge.list')}>
        <header className={css.head}>
          <MenuButton />
          <h1 className={css.grow}>{t('knowledge.title')}</h1>
          {mayWrite && <Button size="compact-sm" variant="default" leftSection={<IconPlus size={15} />} onClick={() => choose(NEW)}>{t('knowledge.new')}</Button>}
        </header>
        <TextInput className={css.search} size="xs" role="searchbox" aria-label={t('knowledge.search')} placeholder={t('knowledge.search')} leftSection={<IconSearch size={14} aria-hidden="true" />} value={words} onChange={(event) => { setWords(event.currentTarget.value); search(event.currentTarget.value); }} />
        <ArticleRows q={q ?? ''} chosen={article} onChoose={choose} />
      </section>
      <div className={css.pane}>
        {article ? (
          <Guard at={article}>
            <ActionIcon className={css.back} aria-label={t('case.back')} onClick={() => choose(undefined)}><IconArrowLeft size={18} stroke={1.7} /></ActionIcon>
            <ArticlePane key={article} id={article} onSaved={choose} />
          </Guard>
        ) : (
          <Empty icon={<IconBook2 size={26} stroke={1.5} />} title={t('knowledge.choose')} />
        )}
      </div>
    </div>
  );
}

function ArticleRows({ q, chosen, onChoose }: { q: string; chosen: string | undefined; onChoose: (id: string) => void }) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const list = useInfiniteQuery(articleList(q));
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const virtual = useVirtualizer({ count: items.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_HEIGHT, overscan: 8, initialRect: { width: 320, height: 800 } });
  const shown = virtual.getVirtualItems();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const lastShown = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastShown > items.length - READ_AHEAD_ROWS) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, lastShown, items.length]);
  if (list.isPending) return <Loading />;
  if (list.isError && !list.data) return <Failed error={list.error} onRetry={() => void list.refetch()} />;
  if (items.length === 0) return q ? <Empty title={t('knowledge.empty_search', { q })} /> : <Empty icon={<IconBook2 size={26} stroke={1.5} />} title={t('knowledge.empty')}>{t('knowledge.empty_more')}</Empty>;
  return (
    <div ref={scroller} className={css.rows}>
      <ul style={{ blockSize: virtual.getTotalSize(), position: 'relative' }}>
        {shown.map((one) => {
          const article = items[one.index];
          return article && (
            <li key={article.id} className={css.place} style={{ transform: `translateY(${one.start}px)`, blockSize: one.size }}>
              <Row article={article} isChosen={article.id === chosen} onChoose={() => onChoose(article.id)} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Row({ article, isChosen, onChoose }: { article: Article; isChosen: boolean; onChoose: () => void }) {
  const { t, i18n } = useTranslation();
  return (
    <button type="button" className={css.row} aria-current={isChosen || undefined} onClick={onChoose}>
      <span className={css.title} dir="auto">{article.title}</span>
      <span className={css.facts}>
        <span>{t(`article_kind.${shownKind(article.kind)}`)} · {languageName(article.language, i18n.language)}</span>
        <Chip tone={article.status === 'published' ? 'good' : 'plain'}>{t(`article_status.${article.status}`)}</Chip>
      </span>
    </button>
  );
}
