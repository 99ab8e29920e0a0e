/** What we said we would do, to whom, and by when. */
import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { inDays } from '@/lib/time';
import { nameOf } from '@/parts/people';
import { useAskedVerb } from '../verbs';
import { DaysSelect } from './DaysSelect';
import { FormDialog } from './FormDialog';

export function PromiseDialog({ item, onClose }: { item: Case; onClose: () => void }) {
  const { t } = useTranslation();
  const { run, refusal, isRunning } = useAskedVerb(item, onClose);
  const people = item.participants.filter((one) => one.role !== 'internal').map((one) => ({ value: one.id, label: nameOf(one) ?? t(`role.${one.role}`) }));
  const [text, setText] = useState('');
  const [to, setTo] = useState(people[0]?.value ?? null);
  const [days, setDays] = useState('3');
  const save = () => run('promise', { text: text.trim(), to, due: inDays(Number(days)) });
  return (
    <FormDialog title={t('dialog.promise_title')} onClose={onClose} onSave={save} refusal={refusal} isRunning={isRunning} isReady={text.trim() !== '' && to !== null}>
      <TextInput label={t('dialog.promise_text')} value={text} onChange={(event) => setText(event.currentTarget.value)} data-autofocus dir="auto" />
      <Select label={t('dialog.promise_to')} data={people} value={to} onChange={setTo} allowDeselect={false} />
      <DaysSelect days={days} onDays={setDays} />
    </FormDialog>
  );
}
