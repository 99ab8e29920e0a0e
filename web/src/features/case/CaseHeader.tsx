/** Subject, number, who has it, and the verbs this person may run now. */
import { ActionIcon, Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconArrowLeft, IconCheck, IconDots, IconLayoutSidebarRight, IconUserPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { teammatesQuery } from '@/api/intake';
import type { Case } from '@/api/types';
import { useOfferCommands } from '@/app/commands';
import { wordFor } from '@/i18n/code';
import { canDo, useSession } from '@/parts/abilities';
import { Chip } from '@/ui/Chip';
import { type CaseDialog, useDialog } from './dialogs';
import { useVerb } from './verbs';
import css from './Case.module.css';

interface Props {
  item: Case;
  onBack: () => void;
  onOpen: (id: string) => void;
  /** Present where the details are a drawer. */
  onDetails: (() => void) | undefined;
}

export function CaseHeader({ item, onBack, onOpen, onDetails }: Props) {
  const { t } = useTranslation();
  const run = useVerb(item);
  const actions = useActions(item, useDialog());
  useOfferCommands(actions);
  const rest = actions.filter((action) => action.id !== 'resolve');
  return (
    <header className={css.header}>
      <ActionIcon className={css.back} aria-label={t('case.back')} onClick={onBack}><IconArrowLeft size={18} stroke={1.7} /></ActionIcon>
      <div className={css.grow}>
        <h1 className={css.subject} dir="auto" title={item.subject}>{item.subject}</h1>
        <p className={css.facts}>
          <span>{item.number}</span>
          <span>{item.assignee ? t('case.assigned_to', { name: item.assignee.name }) : t('case.nobody')}</span>
          {item.status !== 'open' && <Chip>{t(`status.${item.status}`)}</Chip>}
          {item.category && <span className={css.wideOnly}><Sorting item={item} category={item.category} /></span>}
          {item.possibly_also.map((other) => (
            <button key={other.case_id} type="button" className={css.also} onClick={() => onOpen(other.case_id)}>{t('case.possibly_also', { number: other.number })}</button>
          ))}
        </p>
      </div>
      {canDo(item, 'assign') && <AssignMenu item={item} />}
      {onDetails && <ActionIcon aria-label={t('case.details')} title={t('case.details')} onClick={onDetails}><IconLayoutSidebarRight size={18} stroke={1.7} /></ActionIcon>}
      {rest.length > 0 && (
        <Menu position="bottom-end" width={230}>
          <Menu.Target><ActionIcon aria-label={t('case.more')} title={t('case.more')}><IconDots size={18} stroke={1.7} /></ActionIcon></Menu.Target>
          <Menu.Dropdown>{rest.map((action) => <Menu.Item key={action.id} onClick={action.run}>{action.label}</Menu.Item>)}</Menu.Dropdown>
        </Menu>
      )}
      {canDo(item, 'resolve') && <ActionIcon className={css.narrowOnly} aria-label={t('case.resolve')} onClick={() => run('resolve')}><IconCheck size={18} stroke={1.9} /></ActionIcon>}
      {canDo(item, 'resolve') && <Button variant="default" className={css.resolve} leftSection={<IconCheck size={16} stroke={1.9} />} onClick={() => run('resolve')}>{t('case.resolve')}</Button>}
    </header>
  );
}

/** What the case is about, corrected in one step where it is wrong. */
function Sorting({ item, category }: { item: Case; category: string }) {
  const { t } = useTranslation();
  const open = useDialog();
  const words = [wordFor('category', category), item.intent && wordFor('intent', item.intent)].filter(Boolean).join(' · ');
  if (!canDo(item, 'classify')) return words;
  return <button type="button" className={css.sorting} title={t('dialog.classify_title')} aria-haspopup="dialog" onClick={() => open({ kind: 'classify' })}>{words}</button>;
}

/** The verbs of `can[]` that stand in the menu and in the palette. */
function useActions(item: Case, open: (dialog: CaseDialog) => void) {
  const { t } = useTranslation();
  const { teammate } = useSession();
  const run = useVerb(item);
  return useMemo(() => {
    const all = [
      { id: 'resolve', label: t('case.resolve'), run: () => run('resolve') },
      { id: 'assign', label: t('case.assign_me'), run: () => run('assign', { teammate_id: teammate.id }) },
      { id: 'wait', label: t('case.wait'), run: () => open({ kind: 'wait' }) },
      { id: 'promise', label: t('case.promise'), run: () => open({ kind: 'promise' }) },
      { id: 'no-answer-needed', label: t('case.no_answer_needed'), run: () => run('no-answer-needed') },
      { id: 'reopen', label: t('case.reopen'), run: () => run('reopen') },
      { id: 'undo-cancel', label: t('case.undo_cancel'), run: () => run('undo-cancel') },
      { id: 'close', label: t('case.close'), run: () => run('close') },
      { id: 'classify', label: t('dialog.classify_title'), run: () => open({ kind: 'classify' }) },
      { id: 'merge', label: t('case.merge_into'), run: () => open({ kind: 'merge' }) },
      { id: 'split', label: t('dialog.split_title'), run: () => open({ kind: 'split' }) },
      { id: 'cancel', label: t('case.cancel'), run: () => open({ kind: 'cancel' }) },
    ];
    const isMine = item.assignee?.id === teammate.id;
    return all.filter((action) => canDo(item, action.id) && !(action.id === 'assign' && isMine));
    // `run` changes with every render; what it does changes with the item alone.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [item, teammate.id, t, open]);
}

function AssignMenu({ item }: { item: Case }) {
  const { t } = useTranslation();
  const { teammate } = useSession();
  const run = useVerb(item);
  const [isOpen, setOpen] = useState(false);
  const teammates = useQuery({ ...teammatesQuery, enabled: isOpen });
  const others = (teammates.data ?? []).filter((one) => one.id !== teammate.id && one.id !== item.assignee?.id);
  return (
    <Menu position="bottom-end" width={230} opened={isOpen} onChange={setOpen}>
      <Menu.Target><ActionIcon aria-label={t('case.assign')} title={t('case.assign')}><IconUserPlus size={18} stroke={1.7} /></ActionIcon></Menu.Target>
      <Menu.Dropdown className={css.menu}>
        {item.assignee?.id !== teammate.id && <Menu.Item onClick={() => run('assign', { teammate_id: teammate.id })}>{t('case.assign_me')}</Menu.Item>}
        {item.assignee && <Menu.Item onClick={() => run('assign', { teammate_id: null })}>{t('case.unassign')}</Menu.Item>}
        {others.length > 0 && <Menu.Divider />}
        {others.map((one) => <Menu.Item key={one.id} onClick={() => run('assign', { teammate_id: one.id })}>{one.name}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}
