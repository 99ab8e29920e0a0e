/** Names of whoever took part, from the several places that may hold one. */
import type { Actor, Case, CaseItem, Named, NextMover, Participant } from '@/api/types';

export function participantOf(item: Case, id: string | null | undefined): Participant | undefined {
  return id ? item.participants.find((participant) => participant.id === id) : undefined;
}

export function customerOf(item: Case): Participant | undefined {
  return item.participants.find((participant) => participant.role === 'customer');
}

/** A person's own name, else the address they wrote from. */
export function nameOf(participant: Participant | undefined): string | null {
  return participant?.name || participant?.handles?.[0]?.address || null;
}

export function moverName(mover: NextMover, item?: Case): string | null {
  if (mover.participant === null) return null;
  if (typeof mover.participant !== 'string') return mover.participant.name;
  return item ? nameOf(participantOf(item, mover.participant)) : null;
}

/** Whom a row of a list is about: the customer where known, else the case itself. */
export function rowName(item: CaseItem): string {
  const mover = item.next_mover?.participant;
  const named: Named | null = typeof mover === 'object' ? mover : null;
  return item.customer?.name || named?.name || item.number;
}

export const actorName = (actor: Actor | null | undefined): string | null => actor?.name ?? null;
