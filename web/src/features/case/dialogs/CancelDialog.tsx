/** Ends a case at the customer's wish, and says first who was asked or promised something: each gets a draft that calls it off. */
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { wordFor } from '@/i18n/code';
import { nameOf, participantOf } from '@/parts/people';
import { useAskedVerb } from '../verbs';
import { FormDialog } from './FormDialog';
import css from './Dialogs.module.css';

export function CancelDialog({ item, onClose }: { item: Case; onClose: () => void }) {
  const { t } = useTranslation();
  const { run, refusal, isRunning } = useAskedVerb(item, onClose);
  const [reason, setReason] = useState('');
  const asked = item.waits.filter((wait) => wait.on !== 'us' && wait.on !== 'reviewer' && wait.on !== 'system').map((wait) => ({ id: wait.id, who: nameOf(participantOf(item, wait.participant_id)) ?? t(`party.${wait.on}`), what: wait.what || wordFor('for', wait.for) }));
  const promised = item.promises.filter((promise) => promise.status === 'open').map((promise) => ({ id: promise.id, who: nameOf(participantOf(item, promise.to)) ?? t('role.customer'), what: promise.text }));
  const told = [...asked, ...promised];
  return (
    <FormDialog title={t('dialog.cancel_title')} more={told.length > 0 ? t('dialog.cancel_more') : t('dialog.cancel_nobody')} confirm={t('case.cancel')} isDanger isReady={reason.trim() !== ''} refusal={refusal} isRunning={isRunning} onClose={onClose} onSave={() => run('cancel', { reason: reason.trim() })}>
      {told.length > 0 && <ul className={css.list}>{told.map((one) => <li key={one.id} dir="auto"><b>{one.who}</b> {one.what}</li>)}</ul>}
      <Textarea label={t('dialog.reason')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} autosize minRows={2} data-autofocus dir="auto" />
    </FormDialog>
  );
}
