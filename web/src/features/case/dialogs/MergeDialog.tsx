/** Puts this case into another one; the other keeps its number and gets everything that happened here. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { useAskedVerb } from '../verbs';
import { CasePicker } from './CasePicker';
import { FormDialog } from './FormDialog';

export function MergeDialog({ item, onClose, onOpen }: { item: Case; onClose: () => void; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const [into, setInto] = useState<string | null>(item.possibly_also[0]?.case_id ?? null);
  const { run, refusal, isRunning } = useAskedVerb(item, () => {
    onClose();
    if (into) onOpen(into);
  });
  return (
    <FormDialog title={t('dialog.merge_title', { number: item.number })} more={t('dialog.merge_more')} confirm={t('case.merge_into')} isReady={into !== null} refusal={refusal} isRunning={isRunning} onClose={onClose} onSave={() => run('merge', { into })}>
      <CasePicker item={item} chosen={into} onChoose={setInto} />
    </FormDialog>
  );
}
