/** Somebody owes something: who, what, until when. */
import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { wordFor } from '@/i18n/code';
import { inDays } from '@/lib/time';
import { nameOf } from '@/parts/people';
import { useAskedVerb } from '../verbs';
import { DaysSelect } from './DaysSelect';
import { FormDialog } from './FormDialog';

/** What each party can owe; the first is meant most often. */
const OWES = {
  customer: ['customer_reply', 'customer_material'],
  executor: ['executor_action'],
  partner: ['partner_response'],
  platform: ['partner_response'],
  us: ['internal_action', 'verification', 'write_back'],
  system: ['external_system'],
} as const;
type Owing = keyof typeof OWES;

export function WaitDialog({ item, onClose }: { item: Case; onClose: () => void }) {
  const { t } = useTranslation();
  const { run, refusal, isRunning } = useAskedVerb(item, onClose);
  const [on, setOn] = useState<Owing>('customer');
  const [what, setWhat] = useState('');
  const [owed, setOwed] = useState<string>(OWES.customer[0]);
  const [days, setDays] = useState('3');
  const people = item.participants.filter((one) => one.role === on);
  const [person, setPerson] = useState<string | null>(null);
  const participant = people.find((one) => one.id === person) ?? people[0];
  const choose = (party: Owing) => {
    setOn(party);
    setOwed(OWES[party][0]);
    setPerson(null);
  };
  const save = () => run('wait', { on, for: owed, due: inDays(Number(days)), ...(what.trim() ? { what: what.trim() } : {}), ...(participant ? { participant_id: participant.id } : {}) });
  return (
    <FormDialog title={t('dialog.wait_title')} onClose={onClose} onSave={save} refusal={refusal} isRunning={isRunning} isReady={owed !== 'customer_material' || what.trim() !== ''}>
      <Select label={t('dialog.who')} data={(Object.keys(OWES) as Owing[]).map((value) => ({ value, label: t(`party.${value}`) }))} value={on} onChange={(value) => value && choose(value as Owing)} allowDeselect={false} />
      {people.length > 1 && <Select label={t('dialog.whom')} data={people.map((one) => ({ value: one.id, label: nameOf(one) ?? t(`role.${one.role}`) }))} value={participant?.id ?? null} onChange={setPerson} allowDeselect={false} />}
      {OWES[on].length > 1 && <Select label={t('dialog.for')} data={OWES[on].map((value) => ({ value, label: wordFor('for', value) }))} value={owed} onChange={(value) => value && setOwed(value)} allowDeselect={false} />}
      <TextInput label={t('dialog.what')} value={what} onChange={(event) => setWhat(event.currentTarget.value)} data-autofocus dir="auto" />
      <DaysSelect days={days} onDays={setDays} />
    </FormDialog>
  );
}
