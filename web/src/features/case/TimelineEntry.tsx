/** One thing that was said: a message as a bubble, a note as a slip. */
import { IconNote, IconPaperclip, IconSparkles } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { channelsQuery } from '@/api/intake';
import type { Case, Message } from '@/api/types';
import { bytes, clock, full } from '@/lib/time';
import { ChannelIcon, channelName } from '@/parts/ChannelIcon';
import { nameOf, participantOf } from '@/parts/people';
import { Face } from '@/ui/Face';
import { MessageMenu } from './MessageMenu';
import type { Said } from './steps';
import css from './Timeline.module.css';

type MessageEntry = Extract<Said, { kind: 'message' }>;
type NoteEntry = Extract<Said, { kind: 'note' }>;
export function TimelineEntry({ item, entry }: { item: Case; entry: Said }) {
  return entry.kind === 'message' ? <MessageBubble item={item} entry={entry} /> : <NoteSlip entry={entry} />;
}

function MessageBubble({ item, entry }: { item: Case; entry: MessageEntry }) {
  const { t, i18n } = useTranslation();
  const { message } = entry;
  const channels = useQuery(channelsQuery).data ?? [];
  const channel = channels.find((one) => one.id === message.channel_id);
  const sender = participantOf(item, message.from?.participant_id);
  const isOurs = message.direction === 'outbound';
  const isAi = isOurs && entry.actor.kind === 'ai';
  const name = entry.actor.name || (isAi ? t('timeline.ai') : nameOf(sender)) || message.from?.name || message.from?.address || t('timeline.system');
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
          <MessageMenu item={item} message={message} />
        </p>
        <div className={css.bubble}>
          <p className={css.text} dir="auto" lang={message.language ?? undefined}>{message.text}</p>
          {message.quoted && <details className={css.quoted}><summary>{t('case.quoted')}</summary><p className={css.text} dir="auto">{message.quoted}</p></details>}
        </div>
        {message.attachments.length > 0 && (
          <ul className={css.files}>{message.attachments.map((file) => <li key={file.id}><a className={css.file} href={`/api/v1/attachments/${file.id}`} target="_blank" rel="noreferrer"><IconPaperclip size={13} aria-hidden="true" /><span dir="auto">{file.name}</span><span className={css.size}>{bytes(file.size, i18n.language)}</span></a></li>)}</ul>
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
