/** Whose turn it is, since when and until when; whom we wait for besides; and who held the case so far. */
import { ActionIcon, Button } from '@mantine/core';
import { IconArrowForwardUp, IconCheck, IconHourglass, IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Case, TimelineItem, Wait } from '@/api/types';
import { wordFor } from '@/i18n/code';
import { useNow } from '@/lib/now';
import { full, relative, span } from '@/lib/time';
import { canDo } from '@/parts/abilities';
import { moverName, nameOf, participantOf } from '@/parts/people';
import { Fact, Panel } from '@/ui/Panel';
import { useDialog } from './dialogs';
import { heldShares } from './held';
import { useVerb } from './verbs';
import css from './Side.module.css';

export function TurnPanel({ item, timeline }: { item: Case; timeline: TimelineItem[] }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const open = useDialog();
  const run = useVerb(item);
  const mover = item.next_mover;
  if (!mover) return <Panel title={t('side.turn')} aside={t(`status.${item.status}`)}><p className={css.soft}>{t('side.no_turn')}</p><HeldBar timeline={timeline} /></Panel>;
  const isLate = mover.due !== null && Date.parse(mover.due) < now;
  const wait = item.waits.find((one) => one.id === mover.wait_id);
  const others = item.waits.filter((one) => one.id !== mover.wait_id);
  const Icon = mover.who === 'us' ? IconArrowForwardUp : IconHourglass;
  return (
    <section className={css.turn} data-party={mover.who} aria-label={t('side.turn')}>
      <header className={css.turnHead}>
        <span className={css.turnIcon} aria-hidden="true"><Icon size={20} stroke={1.8} /></span>
        <div className={css.personText}>
          <h2>{t(`turn.${mover.who}`)}</h2>
          <p className={css.soft} dir="auto">{wait?.what || wordFor('turn_reason', mover.reason_code, wordFor('for', mover.for))}</p>
        </div>
        {canDo(item, 'wait') && <ActionIcon size={24} className={css.top} aria-label={t('case.wait')} title={t('case.wait')} onClick={() => open({ kind: 'wait' })}><IconPlus size={15} /></ActionIcon>}
      </header>
      <dl>
        {mover.who !== 'reviewer' && moverName(mover, item) && <Fact name={t(mover.who === 'us' ? 'side.waits_for_us' : 'dialog.who')}>{moverName(mover, item)}</Fact>}
        <Fact name={t('side.since')}><time dateTime={mover.since} title={full(mover.since, i18n.language)}>{relative(mover.since, i18n.language, now)}</time></Fact>
        {mover.due && <Fact name={t('side.due')}><time className={isLate ? css.late : undefined} dateTime={mover.due} title={full(mover.due, i18n.language)}>{relative(mover.due, i18n.language, now)}</time></Fact>}
      </dl>
      {wait && isByHand(wait) && canDo(item, 'close-wait') && <Button fullWidth variant="light" size="compact-md" className={css.done} leftSection={<IconCheck size={15} />} onClick={() => run('close-wait', { wait_id: wait.id })}>{t(mover.who === 'us' ? 'side.done' : 'side.arrived')}</Button>}
      {others.length > 0 && (
        <>
          <h3 className={css.sub}>{t('side.also')}</h3>
          <ul className={css.rows}>{others.map((one) => <OtherWait key={one.id} item={item} wait={one} />)}</ul>
        </>
      )}
      <HeldBar timeline={timeline} />
    </section>
  );
}

/** A reply ends the wait for a reply, and a decision the wait for one; the others a person may end. */
const isByHand = (wait: Wait) => wait.for !== 'our_reply' && wait.for !== 'supervisor_review';

function OtherWait({ item, wait }: { item: Case; wait: Wait }) {
  const { t, i18n } = useTranslation();
  const run = useVerb(item);
  // An approval concerns a customer and is owed by a colleague.
  const isReview = wait.for === 'supervisor_review';
  const who = isReview ? null : (nameOf(participantOf(item, wait.participant_id)) ?? t(`party.${wait.on}`));
  const what = wait.what || wordFor(isReview ? 'turn_reason' : 'for', isReview ? 'review_open' : wait.for);
  return (
    <li className={css.row} data-party={wait.on}>
      <span className={css.dot} aria-hidden="true" />
      <span className={css.personText} dir="auto">{who === null ? what : t('side.who_what', { who, what })}{wait.due && <span className={css.soft}> · {relative(wait.due, i18n.language)}</span>}</span>
      {isByHand(wait) && canDo(item, 'close-wait') && <ActionIcon size={24} aria-label={t('side.close_wait')} title={t('side.close_wait')} onClick={() => run('close-wait', { wait_id: wait.id })}><IconX size={13} /></ActionIcon>}
    </li>
  );
}

function HeldBar({ timeline }: { timeline: TimelineItem[] }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const { shares, total_ms } = heldShares(timeline, now);
  if (shares.length === 0) return null;
  return (
    <div className={css.held}>
      <p className={css.heldHead}><span>{t('side.who_held')}</span><span className={css.soft}>{span(total_ms, i18n.language)}</span></p>
      <div className={css.bar} aria-hidden="true">
        {shares.map((share) => <span key={share.who} data-party={share.who} style={{ flexGrow: Math.max(share.length_ms, total_ms * 0.01) }} />)}
      </div>
      <ul className={css.legend}>
        {shares.filter((share) => share.percent > 0).map((share) => <li key={share.who} data-party={share.who}><span className={css.dot} aria-hidden="true" />{t('side.share', { name: t(`party.${share.who}`), percent: share.percent })}</li>)}
      </ul>
    </div>
  );
}
