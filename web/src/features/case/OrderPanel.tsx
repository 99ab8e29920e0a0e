/** The order the case is about, as the back office tells it; what may not be told yet is not shown, and said so. */
import { useQuery } from '@tanstack/react-query';
import { IconAlertTriangle, IconLock, IconPackage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { orderQuery } from '@/api/cases';
import type { Case, Order } from '@/api/types';
import { wordFor } from '@/i18n/code';
import { day, full, money, relative } from '@/lib/time';
import { Chip, type Tone } from '@/ui/Chip';
import { Fact, Panel } from '@/ui/Panel';
import css from './Side.module.css';

/** Younger than this a look-up is news. */
const JUST_NOW_MS = 60_000;

const TONES: Record<string, Tone> = { delivered: 'good', paid: 'good', cancelled: 'bad', trouble: 'bad', failed: 'bad', returned: 'warn', refunded: 'warn', pending: 'warn' };
const StatusChip = ({ status }: { status: string }) => <Chip tone={TONES[status] ?? 'plain'}>{wordFor('order_status', status)}</Chip>;

export function OrderPanel({ item }: { item: Case }) {
  const { t, i18n } = useTranslation();
  const order = useQuery(orderQuery(item.id)).data;
  if (!order) return null;
  return (
    <Panel title={`${t('side.order')} ${order.number}`} aside={order.status && <StatusChip status={order.status} />}>
      {order.is_theirs === false && <p className={css.warning}><IconAlertTriangle size={14} aria-hidden="true" />{t('order.not_theirs')}</p>}
      {order.is_withheld && <p className={css.warning}><IconLock size={14} aria-hidden="true" />{t('order.withheld')}</p>}
      <ul className={css.items}>{order.items.map((line) => <li key={line.name}><span dir="auto">{line.name}</span><span>×{line.quantity}</span></li>)}</ul>
      <dl>
        {order.placed_at && <Fact name={t('side.placed')}><time dateTime={order.placed_at} title={full(order.placed_at, i18n.language)}>{day(order.placed_at, i18n.language)}</time></Fact>}
        {order.total && <Fact name={t('side.total')}>{money(order.total, i18n.language)}</Fact>}
      </dl>
      <Parcels order={order} />
      <Refunds order={order} />
      {order.looked_up_at && <p className={css.stamp}>{Date.now() - Date.parse(order.looked_up_at) < JUST_NOW_MS ? t('order.looked_up_now') : t('order.looked_up', { when: relative(order.looked_up_at, i18n.language) })}</p>}
    </Panel>
  );
}

function Parcels({ order }: { order: Order }) {
  const { t, i18n } = useTranslation();
  return order.parcels.map((parcel, index) => (
    <div key={parcel.number ?? index} className={css.parcel}>
      <p className={css.row}><IconPackage size={16} stroke={1.7} aria-hidden="true" /><span className={css.personText}>{[parcel.carrier, parcel.number].filter(Boolean).join(' ')}</span><StatusChip status={parcel.status} /></p>
      <dl>
        {parcel.expected_at && <Fact name={t('side.expected')}><time title={full(parcel.expected_at, i18n.language)}>{relative(parcel.expected_at, i18n.language)}</time></Fact>}
        {parcel.last_event_at && <Fact name={t('order.last_event')}><time title={full(parcel.last_event_at, i18n.language)}>{relative(parcel.last_event_at, i18n.language)}</time></Fact>}
      </dl>
    </div>
  ));
}

function Refunds({ order }: { order: Order }) {
  const { t, i18n } = useTranslation();
  return order.refunds.map((refund, index) => (
    <p key={refund.reference ?? index} className={css.row}>
      <span className={css.personText}>{t('order.refund', { amount: money(refund.amount, i18n.language) })}{refund.at && <span className={css.soft}> · {day(refund.at, i18n.language)}</span>}</span>
      <Chip tone={TONES[refund.status] ?? 'plain'}>{wordFor('refund_status', refund.status)}</Chip>
    </p>
  ));
}
