/** Beside the timeline: whose turn and what is needed first, then the order, the customer, the promises; the rest below. */
import { ActionIcon } from '@mantine/core';
import { IconCheck, IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Case, TimelineItem } from '@/api/types';
import { reasonWords, wordFor } from '@/i18n/code';
import { languageName } from '@/lib/languages';
import { month, relative } from '@/lib/time';
import { canDo, may, useSession } from '@/parts/abilities';
import { customerOf, nameOf, participantOf } from '@/parts/people';
import { Chip, type Tone } from '@/ui/Chip';
import { Face } from '@/ui/Face';
import { Fact, Panel } from '@/ui/Panel';
import { ActionsPanel } from './ActionsPanel';
import { useDialog } from './dialogs';
import { NeededPanel } from './NeededPanel';
import { OrderPanel } from './OrderPanel';
import { TurnPanel } from './TurnPanel';
import { useVerb } from './verbs';
import css from './Side.module.css';

export function CaseSide({ item, timeline }: { item: Case; timeline: TimelineItem[] }) {
  return (
    <div className={css.panels}>
      <TurnPanel item={item} timeline={timeline} />
      <NeededPanel item={item} />
      <OrderPanel item={item} />
      <ActionsPanel item={item} />
      <CustomerPanel item={item} />
      <PromisesPanel item={item} />
      <PeoplePanel item={item} />
      <MorePanel item={item} />
    </div>
  );
}

function CustomerPanel({ item }: { item: Case }) {
  const { t, i18n } = useTranslation();
  const customer = customerOf(item);
  if (!customer) return null;
  const name = nameOf(customer) ?? t('role.customer');
  return (
    <Panel title={t('side.customer')}>
      <div className={css.person}>
        <Face name={name} size={36} />
        <div className={css.personText}>
          <p className={css.personName}><span dir="auto">{name}</span>{customer.tier && <Chip>{wordFor('tier', customer.tier)}</Chip>}</p>
          {customer.identity && <p className={css.soft}>{t(`identity.${customer.identity}`)}</p>}
        </div>
      </div>
      <dl>
        {customer.handles?.map((handle) => <Fact key={handle.address} name={wordFor('channel', handle.kind)}>{handle.address}</Fact>)}
        {customer.since && <Fact name={t('side.customer_since')}>{month(customer.since, i18n.language)}</Fact>}
        {item.sentiment && <Fact name={t('side.mood')}>{t(`sentiment.${item.sentiment}`)}</Fact>}
      </dl>
    </Panel>
  );
}

const promiseTone: Record<string, Tone> = { kept: 'good', broken: 'bad', open: 'plain', withdrawn: 'plain', late: 'bad' };

function PromisesPanel({ item }: { item: Case }) {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const run = useVerb(item);
  const open = useDialog();
  const mayPromise = canDo(item, 'promise');
  // Taking our word back asks for the same state of the case as keeping it.
  const mayWithdraw = canDo(item, 'keep-promise') && may(session, 'cases.withdraw_promise');
  if (item.promises.length === 0 && !mayPromise) return null;
  const add = mayPromise && <ActionIcon size={24} aria-label={t('case.promise')} title={t('case.promise')} onClick={() => open({ kind: 'promise' })}><IconPlus size={15} /></ActionIcon>;
  return (
    <Panel title={t('side.promises')} aside={add}>
      {item.promises.length === 0 && <p className={css.soft}>{t('side.none_promises')}</p>}
      <ul className={css.rows}>
        {item.promises.map((promise) => {
          const isLate = promise.status === 'open' && promise.due !== null && Date.parse(promise.due) < Date.now();
          const state = isLate ? 'late' : promise.status;
          return (
            <li key={promise.id} className={css.row}>
              <div className={css.personText}>
                <p dir="auto">{promise.text}</p>
                <p className={css.soft}>{[nameOf(participantOf(item, promise.to)), promise.due && relative(promise.due, i18n.language)].filter(Boolean).join(' · ')}</p>
              </div>
              <Chip tone={promiseTone[state]}>{t(`promise.${state}`)}</Chip>
              {promise.status === 'open' && canDo(item, 'keep-promise') && <ActionIcon size={26} aria-label={t('side.keep_it', { text: promise.text })} title={t('side.keep')} onClick={() => run('keep-promise', { promise_id: promise.id })}><IconCheck size={15} /></ActionIcon>}
              {promise.status === 'open' && mayWithdraw && <ActionIcon size={26} aria-label={t('side.withdraw_it', { text: promise.text })} title={t('side.withdraw')} onClick={() => run('withdraw-promise', { promise_id: promise.id })}><IconX size={14} /></ActionIcon>}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

function PeoplePanel({ item }: { item: Case }) {
  const { t } = useTranslation();
  const others = item.participants.filter((one) => one.role !== 'customer');
  if (others.length === 0) return null;
  return (
    <Panel title={t('side.people')}>
      <ul className={css.rows}>
        {others.map((one) => {
          const name = nameOf(one) ?? t(`role.${one.role}`);
          return (
            <li key={one.id} className={css.row}>
              <Face name={name} size={26} />
              <span className={css.personText} dir="auto">{name}</span>
              <span data-party={one.role === 'internal' ? 'us' : one.role}><Chip tone="party">{t(`role.${one.role}`)}</Chip></span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

function MorePanel({ item }: { item: Case }) {
  const { t, i18n } = useTranslation();
  return (
    <details className={css.more}>
      <summary>{t('side.more')}</summary>
      <dl>
        {item.category && <Fact name={t('side.category')}>{[wordFor('category', item.category), item.intent && wordFor('intent', item.intent)].filter(Boolean).join(' · ')}</Fact>}
        {item.urgency && <Fact name={t('side.urgency')}>{t(`urgency.${item.urgency}`)}</Fact>}
        {item.language && <Fact name={t('side.language')}>{languageName(item.language, i18n.language)}</Fact>}
        {item.sla.map((target) => <Fact key={target.kind} name={wordFor('sla', target.kind)}>{[wordFor('sla', target.state), target.due && relative(target.due, i18n.language)].filter(Boolean).join(' · ')}</Fact>)}
        {item.empathy.reasons.length > 0 && <Fact name={t('briefing.badge')}>{item.empathy.reasons.map((reason) => reasonWords('empathy', reason)).join(', ')}</Fact>}
      </dl>
      <a className={css.link} href={`/api/v1/cases/${item.id}/evidence`} download>{t('side.evidence')}</a>
    </details>
  );
}
