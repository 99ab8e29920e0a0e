/** One thing that happened: a message as a bubble, a note as a slip, the rest as one quiet line. */
import { IconNote, IconPaperclip, IconSparkles } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { channelsQuery } from '@/api/intake';
import type { Case, Message, TimelineItem } from '@/api/types';
import { wordFor } from '@/i18n/code';
import { clock, full } from '@/lib/time';
import { ChannelIcon, channelName } from '@/parts/ChannelIcon';
import { nameOf, participantOf } from '@/parts/people';
import { Face } from '@/ui/Face';
import css from './Timeline.module.css';

type MessageEntry = Extract<TimelineItem, { kind: 'message' }>;
type NoteEntry = Extract<TimelineItem, { kind: 'note' }>;
type QuietEntry = Exclude<TimelineItem, MessageEntry | NoteEntry>;

export function TimelineEntry({ item, entry }: { item: Case; entry: TimelineItem }) {
  if (entry.kind === 'message') return <MessageBubble item={item} entry={entry} />;
  if (entry.kind === 'note') return <NoteSlip entry={entry} />;
  return <QuietLine entry={entry} />;
}

function MessageBubble({ item, entry }: { item: Case; entry: MessageEntry }) {
  const { t, i18n } = useTranslation();
  const { message } = entry;
  const channels = useQuery(channelsQuery).data ?? [];
  const channel = channels.find((one) => one.id === message.channel_id);
  const sender = participantOf(item, message.from?.participant_id);
  const name = entry.actor.name || nameOf(sender) || message.from?.name || message.from?.address || t('timeline.system');
  const isOurs = message.direction === 'outbound';
  const isAi = isOurs && entry.actor.kind === 'ai';
  const at = message.provider_at ?? message.received_at ?? entry.at;
  return (
    <li className={css.message} data-ours={isOurs || undefined} data-party={isOurs ? 'us' : partyOf(sender?.role ?? message.from?.role)}>
      <Face name={name} size={28} ai={isAi} />
      <div className={css.body}>
        <p className={css.meta}>
          <span className={css.name} dir="auto">{name}</span>
          {isAi && <IconSparkles size={13} className={css.ai} role="img" aria-label={t('timeline.ai')} />}
          <ChannelIcon kind={channel?.kind} />
          <span className="unseen">{channel?.name ?? channelName(channel?.kind)}</span>
          <time dateTime={at} title={full(at, i18n.language)}>{clock(at, i18n.language)}</time>
          <MessageState message={message} />
        </p>
        <div className={css.bubble}>
          <p className={css.text} dir="auto" lang={message.language ?? undefined}>{message.text}</p>
          {message.quoted && <details className={css.quoted}><summary>{t('case.quoted')}</summary><p className={css.text} dir="auto">{message.quoted}</p></details>}
        </div>
        {message.attachments.length > 0 && (
          <ul className={css.files}>{message.attachments.map((file) => <li key={file.id} className={css.file}><IconPaperclip size={13} aria-hidden="true" /><span dir="auto">{file.name}</span></li>)}</ul>
        )}
      </div>
    </li>
  );
}

/** Only what is not a matter of course: that a message was received or sent is plain to see. */
function MessageState({ message }: { message: Message }) {
  const { t } = useTranslation();
  if (['received', 'filed', 'sent'].includes(message.state)) return null;
  return <span className={css.state} data-bad={['failed', 'unknown', 'dead'].includes(message.state) || undefined}>{t(`state.${message.state}`)}</span>;
}

const partyOf = (role: string | null | undefined) => (role === 'executor' || role === 'partner' || role === 'platform' ? role : 'customer');

function NoteSlip({ entry }: { entry: NoteEntry }) {
  const { t, i18n } = useTranslation();
  const name = entry.actor.name ?? t('timeline.system');
  return (
    <li className={css.note}>
      <p className={css.meta}><IconNote size={13} aria-hidden="true" /><span className={css.name}>{t('timeline.note_by', { name })}</span><time dateTime={entry.at}>{clock(entry.at, i18n.language)}</time></p>
      <p className={css.text} dir="auto">{entry.text}</p>
    </li>
  );
}

function QuietLine({ entry }: { entry: QuietEntry }) {
  const { i18n } = useTranslation();
  const words = useQuietWords(entry);
  const isAi = entry.actor.kind === 'ai';
  return (
    <li className={css.quiet} data-party={entry.kind === 'turn' ? entry.who : undefined} data-ai={isAi || undefined}>
      {isAi ? <IconSparkles size={12} aria-hidden="true" /> : <span className={css.dot} aria-hidden="true" />}
      <span dir="auto">{words}</span>
      <time dateTime={entry.at}>{clock(entry.at, i18n.language)}</time>
    </li>
  );
}

const STATUS_WORDS: Partial<Record<QuietEntry['kind'], string>> = { promise: 'promise', status: 'status', triage: 'category', wait: 'party' };

function useQuietWords(entry: QuietEntry): string {
  const { t } = useTranslation();
  if (entry.kind === 'turn') return `${t('timeline.now_with', { who: t(`party.${entry.who}`) })} · ${wordFor('for', entry.for)}`;
  const title = entry.event ? wordFor('event', entry.event) : t(`timeline.${entry.kind}`);
  const who = entry.actor.kind === 'teammate' ? entry.actor.name : null;
  // What the title of a known event says already is not said twice.
  const isSaid = Boolean(entry.event) && (entry.kind === 'status' || entry.kind === 'promise');
  const status = entry.status && !isSaid ? wordFor(STATUS_WORDS[entry.kind] ?? 'outcome', entry.status, wordFor('reason', entry.status)) : null;
  const what = entry.what ?? entry.text ?? (entry.for ? wordFor('for', entry.for) : null);
  return [...new Set([title, who, status, what])].filter(Boolean).join(' · ');
}
