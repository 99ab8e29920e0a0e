/** One request: the text with its sources, why it is here, and the decision. Four eyes are the server's rule; here they are shown. */
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconAlertTriangle, IconBook2, IconCheck, IconPencil, IconSparkles, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Decision, decideReview } from '@/api/drafts';
import type { Action, Review } from '@/api/types';
import { wordFor } from '@/i18n/code';
import { full, money, relative } from '@/lib/time';
import { ActionWhat } from '@/parts/ActionWhat';
import { may, useSession } from '@/parts/abilities';
import { SourceTitle } from '@/parts/SourceTitle';
import { Chip } from '@/ui/Chip';
import { Fact } from '@/ui/Panel';
import { tell, tellFailure } from '@/ui/notify';
import css from './Approvals.module.css';

export function ReviewPane({ review, onDecided }: { review: Review; onDecided: () => void }) {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const client = useQueryClient();
  const original = review.draft?.text ?? '';
  const [text, setText] = useState(original);
  const [comment, setComment] = useState('');
  const isOwn = review.requested_by.kind === 'teammate' && review.requested_by.id === session.teammate.id;
  const mayDecide = may(session, 'reviews.decide') && review.may_decide !== false && !isOwn;
  const isChanged = text !== original;
  const decide = useMutation({
    mutationFn: (decision: Decision) => decideReview(review.id, { ...decision, ...(comment.trim() ? { comment: comment.trim() } : {}) }),
    onSuccess: () => {
      tell(t('approvals.decided'));
      onDecided();
    },
    onError: tellFailure,
    onSettled: () => {
      for (const noun of ['reviews', 'counts', 'cases', 'case']) void client.invalidateQueries({ queryKey: [noun] });
    },
  });
  return (
    <article className={css.review} aria-label={review.case.subject}>
      <header>
        <h2 className={css.title} dir="auto">{review.case.subject}</h2>
        <Link className={css.open} to="/queue/$view" params={{ view: 'all' }} search={{ case: review.case.id }}>{t('approvals.open_case', { number: review.case.number })}</Link>
      </header>
      <dl className={css.data}>
        <Fact name={t('approvals.by', { name: '' }).trim()}>{review.requested_by.name ?? '–'} · <time dateTime={review.requested_at} title={full(review.requested_at, i18n.language)}>{relative(review.requested_at, i18n.language)}</time></Fact>
        {review.role && <Fact name={t('draft.needs_approval')}>{wordFor('roles', review.role)}</Fact>}
        {review.due && <Fact name={t('side.due')}>{relative(review.due, i18n.language)}</Fact>}
        {review.comment && <Fact name={t('approvals.comment')}>{review.comment}</Fact>}
      </dl>
      {review.claimed_by && review.claimed_by.id !== session.teammate.id && <p className={css.notice}>{t('approvals.claimed', { name: review.claimed_by.name })}</p>}
      {review.why && <p className={css.reason}><IconAlertTriangle size={15} aria-hidden="true" /><span dir="auto">{wordFor('reason', review.why, review.why)}</span></p>}
      {review.action ? <Wanted action={review.action} /> : (
        <div className={css.draft} data-ai={review.draft?.origin === 'ai' || undefined}>
          <p className={css.draftHead}>
            {review.draft?.origin === 'ai' ? <><IconSparkles size={14} aria-hidden="true" />{t('draft.ai')}</> : t('draft.teammate', { name: review.draft?.by?.name ?? '' })}
            {isChanged && <Chip tone="warn">{t('draft.changes')}</Chip>}
          </p>
          <textarea className={css.text} dir="auto" aria-label={t('draft.text')} value={text} readOnly={!mayDecide} onChange={(event) => setText(event.currentTarget.value)} />
          {review.draft && review.draft.citations.length > 0 && (
            <ul className={css.sources} aria-label={t('draft.sources')}>
              {review.draft.citations.map((citation, index) => <li key={`${citation.article_id}-${index}`}><IconBook2 size={13} aria-hidden="true" /><span dir="auto"><b><SourceTitle citation={citation} n={index + 1} /></b>{citation.quote ? ` ${citation.quote}` : ''}</span></li>)}
            </ul>
          )}
        </div>
      )}
      {isOwn && <p className={css.notice}>{t('approvals.own')}</p>}
      {mayDecide && (
        <div className={css.decide}>
          <Textarea label={t('approvals.comment')} value={comment} onChange={(event) => setComment(event.currentTarget.value)} autosize minRows={2} />
          <div className={css.buttons}>
            <Button variant="default" leftSection={<IconX size={16} />} disabled={comment.trim() === ''} title={comment.trim() === '' ? t('approvals.comment_needed') : undefined} loading={decide.isPending} onClick={() => decide.mutate({ decision: 'reject' })}>{t('approvals.reject')}</Button>
            {isChanged ? (
              <Button leftSection={<IconPencil size={16} />} loading={decide.isPending} onClick={() => decide.mutate({ decision: 'change', text })}>{t('approvals.change')}</Button>
            ) : (
              <Button leftSection={<IconCheck size={16} />} loading={decide.isPending} onClick={() => decide.mutate({ decision: 'approve', ...(review.action ? { parameters_hash: review.action.parameters_hash } : {}) })}>{t('approvals.approve')}</Button>
            )}
          </div>
        </div>
      )}
    </article>
  );
}

/** What would be done in the shop: nobody changes it here, so it is agreed to or not. */
function Wanted({ action }: { action: Action }) {
  const { i18n } = useTranslation();
  return (
    <div className={css.draft}>
      <p className={css.draftHead}>{wordFor('action', action.kind)}{action.amount && ` ${money(action.amount, i18n.language)}`}</p>
      <div className={css.wanted}><ActionWhat action={action} isOpen /></div>
    </div>
  );
}
