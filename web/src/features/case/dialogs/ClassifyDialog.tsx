/** Corrects what the case was taken for. It counts at once, and is learnt from. */
import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { wordFor, wordsOf } from '@/i18n/code';
import { useAskedVerb } from '../verbs';
import { FormDialog } from './FormDialog';

const FIELDS = ['category', 'intent', 'urgency', 'sentiment'] as const;
type Field = (typeof FIELDS)[number];

export function ClassifyDialog({ item, onClose }: { item: Case; onClose: () => void }) {
  const { t } = useTranslation();
  const { run, refusal, isRunning } = useAskedVerb(item, onClose);
  const [said, setSaid] = useState<Partial<Record<Field, string>>>({});
  const [reason, setReason] = useState('');
  const changed = Object.fromEntries(FIELDS.filter((field) => said[field] !== undefined && said[field] !== item[field]).map((field) => [field, said[field]]));
  const choices = (field: Field) => {
    const known = Object.keys(wordsOf(field));
    const present = item[field];
    return [...new Set([...known, ...(present ? [present] : [])])].map((value) => ({ value, label: wordFor(field, value) }));
  };
  return (
    <FormDialog title={t('dialog.classify_title')} more={t('dialog.classify_more')} isReady={Object.keys(changed).length > 0} refusal={refusal} isRunning={isRunning} onClose={onClose} onSave={() => run('classify', { ...changed, ...(reason.trim() ? { reason: reason.trim() } : {}) })}>
      {FIELDS.map((field) => <Select key={field} label={t(`side.${field === 'sentiment' ? 'mood' : field}`)} data={choices(field)} value={said[field] ?? item[field]} onChange={(value) => setSaid((old) => ({ ...old, [field]: value ?? undefined }))} searchable={field === 'intent'} allowDeselect={false} placeholder={t('dialog.unknown')} />)}
      <TextInput label={t('dialog.reason_optional')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} dir="auto" />
    </FormDialog>
  );
}
