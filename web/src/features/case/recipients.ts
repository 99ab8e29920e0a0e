/** To whom one can write in this case, on which channel, and how long that channel still takes it. Pure. */
import type { Case, Channel, Role, TimelineItem } from '@/api/types';
import { nameOf, participantOf } from '@/parts/people';
import { waitingId } from './active-draft';

export interface Recipient {
  /** Names the line: the conversation, else the person with whom one is to begin. */
  key: string;
  /** Absent where writing to them begins it. */
  conversation_id: string | null;
  participant_id: string | null;
  role: Role;
  name: string;
  channel_kind: string | null;
  channel_name: string | null;
  window_closes_at: string | null;
}

/** From the case where the server names its conversations, else from the messages themselves; the latest first. */
export function recipientsOf(item: Case, timeline: TimelineItem[], channels: Channel[]): Recipient[] {
  const known = item.conversations ?? [];
  const named = known.map((one): Recipient => {
    const participant = participantOf(item, one.participant_id);
    return {
      key: one.id,
      conversation_id: one.id,
      participant_id: one.participant_id,
      role: participant?.role ?? 'customer',
      name: nameOf(participant) ?? item.number,
      channel_kind: one.channel_kind,
      channel_name: one.channel_name,
      window_closes_at: one.window_closes_at,
    };
  });
  if (named.length > 0) return firstWhoWaits([...named, ...notYetWrittenTo(item, named)], item);
  const found = new Map<string, Recipient>();
  for (const entry of timeline.toReversed()) {
    if (entry.kind !== 'message' || entry.message.direction !== 'inbound') continue;
    const { message } = entry;
    if (message.conversation_id === null || found.has(message.conversation_id)) continue;
    const participant = participantOf(item, message.from?.participant_id) ?? item.participants.find((one) => one.contact_id !== undefined && one.contact_id === entry.actor.id);
    const channel = channels.find((one) => one.id === message.channel_id);
    found.set(message.conversation_id, {
      key: message.conversation_id,
      conversation_id: message.conversation_id,
      participant_id: participant?.id ?? null,
      role: participant?.role ?? message.from?.role ?? 'customer',
      name: entry.actor.name ?? nameOf(participant) ?? message.from?.name ?? message.from?.address ?? item.number,
      channel_kind: channel?.kind ?? null,
      channel_name: channel?.name ?? null,
      window_closes_at: null,
    });
  }
  const heard = [...found.values()];
  return firstWhoWaits([...heard, ...notYetWrittenTo(item, heard)], item);
}

/** Everyone outside who has an address and no conversation here, as in a case opened for a caller. */
function notYetWrittenTo(item: Case, known: Recipient[]): Recipient[] {
  return item.participants
    .filter((one) => one.role !== 'internal' && (one.handles?.length ?? 0) > 0 && !known.some((other) => other.participant_id === one.id))
    .map((one) => ({ key: one.id, conversation_id: null, participant_id: one.id, role: one.role, name: nameOf(one) ?? item.number, channel_kind: null, channel_name: null, window_closes_at: null }));
}

/** Whoever waits for us stands first, then the customer; the others keep their order. */
function firstWhoWaits(recipients: Recipient[], item: Case): Recipient[] {
  const waiting = waitingId(item);
  const rank = (one: Recipient) => (one.participant_id !== null && one.participant_id === waiting ? 0 : one.role === 'customer' ? 1 : 2);
  return recipients.toSorted((a, b) => rank(a) - rank(b));
}

/** Chat people read at once; mail can wait. */
export function holdSeconds(recipient: Recipient | undefined): number {
  return recipient?.channel_kind === null || recipient === undefined || /mail|api|review/.test(recipient.channel_kind) ? 10 : 3;
}
