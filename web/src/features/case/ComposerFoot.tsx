/** What comes next, and the one main button: what the verdict allows, or none with the reason. */
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconArrowBackUp, IconChevronDown, IconRefresh, IconSend2, IconShieldCheck, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askForDraft, rejectDraft, takeBack } from '@/api/drafts';
import type { Case } from '@/api/types';
import { CLOSE_DAYS, THEN_CHOICES, type ThenChoice, WAIT_DAYS, choiceOf } from '@/lib/then';
import { inDays, weekday } from '@/lib/time';
import { may, useSession } from '@/parts/abilities';
import { tell, tellFailure } from '@/ui/notify';
import { ReasonDialog } from '@/ui/ReasonDialog';
import type { MainAction } from './active-draft';
import type { Answer } from './answer';
import css from './Composer.module.css';

interface Props {
  item: Case;
  answer: Answer;
  main: MainAction;
  canSend: boolean;
  onSend: () => void;
}

export function ComposerFoot({ item, answer, main, canSend, onSend }: Props) {
  const { t } = useTranslation();
  const session = useSession();
  const { draft, send, askReview } = answer;
  const mayAsk = may(session, 'drafts.request_review') && main.kind === 'send' && !(draft && answer.isEdited);
  const hasText = answer.text.trim() !== '';
  return (
    <div className={css.foot}>
      {draft && draft.status === 'proposed' && <DraftTools item={item} answer={answer} />}
      {main.kind !== 'none' && hasText && item.status === 'open' && <ThenMenu answer={answer} />}
      <span className={css.grow} />
      {main.kind === 'none' && main.reason === 'approved' && draft && <TakeBackButton id={draft.id} onDone={answer.reread} />}
      {main.kind === 'none' && main.reason === 'in_review' && may(session, 'reviews.list') && <Button variant="default" component={Link} to="/approvals" leftSection={<IconShieldCheck size={16} stroke={1.8} />}>{t('approvals.decide')}</Button>}
      {mayAsk && hasText && (
        <Tooltip label={t('composer.ask_approval')}>
          <ActionIcon variant="default" size={34} aria-label={t('composer.ask_approval')} disabled={!canSend} loading={askReview.isPending} onClick={() => askReview.mutate()}><IconShieldCheck size={17} stroke={1.7} /></ActionIcon>
        </Tooltip>
      )}
      {main.kind === 'send' && <Button className={css.main} disabled={!canSend} loading={send.isPending} leftSection={<IconSend2 size={16} stroke={1.8} />} onClick={onSend}>{t('composer.send')}</Button>}
      {main.kind === 'ask_approval' && <Button className={css.main} disabled={!canSend} loading={send.isPending} leftSection={<IconShieldCheck size={16} stroke={1.8} />} onClick={onSend}>{t('composer.ask_approval')}</Button>}
    </div>
  );
}

function ThenMenu({ answer }: { answer: Answer }) {
  const { t } = useTranslation();
  const words = useThenWords(answer);
  return (
    <Menu position="top-start" width={330}>
      <Menu.Target>
        <button type="button" className={css.then} title={`${t('then.change')} (Alt T)`}>
          <span className={css.soft}>{t('then.label')}</span> <span className={css.thenWords}>{words(answer.next)}</span> <IconChevronDown size={13} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('then.change')}</Menu.Label>
        {THEN_CHOICES.map((choice) => <Menu.Item key={choice} onClick={() => answer.chooseNext(choice)}>{words(choice)}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}

function useThenWords(answer: Answer) {
  const { t, i18n } = useTranslation();
  return (choice: ThenChoice): string => {
    const then = answer.proposed && choiceOf(answer.proposed.then) === choice ? answer.proposed.then : null;
    const wait = then && then !== 'next_step' && 'wait' in then ? then.wait : null;
    if (choice === 'keep') return wait?.what ? t('then.keep_what', { what: wait.what }) : t('then.keep');
    if (choice === 'resolve') return t('then.resolve', { count: (then && then !== 'next_step' && 'resolve' in then && then.resolve.closes_in_days) || CLOSE_DAYS });
    if (wait?.what) return t('then.wait_what', { name: shortName(answer.recipient?.name ?? '…'), what: wait.what, day: weekday(wait.due ?? inDays(WAIT_DAYS), i18n.language) });
    return t('then.wait', { name: shortName(answer.recipient?.name ?? '…'), day: weekday(inDays(WAIT_DAYS), i18n.language) });
  };
}

/** The line is narrow: "Mei" says enough. Names written without spaces stay whole. */
const shortName = (name: string) => name.split(' ')[0] ?? name;

function DraftTools({ item, answer }: { item: Case; answer: Answer }) {
  const { t } = useTranslation();
  const session = useSession();
  const [isRejecting, setRejecting] = useState(false);
  const id = answer.draft?.id ?? '';
  const isAi = answer.draft?.origin === 'ai';
  const reject = useMutation({
    mutationFn: async ({ reason, again }: { reason: string; again: boolean }) => {
      await rejectDraft(id, reason);
      if (again) await askForDraft(item.id);
    },
    onSuccess: (_, { again }) => {
      if (!again) tell(t('draft.discarded'));
    },
    onError: tellFailure,
    onSettled: answer.reread,
  });
  if (!may(session, 'drafts.reject')) return null;
  return (
    <>
      <Tooltip label={t('draft.reject')}><ActionIcon aria-label={t('draft.reject')} onClick={() => setRejecting(true)}><IconTrash size={16} stroke={1.7} /></ActionIcon></Tooltip>
      {isAi && <Tooltip label={t('draft.regenerate')}><ActionIcon aria-label={t('draft.regenerate')} loading={reject.isPending} onClick={() => reject.mutate({ reason: t('draft.regenerate'), again: true })}><IconRefresh size={16} stroke={1.7} /></ActionIcon></Tooltip>}
      {isRejecting && <ReasonDialog title={t('draft.reject_title')} label={t('draft.reject_reason')} confirm={t('draft.reject')} onClose={() => setRejecting(false)} onConfirm={(reason) => reject.mutate({ reason, again: false })} />}
    </>
  );
}

function TakeBackButton({ id, onDone }: { id: string; onDone: () => void }) {
  const { t } = useTranslation();
  const undo = useMutation({ mutationFn: () => takeBack(id), onSuccess: () => tell(t('undo.taken_back')), onError: tellFailure, onSettled: onDone });
  return <Button variant="default" loading={undo.isPending} leftSection={<IconArrowBackUp size={16} />} onClick={() => undo.mutate()}>{t('undo.take_back')}</Button>;
}
