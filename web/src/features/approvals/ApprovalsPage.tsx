/** The approvals lane: what needs a second person, the longest waiting first. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { IconArrowLeft, IconCheckbox } from '@tabler/icons-react';
import { ActionIcon } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { reviewsQuery } from '@/api/drafts';
import type { Review } from '@/api/types';
import { MenuButton } from '@/app/MenuButton';
import { wordFor } from '@/i18n/code';
import { useKeys } from '@/lib/keys';
import { money, relative } from '@/lib/time';
import { Guard } from '@/ui/Guard';
import { Empty, Failed, Loading } from '@/ui/Notice';
import { ReviewPane } from './ReviewPane';
import css from './Approvals.module.css';

export function ApprovalsPage() {
  const { t } = useTranslation();
  const { review: wanted } = useSearch({ from: '/approvals' });
  const navigate = useNavigate({ from: '/approvals' });
  const reviews = useQuery(reviewsQuery);
  const items = reviews.data?.items ?? [];
  const chosen = items.find((one) => one.id === wanted);
  const choose = (review: string | undefined) => void navigate({ search: { review }, replace: wanted !== undefined });
  const step = (by: number) => {
    const next = items[Math.max(0, Math.min(items.length - 1, items.findIndex((one) => one.id === wanted) + by))];
    if (next) choose(next.id);
  };
  useKeys({ j: () => step(1), k: () => step(-1) });
  return (
    <div className={css.page} data-has-review={chosen ? true : undefined}>
      <section className={css.list} aria-label={t('approvals.list')}>
        <header className={css.head}><MenuButton /><h1>{t('approvals.title')}</h1></header>
        {reviews.isPending && <Loading />}
        {reviews.isError && !reviews.data && <Failed error={reviews.error} onRetry={() => void reviews.refetch()} />}
        {reviews.data && items.length === 0 && <Empty icon={<IconCheckbox size={26} stroke={1.5} />} title={t('approvals.empty')}>{t('approvals.empty_more')}</Empty>}
        <ul className={css.rows}>
          {items.map((review) => <li key={review.id}><ReviewRow review={review} isChosen={review.id === wanted} onChoose={() => choose(review.id)} /></li>)}
        </ul>
      </section>
      <div className={css.pane}>
        {chosen ? (
          <Guard at={chosen.id}>
            <ActionIcon className={css.back} aria-label={t('case.back')} onClick={() => choose(undefined)}><IconArrowLeft size={18} stroke={1.7} /></ActionIcon>
            <ReviewPane key={chosen.id} review={chosen} onDecided={() => choose(undefined)} />
          </Guard>
        ) : (
          <Empty icon={<IconCheckbox size={26} stroke={1.5} />} title={t('approvals.choose')} />
        )}
      </div>
    </div>
  );
}

function ReviewRow({ review, isChosen, onChoose }: { review: Review; isChosen: boolean; onChoose: () => void }) {
  const { t, i18n } = useTranslation();
  return (
    <button type="button" className={css.row} aria-current={isChosen || undefined} onClick={onChoose}>
      <span className={css.subject} dir="auto">{review.case.subject}</span>
      <span className={css.facts}>
        <span>{review.case.number} · {t('approvals.by', { name: review.requested_by.name ?? '–' })}</span>
        <time dateTime={review.requested_at}>{relative(review.requested_at, i18n.language)}</time>
      </span>
      {review.action && <span className={css.facts}><b>{wordFor('action', review.action.kind)}{review.action.amount && ` ${money(review.action.amount, i18n.language)}`}</b></span>}
      {review.why && <span className={css.why} dir="auto">{wordFor('reason', review.why, review.why)}</span>}
    </button>
  );
}
