/** A word to the team; never leaves the house. */
import { Button } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { keepUnsent, unsent } from '@/lib/unsent';
import { useVerb } from './verbs';
import css from './Composer.module.css';

export function NoteField({ item, tabs, onDone }: { item: Case; tabs: ReactNode; onDone: () => void }) {
  const { t } = useTranslation();
  const run = useVerb(item);
  const key = `note.${item.id}`;
  const [text, setText] = useState(() => unsent(key) ?? '');
  const change = (words: string) => {
    setText(words);
    keepUnsent(key, words);
  };
  const save = () => {
    if (text.trim() === '') return;
    run('note', { text: text.trim() });
    change('');
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) save();
  };
  return (
    <div className={css.box} data-note onKeyDown={onKeyDown}>
      <div className={css.top}>{tabs}</div>
      <textarea className={css.area} dir="auto" value={text} onChange={(event) => change(event.currentTarget.value)} placeholder={t('composer.note_placeholder')} aria-label={t('composer.note')} autoFocus />
      <div className={css.foot}>
        <span className={css.grow} />
        <Button disabled={text.trim() === ''} onClick={save}>{t('composer.save_note')}</Button>
      </div>
    </div>
  );
}
