/** Money back for the case's order: proposed here, decided by whoever may, done by the back office. */
import { TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { proposeRefund } from '@/api/actions';
import { caseQuery, orderQuery } from '@/api/cases';
import type { Case } from '@/api/types';
import { minorOf, money } from '@/lib/time';
import { tell } from '@/ui/notify';
import { FormDialog } from './FormDialog';

export function RefundDialog({ item, onClose }: { item: Case; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const order = useQuery(orderQuery(item.id)).data;
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const currency = order?.total?.currency ?? 'EUR';
  const minor = minorOf(amount, currency);
  const propose = useMutation({
    mutationFn: () => proposeRefund(item.id, { order: order?.number ?? '', amount: { minor: minor ?? 0, currency }, ...(reason.trim() ? { reason: reason.trim() } : {}) }, item.sequence),
    onSuccess: () => {
      tell(t('case.done'));
      onClose();
    },
    onSettled: () => void client.invalidateQueries({ queryKey: caseQuery(item.id).queryKey }),
  });
  return (
    <FormDialog title={t('actions.refund')} more={order?.total ? t('actions.of_total', { order: order.number, total: money(order.total, i18n.language) }) : order?.number} confirm={t('actions.propose')} isReady={minor !== null && order !== null && order !== undefined} refusal={propose.error} isRunning={propose.isPending} onClose={onClose} onSave={() => propose.mutate()}>
      <TextInput label={t('actions.amount', { currency })} inputMode="decimal" value={amount} onChange={(event) => setAmount(event.currentTarget.value)} data-autofocus />
      <TextInput label={t('dialog.reason_optional')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} dir="auto" />
    </FormDialog>
  );
}
