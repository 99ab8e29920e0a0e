/** Finds another case: what it may also be first, then by words or number. */
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fewCases } from '@/api/cases';
import type { Case, CaseItem } from '@/api/types';
import { rowName } from '@/parts/people';
import { customerOf, nameOf } from '@/parts/people';
import css from './Dialogs.module.css';

const SHOWN = 6;
const MIN_SEARCH = 2;

export function CasePicker({ item, chosen, onChoose }: { item: Case; chosen: string | null; onChoose: (id: string) => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [q] = useDebouncedValue(words.trim(), 200);
  // Before anything is typed: the same person's other cases are meant most often.
  const wanted = q.length >= MIN_SEARCH ? q : (nameOf(customerOf(item)) ?? '');
  const found = useQuery({ ...fewCases({ q: wanted }, SHOWN + 1), enabled: wanted.length >= MIN_SEARCH });
  const others = (found.data?.items ?? []).filter((one) => one.id !== item.id).slice(0, SHOWN);
  const likely = q ? [] : item.possibly_also.filter((one) => !others.some((other) => other.id === one.case_id));
  return (
    <div>
      <TextInput label={t('dialog.which_case')} placeholder={t('queue.search')} leftSection={<IconSearch size={14} aria-hidden="true" />} value={words} onChange={(event) => setWords(event.currentTarget.value)} data-autofocus />
      <div className={css.choices} role="radiogroup" aria-label={t('dialog.which_case')}>
        {likely.map((one) => <Choice key={one.case_id} id={one.case_id} title={one.number} more={t('dialog.likely')} isChosen={chosen === one.case_id} onChoose={onChoose} />)}
        {others.map((one: CaseItem) => <Choice key={one.id} id={one.id} title={`${one.number} · ${one.subject}`} more={`${rowName(one)} · ${t(`status.${one.status}`)}`} isChosen={chosen === one.id} onChoose={onChoose} />)}
        {found.data && others.length + likely.length === 0 && <p className={css.soft}>{t('palette.nothing')}</p>}
      </div>
    </div>
  );
}

function Choice({ id, title, more, isChosen, onChoose }: { id: string; title: string; more: string; isChosen: boolean; onChoose: (id: string) => void }) {
  return (
    <label className={css.choice} data-chosen={isChosen || undefined}>
      <input type="radio" name="case" checked={isChosen} onChange={() => onChoose(id)} />
      <span className={css.choiceText}><span dir="auto">{title}</span><small dir="auto">{more}</small></span>
    </label>
  );
}
