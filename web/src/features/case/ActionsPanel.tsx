/** What is done for the case in back offices: how each stands, what it waits for, and the decision. */
import { ActionIcon, Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconAlertTriangle, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { approveAction, rejectAction, settleAction } from '@/api/actions';
import { orderQuery } from '@/api/cases';
import type { Action, ActionStatus, Case } from '@/api/types';
import { wordFor } from '@/i18n/code';
import { money, relative } from '@/lib/time';
import { ActionWhat } from '@/parts/ActionWhat';
import { may, useSession } from '@/parts/abilities';
import { Chip, type Tone } from '@/ui/Chip';
import { Panel } from '@/ui/Panel';
import { ReasonDialog } from '@/ui/ReasonDialog';
import { tellFailure } from '@/ui/notify';
import { useDialog } from './dialogs';
import css from './Side.module.css';

const TONES: Record<ActionStatus, Tone> = { proposed: 'warn', approved: 'plain', running: 'plain', done: 'good', failed: 'bad', unknown: 'bad', rejected: 'plain', withdrawn: 'plain' };

export function ActionsPanel({ item }: { item: Case }) {
  const { t } = useTranslation();
  const session = useSession();
  const open = useDialog();
  const order = useQuery(orderQuery(item.id)).data;
  // Looking something up changes nothing; it would only bury what does.
  const actions = item.actions.filter((one) => one.kind !== 'lookup_order');
  const mayPropose = may(session, 'actions.propose') && item.status === 'open' && Boolean(order) && !order?.is_withheld;
  if (actions.length === 0 && !mayPropose) return null;
  const add = mayPropose && <ActionIcon size={24} aria-label={t('actions.refund')} title={t('actions.refund')} onClick={() => open({ kind: 'refund' })}><IconPlus size={15} /></ActionIcon>;
  return (
    <Panel title={t('actions.title')} aside={add}>
      {actions.length === 0 && <p className={css.soft}>{t('actions.none')}</p>}
      <ul className={css.rows}>{actions.map((one) => <ActionRow key={one.id} item={item} action={one} />)}</ul>
    </Panel>
  );
}

function ActionRow({ item, action }: { item: Case; action: Action }) {
  const { t, i18n } = useTranslation();
  return (
    <li className={css.action}>
      <p className={css.row}>
        <b className={css.personText}>{wordFor('action', action.kind)}{action.amount && ` ${money(action.amount, i18n.language)}`}</b>
        <Chip tone={TONES[action.status]}>{t(`action_status.${action.status}`)}</Chip>
      </p>
      <p className={css.soft}>{[action.requested_by.name ?? wordFor('actor', action.requested_by.kind), relative(action.requested_at, i18n.language)].join(' · ')}</p>
      {action.reason_code && <p className={css.soft}>{wordFor('reason', action.reason_code)}</p>}
      <ActionWhat action={action} isOpen={action.status === 'proposed'} />
      {action.status === 'unknown' && <Settle item={item} action={action} />}
      {action.status === 'proposed' && <Decision item={item} action={action} />}
    </li>
  );
}

/** Nobody knows whether it happened: somebody looks it up there, and says so. */
function Settle({ item, action }: { item: Case; action: Action }) {
  const { t } = useTranslation();
  const session = useSession();
  const reread = useReread(item);
  const [asks, setAsks] = useState<boolean | null>(null);
  const settle = useMutation({ mutationFn: ({ has, finding }: { has: boolean; finding: string }) => settleAction(action.id, has, finding), onError: tellFailure, onSettled: reread });
  if (!may(session, 'actions.settle')) return null;
  const title = t(asks ? 'actions.it_was_done' : 'actions.it_was_not');
  return (
    <>
      <p className={css.warning}><IconAlertTriangle size={14} aria-hidden="true" />{t('actions.look_there')}</p>
      <div className={css.decide}>
        <Button size="compact-sm" variant="default" loading={settle.isPending} onClick={() => setAsks(true)}>{t('actions.it_was_done')}</Button>
        <Button size="compact-sm" variant="default" disabled={settle.isPending} onClick={() => setAsks(false)}>{t('actions.it_was_not')}</Button>
      </div>
      {asks !== null && <ReasonDialog title={title} label={t('actions.finding')} confirm={title} isOptional onClose={() => setAsks(null)} onConfirm={(finding) => settle.mutate({ has: asks, finding })} />}
    </>
  );
}

/** Everything that shows an action is read again. */
function useReread(item: Case) {
  const client = useQueryClient();
  return () => {
    for (const noun of ['case', 'timeline', 'order']) void client.invalidateQueries({ queryKey: [noun, item.id] });
    for (const noun of ['reviews', 'counts']) void client.invalidateQueries({ queryKey: [noun] });
  };
}

/** Four eyes and limits are the server's rule; here the need is shown, and a refusal told. */
function Decision({ item, action }: { item: Case; action: Action }) {
  const { t } = useTranslation();
  const session = useSession();
  const reread = useReread(item);
  const [isRejecting, setRejecting] = useState(false);
  const approve = useMutation({ mutationFn: () => approveAction(action, item.sequence), onError: tellFailure, onSettled: reread });
  const reject = useMutation({ mutationFn: (reason: string) => rejectAction(action.id, reason), onError: tellFailure, onSettled: reread });
  const { needed } = action;
  const isOwn = action.requested_by.id === session.teammate.id && needed !== null;
  const mayApprove = may(session, 'actions.approve') && !isOwn && (needed === null || session.teammate.roles.includes(needed.role));
  return (
    <>
      {needed && !mayApprove && <p className={css.soft}>{t('draft.needs_approval_by', { role: wordFor('roles', needed.role) })}</p>}
      <div className={css.decide}>
        {mayApprove && <Button size="compact-sm" loading={approve.isPending} onClick={() => approve.mutate()}>{t('approvals.approve')}</Button>}
        {may(session, 'actions.reject') && <Button size="compact-sm" variant="default" loading={reject.isPending} onClick={() => setRejecting(true)}>{t('approvals.reject')}</Button>}
      </div>
      {isRejecting && <ReasonDialog title={t('approvals.reject')} label={t('dialog.reason')} confirm={t('approvals.reject')} isOptional onClose={() => setRejecting(false)} onConfirm={(reason) => reject.mutate(reason)} />}
    </>
  );
}
