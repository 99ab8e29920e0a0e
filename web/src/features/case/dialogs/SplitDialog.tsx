/** Two questions in one case: the chosen messages become a case of their own. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { timelineQuery } from '@/api/cases';
import type { Case, Message } from '@/api/types';
import { full } from '@/lib/time';
import { useAskedVerb } from '../verbs';
import { FormDialog } from './FormDialog';
import css from './Dialogs.module.css';

export function SplitDialog({ item, onClose }: { item: Case; onClose: () => void }) {
  const { t } = useTranslation();
  const timeline = useQuery(timelineQuery(item.id)).data ?? [];
  const messages = timeline.flatMap((entry) => (entry.kind === 'message' && entry.message.direction === 'inbound' ? [entry.message] : []));
  const [chosen, setChosen] = useState<string[]>([]);
  const { run, refusal, isRunning } = useAskedVerb(item, onClose);
  const toggle = (id: string) => setChosen((old) => (old.includes(id) ? old.filter((one) => one !== id) : [...old, id]));
  return (
    <FormDialog title={t('dialog.split_title')} more={t('dialog.split_more')} confirm={t('dialog.split')} isReady={chosen.length > 0} refusal={refusal} isRunning={isRunning} onClose={onClose} onSave={() => run('split', { message_ids: chosen })}>
      <div className={css.choices} role="group" aria-label={t('dialog.split_which')}>
        {messages.map((message) => <MessageChoice key={message.id} message={message} isChosen={chosen.includes(message.id)} onToggle={() => toggle(message.id)} />)}
      </div>
    </FormDialog>
  );
}

function MessageChoice({ message, isChosen, onToggle }: { message: Message; isChosen: boolean; onToggle: () => void }) {
  const { i18n } = useTranslation();
  return (
    <label className={css.choice} data-chosen={isChosen || undefined}>
      <input type="checkbox" checked={isChosen} onChange={onToggle} />
      <span className={css.choiceText}><span className={css.twoLines} dir="auto">{message.text}</span><small>{full(message.provider_at ?? message.received_at, i18n.language)}</small></span>
    </label>
  );
}
