/** The verbs that ask something first: wait, promise, cancel. */
import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case, Party } from '@/api/types';
import { inDays } from '@/lib/time';
import { nameOf } from '@/parts/people';
import { ReasonDialog } from '@/ui/ReasonDialog';
import { useVerb } from './verbs';

export type CaseDialog = 'wait' | 'promise' | 'cancel';

interface Props {
  item: Case;
  onClose: () => void;
}

export function CaseDialogs({ item, dialog, onClose }: Props & { dialog: CaseDialog }) {
  const { t } = useTranslation();
  const run = useVerb(item);
  if (dialog === 'wait') return <WaitDialog item={item} onClose={onClose} />;
  if (dialog === 'promise') return <PromiseDialog item={item} onClose={onClose} />;
  return <ReasonDialog title={t('dialog.cancel_title')} more={t('dialog.cancel_more')} label={t('dialog.reason')} confirm={t('case.cancel')} isDanger onClose={onClose} onConfirm={(reason) => run('cancel', { reason })} />;
}

const FOR: Record<Exclude<Party, 'us' | 'reviewer'>, string> = {
  customer: 'customer_reply',
  executor: 'executor_action',
  partner: 'partner_response',
  platform: 'partner_response',
  system: 'external_system',
};
type Waited = keyof typeof FOR;

function WaitDialog({ item, onClose }: Props) {
  const { t } = useTranslation();
  const run = useVerb(item);
  const [on, setOn] = useState<Waited>('customer');
  const [what, setWhat] = useState('');
  const [days, setDays] = useState('3');
  const participant = item.participants.find((one) => one.role === on);
  const save = () => {
    run('wait', { on, for: FOR[on], due: inDays(Number(days)), ...(what.trim() ? { what: what.trim() } : {}), ...(participant ? { participant_id: participant.id } : {}) });
    onClose();
  };
  const parties = (Object.keys(FOR) as Waited[]).map((value) => ({ value, label: t(`party.${value}`) }));
  return (
    <FormDialog title={t('dialog.wait_title')} onClose={onClose} onSave={save}>
      <Select label={t('dialog.who')} data={parties} value={on} onChange={(value) => setOn((value as Waited | null) ?? 'customer')} allowDeselect={false} />
      <TextInput label={t('dialog.what')} value={what} onChange={(event) => setWhat(event.currentTarget.value)} data-autofocus />
      <DaysSelect days={days} onDays={setDays} />
    </FormDialog>
  );
}

function PromiseDialog({ item, onClose }: Props) {
  const { t } = useTranslation();
  const run = useVerb(item);
  const people = item.participants.filter((one) => one.role !== 'internal').map((one) => ({ value: one.id, label: nameOf(one) ?? t(`role.${one.role}`) }));
  const [text, setText] = useState('');
  const [to, setTo] = useState(people[0]?.value ?? null);
  const [days, setDays] = useState('3');
  const save = () => {
    run('promise', { text: text.trim(), to, due: inDays(Number(days)) });
    onClose();
  };
  return (
    <FormDialog title={t('dialog.promise_title')} onClose={onClose} onSave={save} isReady={text.trim() !== '' && to !== null}>
      <TextInput label={t('dialog.promise_text')} value={text} onChange={(event) => setText(event.currentTarget.value)} data-autofocus />
      <Select label={t('dialog.promise_to')} data={people} value={to} onChange={setTo} allowDeselect={false} />
      <DaysSelect days={days} onDays={setDays} />
    </FormDialog>
  );
}

function DaysSelect({ days, onDays }: { days: string; onDays: (days: string) => void }) {
  const { t } = useTranslation();
  const data = [
    { value: '1', label: t('dialog.days_1') },
    { value: '3', label: t('dialog.days_3') },
    { value: '7', label: t('dialog.days_7') },
  ];
  return <Select label={t('dialog.until')} data={data} value={days} onChange={(value) => onDays(value ?? '3')} allowDeselect={false} />;
}

interface FormProps {
  title: string;
  isReady?: boolean;
  onClose: () => void;
  onSave: () => void;
  children: React.ReactNode;
}

function FormDialog({ title, isReady = true, onClose, onSave, children }: FormProps) {
  const { t } = useTranslation();
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    onSave();
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('dialog.cancel') }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {children}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>{t('dialog.cancel')}</Button>
            <Button type="submit" disabled={!isReady}>{t('dialog.save')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
