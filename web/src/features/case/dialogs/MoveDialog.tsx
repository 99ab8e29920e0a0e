/** A message that belongs to another case. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { useAskedVerb } from '../verbs';
import { CasePicker } from './CasePicker';
import { FormDialog } from './FormDialog';

export function MoveDialog({ item, messageId, onClose }: { item: Case; messageId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [to, setTo] = useState<string | null>(item.possibly_also[0]?.case_id ?? null);
  const { run, refusal, isRunning } = useAskedVerb(item, onClose);
  return (
    <FormDialog title={t('dialog.move_title')} more={t('dialog.move_more')} confirm={t('dialog.move')} isReady={to !== null} refusal={refusal} isRunning={isRunning} onClose={onClose} onSave={() => run('move-message', { message_id: messageId, to_case: to })}>
      <CasePicker item={item} chosen={to} onChoose={setTo} />
    </FormDialog>
  );
}
