/**
 * Where the answer is written. Always there: with an AI draft in it, with what to know before answering,
 * or empty; and always with to whom it goes, on which channel, and what comes next.
 */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconSparkles } from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/client';
import { askForDraft } from '@/api/drafts';
import type { Case, TimelineItem } from '@/api/types';
import { wordFor } from '@/i18n/code';
import { useKeys } from '@/lib/keys';
import { canDo, may, useSession } from '@/parts/abilities';
import { tell, tellFailure } from '@/ui/notify';
import { activeDraft, failedDraft, mainAction } from './active-draft';
import { type Answer, isStale, useAnswer } from './answer';
import { Briefing } from './Briefing';
import { ComposerFoot } from './ComposerFoot';
import { DraftFrame } from './DraftFrame';
import { NoteField } from './NoteField';
import { RecipientLine } from './RecipientLine';
import { StaleNotice } from './StaleNotice';
import { useVerb } from './verbs';
import css from './Composer.module.css';

export function Composer({ item, timeline }: { item: Case; timeline: TimelineItem[] }) {
  const { t } = useTranslation();
  const session = useSession();
  const mayAnswer = may(session, 'drafts.approve');
  const mayNote = canDo(item, 'note');
  const [mode, setMode] = useState<'answer' | 'note'>('answer');
  if (!mayAnswer && !mayNote) return <p className={css.closed}>{t('composer.no_permission')}</p>;
  // A cancelled case still has to call off what was asked and promised.
  const isOpen = item.status === 'open' || item.status === 'resolved' || activeDraft(item) !== null;
  const tabs = (
    <div className={css.modes} role="group" aria-label={t('composer.label')}>
      <button type="button" aria-pressed={mode === 'answer'} onClick={() => setMode('answer')}>{t('composer.reply')}</button>
      {mayNote && <button type="button" aria-pressed={mode === 'note'} onClick={() => setMode('note')}>{t('composer.note')}</button>}
    </div>
  );
  return (
    <section className={css.composer} aria-label={t('composer.label')}>
      {mode === 'note' ? (
        <NoteField item={item} tabs={tabs} onDone={() => setMode('answer')} />
      ) : !isOpen ? (
        <div className={css.closedRow}>{tabs}<p>{t('composer.closed', { status: t(`status.${item.status}`) })}</p></div>
      ) : !mayAnswer ? (
        <div className={css.closedRow}>{tabs}<p>{t('composer.no_permission')}</p></div>
      ) : (
        <AnswerField item={item} timeline={timeline} tabs={tabs} />
      )}
    </section>
  );
}

function AnswerField({ item, timeline, tabs }: { item: Case; timeline: TimelineItem[]; tabs: React.ReactNode }) {
  const { t } = useTranslation();
  const answer = useAnswer(item, timeline);
  const field = useRef<HTMLTextAreaElement>(null);
  const [view, setView] = useState<'edit' | 'changes' | 'original'>('edit');
  const { draft, text, send } = answer;
  const run = useVerb(item);
  const main = mainAction(draft, answer.isEdited);
  const canSend = main.kind !== 'none' && text.trim() !== '' && answer.recipient !== undefined && !send.isPending;
  const submit = () => {
    if (canSend) send.mutate();
  };
  const write = () => {
    setView('edit');
    // The field may only now be put back on the screen.
    requestAnimationFrame(() => field.current?.focus());
  };
  useKeys({ a: submit, e: write, r: write });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    } else if (event.altKey && event.code === 'KeyT') {
      event.preventDefault();
      answer.changeNext();
    } else if (event.key === 'Escape') {
      field.current?.blur();
    }
  };
  const area = (
    <textarea ref={field} className={css.area} dir="auto" value={text} readOnly={main.kind === 'none' && main.reason !== 'failed_check'} onChange={(event) => answer.setText(event.currentTarget.value)} aria-label={draft ? t('draft.text') : t('composer.label')} placeholder={t('composer.placeholder', { name: answer.recipient?.name ?? '…' })} />
  );
  const isAi = draft !== null && draft.origin !== 'teammate';
  return (
    <div onKeyDown={onKeyDown}>
      {item.empathy.inside && item.status === 'open' && <Briefing item={item} />}
      <FailedNotice item={item} answer={answer} />
      {isStale(send.error) && <StaleNotice onAgain={() => send.mutate()} onClose={send.reset} />}
      <div className={css.box} data-ai={isAi || undefined}>
        <div className={css.top}>
          {tabs}
          <RecipientLine answer={answer} />
          {!draft && !item.empathy.inside && <AskAi item={item} onDone={answer.reread} />}
        </div>
        {draft ? <DraftFrame draft={draft} answer={answer} main={main} view={view} onView={setView} onPledge={canDo(item, 'promise') && !isPledged(item, answer) ? (pledge) => run('promise', pledge) : undefined}>{area}</DraftFrame> : area}
        <ComposerFoot item={item} answer={answer} main={main} canSend={canSend} onSend={submit} />
      </div>
    </div>
  );
}

/** The same word to the same person is not given twice. */
const isPledged = (item: Case, answer: Answer) => item.promises.some((promise) => promise.text === answer.proposed?.promise?.text);

function AskAi({ item, onDone }: { item: Case; onDone: () => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const ask = useMutation({
    mutationFn: () => askForDraft(item.id),
    onError: (error) => {
      if (error instanceof Problem && error.code.startsWith('draft.')) tell(wordFor('reason', error.code));
      else tellFailure(error);
    },
    onSettled: onDone,
  });
  if (!may(session, 'drafts.create')) return null;
  return (
    <Button size="compact-sm" variant="subtle" className={css.askAi} loading={ask.isPending} leftSection={<IconSparkles size={15} stroke={1.7} />} onClick={() => ask.mutate()}>
      {t('composer.ask_ai')}
    </Button>
  );
}

function FailedNotice({ item, answer }: { item: Case; answer: Answer }) {
  const { t } = useTranslation();
  const failed = failedDraft(item);
  if (!failed || answer.draft) return null;
  return (
    <p className={css.failed} role="status">
      <IconSparkles size={14} aria-hidden="true" />
      <span>{t('draft.failed')}. {wordFor('reason', failed.reason_code)}</span>
    </p>
  );
}
