/** Why was this sent: who worded it, on what it rests, what was changed, who allowed it; each with the number of its event. */
import { Button, Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconBook2, IconDownload, IconSparkles } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { eventsQuery } from '@/api/cases';
import { teammatesQuery } from '@/api/intake';
import type { Case, Draft, Event } from '@/api/types';
import { wordFor } from '@/i18n/code';
import { wordDiff } from '@/lib/diff';
import { full } from '@/lib/time';
import { may, useSession } from '@/parts/abilities';
import { Diff } from '@/parts/Diff';
import { SourceTitle } from '@/parts/SourceTitle';
import { Failed, Loading } from '@/ui/Notice';
import { draftOf, traceOf, tracesOf } from '../why';
import css from './Why.module.css';

export function WhyDrawer({ item, messageId, onClose }: { item: Case; messageId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const events = useQuery(eventsQuery(item.id, item.sequence));
  const draft = draftOf(item.drafts, messageId);
  return (
    <Drawer opened onClose={onClose} position="right" size={460} title={t('why_sent.title')} closeButtonProps={{ 'aria-label': t('dialog.cancel') }}>
      {events.isPending && <Loading rows={4} />}
      {events.isError && <Failed error={events.error} onRetry={() => void events.refetch()} />}
      {events.data && <Trail events={tracesOf(events.data, messageId, draft?.id ?? null)} />}
      {draft && <Changed draft={draft} />}
      {draft && draft.citations.length > 0 && <Rests draft={draft} />}
      {may(session, 'cases.evidence') && (
        <footer className={css.foot}>
          <p className={css.soft}>{t('why_sent.pack_more')}</p>
          <Button component="a" href={`/api/v1/cases/${item.id}/evidence`} download variant="default" leftSection={<IconDownload size={15} stroke={1.7} />}>{t('side.evidence')}</Button>
        </footer>
      )}
    </Drawer>
  );
}

function Trail({ events }: { events: Event[] }) {
  const { t, i18n } = useTranslation();
  const teammates = useQuery(teammatesQuery).data ?? [];
  const nameOf = (actor: { kind: string; id: string | null }) => teammates.find((one) => one.id === actor.id)?.name ?? wordFor('actor', actor.kind);
  if (events.length === 0) return <p className={css.soft}>{t('why_sent.nothing')}</p>;
  return (
    <ol className={css.trail}>
      {events.map((event) => (
        <li key={`${event.stream}-${event.stream_seq}`} className={css.step} data-ai={event.actor.kind === 'ai' || undefined}>
          <p className={css.what}>
            {event.actor.kind === 'ai' && <IconSparkles size={13} aria-hidden="true" />}
            <b>{wordFor('event', event.kind)}</b>
            <span>{nameOf(event.actor)}</span>
            <span className={css.number} title={event.stream}>{t('why_sent.event', { n: event.stream_seq })}</span>
          </p>
          <Details event={event} nameOf={nameOf} />
          <time className={css.soft} dateTime={event.at}>{full(event.at, i18n.language)}</time>
        </li>
      ))}
    </ol>
  );
}

function Details({ event, nameOf }: { event: Event; nameOf: (actor: { kind: string; id: string | null }) => string }) {
  const { t } = useTranslation();
  const { model, policies, decision, role, reason, approved_by, confidence } = traceOf(event);
  const lines = [
    model && t('why_sent.model', { model: `${model.id} ${model.version}` }),
    confidence !== undefined && t('draft.confidence', { value: Math.round(confidence / 10) }),
    decision && wordFor('decision', decision),
    role && t('draft.needs_approval_by', { role: wordFor('roles', role) }),
    reason && wordFor('reason', reason, wordFor('outcome', reason)),
    approved_by && t('why_sent.allowed_by', { name: nameOf(approved_by) }),
    policies && policies.length > 0 && t('why_sent.policies', { policies: policies.map((id) => wordFor('reason', id, id)).join(', ') }),
  ].filter(Boolean);
  return lines.length === 0 ? null : <ul className={css.lines}>{lines.map((line) => <li key={String(line)}>{line}</li>)}</ul>;
}

function Changed({ draft }: { draft: Draft }) {
  const { t, i18n } = useTranslation();
  const { original, text } = draft;
  const diff = useMemo(() => (original === null || original === text ? null : wordDiff(original, text, draft.language ?? i18n.language)), [original, text, draft.language, i18n.language]);
  return (
    <section className={css.part}>
      <h3>{t('why_sent.changed')}</h3>
      {diff ? <p className={css.text} dir="auto"><Diff pieces={diff.pieces} /></p> : <p className={css.soft}>{t('draft.unchanged')}</p>}
    </section>
  );
}

function Rests({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  return (
    <section className={css.part}>
      <h3>{t('draft.sources')}</h3>
      <ul className={css.sources}>
        {draft.citations.map((citation, index) => (
          <li key={`${citation.article_id}-${citation.passage}`}>
            <p className={css.source}><IconBook2 size={14} stroke={1.7} aria-hidden="true" /><b dir="auto"><SourceTitle citation={citation} n={index + 1} /></b><span className={css.soft}>{t('knowledge.version', { n: citation.version })}</span></p>
            {citation.quote && <p className={css.quote} dir="auto">{citation.quote}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
