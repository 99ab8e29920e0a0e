/**
 * The answer being written: its words, whom it is for, what comes next, and the sending of it.
 * What one typed survives leaving the case, a reload and a refusal.
 */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { caseQuery, timelineQuery } from '@/api/cases';
import { Problem } from '@/api/client';
import { approveDraft, requestReview, wordDraft } from '@/api/drafts';
import { channelsQuery } from '@/api/intake';
import { refreshLists } from '@/api/live';
import type { Case, TimelineItem } from '@/api/types';
import { type ThenChoice, choiceOf, nextChoice, proposeThen, toThen } from '@/lib/then';
import { keepUnsent, unsent } from '@/lib/unsent';
import { tell, tellFailure } from '@/ui/notify';
import { activeDraft, liveDrafts } from './active-draft';
import { holdSeconds, recipientsOf } from './recipients';
import { offerTakeBack } from './TakeBack';

const lastInbound = (timeline: TimelineItem[]) =>
  timeline.findLast((entry) => entry.kind === 'message' && entry.message.direction === 'inbound');

export const isStale = (error: unknown) => error instanceof Problem && error.code === 'draft.stale';

export function useAnswer(item: Case, timeline: TimelineItem[]) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const channels = useQuery(channelsQuery).data;
  const recipients = useMemo(() => recipientsOf(item, timeline, channels ?? []), [item, timeline, channels]);
  const [wanted, setWanted] = useState<string | null>(null);
  // A line that is to begin is known by its person.
  const wantedPerson = recipients.find((one) => one.key === wanted && one.conversation_id === null)?.participant_id ?? null;
  const draft = wanted === null ? activeDraft(item) : (liveDrafts(item).find((one) => one.conversation_id === wanted || (wantedPerson !== null && one.to?.participant_id === wantedPerson)) ?? null);
  const ownKey = wanted === null ? item.id : `${item.id}.${wanted}`;
  const words = useWords(draft?.id ?? ownKey, draft?.text ?? '');
  const [chosenNext, setChosenNext] = useState<ThenChoice | null>(null);
  const line = wanted ?? draft?.conversation_id;
  const recipient =
    recipients.find((one) => one.key === line) ?? recipients.find((one) => one.participant_id !== null && one.participant_id === draft?.to?.participant_id) ?? recipients[0];
  // The server has read the text as it stands; what a person changed is judged here.
  const proposed = words.isEdited ? null : (draft?.then_proposed ?? null);
  const next = chosenNext ?? (proposed ? choiceOf(proposed.then) : proposeThen(words.text));

  const reread = useCallback(() => {
    void client.invalidateQueries({ queryKey: ['case', item.id] });
    void client.invalidateQueries({ queryKey: ['timeline', item.id] });
    for (const noun of ['counts', 'reviews']) void client.invalidateQueries({ queryKey: [noun] });
    refreshLists(client);
  }, [client, item.id]);

  /** One's own words become a draft first; the sequence then covers that draft, and nothing the reader has not seen. */
  const settle = async (): Promise<{ id: string; seen_sequence: number; text?: string }> => {
    if (draft) return { id: draft.id, seen_sequence: item.sequence, ...(words.isEdited ? { text: words.text } : {}) };
    const own = await wordDraft(item.id, { text: words.text, conversation_id: recipient?.conversation_id ?? undefined, to: recipient?.participant_id ?? undefined });
    // The server has the words now; kept here as well they would come back after the send.
    keepUnsent(ownKey, '');
    const [fresh, events] = await Promise.all([
      client.fetchQuery({ ...caseQuery(item.id), staleTime: 0 }),
      client.fetchQuery({ ...timelineQuery(item.id), staleTime: 0 }),
    ]);
    if (lastInbound(events)?.at !== lastInbound(timeline)?.at) throw new Problem('conflict', 409, 'draft.stale', '');
    return { id: own.id, seen_sequence: fresh.sequence };
  };

  /** Puts taken-back words into the field again: the draft's own, where the server gave it back. */
  const bringBack = async (text: string) => {
    const fresh = await client.fetchQuery({ ...caseQuery(item.id), staleTime: 0 });
    const returned = activeDraft(fresh);
    if (returned?.text !== text) keepUnsent(returned?.id ?? ownKey, text);
    words.reload(returned?.id ?? ownKey);
    reread();
  };

  const send = useMutation({
    mutationFn: async () => {
      const hold_s = holdSeconds(recipient);
      const approval = await settle();
      const { id, ...seen } = approval;
      const to = { role: recipient?.role ?? 'customer', participant_id: recipient?.participant_id ?? undefined };
      const then = proposed && choiceOf(proposed.then) === next ? proposed.then : toThen(next, to);
      const isSent = await approveDraft(id, { ...seen, then, hold_s });
      return { id, hold_s, isSent, text: words.text };
    },
    onSuccess: ({ id, hold_s, isSent, text }) => {
      words.forget();
      setChosenNext(null);
      if (isSent) offerTakeBack({ draftId: id, hold_s, onTakenBack: () => void bringBack(text), onGone: reread });
      else tell(t('draft.asked'));
    },
    onError: (error) => {
      if (!isStale(error)) tellFailure(error);
    },
    onSettled: reread,
  });

  const askReview = useMutation({
    mutationFn: async () => requestReview((await settle()).id),
    onSuccess: () => {
      words.forget();
      tell(t('draft.asked'));
    },
    onError: tellFailure,
    onSettled: reread,
  });

  return {
    draft, text: words.text, isEdited: words.isEdited, setText: words.set, recipients, recipient,
    chooseRecipient: setWanted, proposed, next, changeNext: () => setChosenNext(nextChoice(next)), chooseNext: setChosenNext, send, askReview, reread,
  };
}

export type Answer = ReturnType<typeof useAnswer>;

/** The words in the field: the draft's until a person changes them, then the person's. */
function useWords(key: string, base: string) {
  const [typed, setTyped] = useState<string | null>(() => unsent(key));
  const shownKey = useRef(key);
  useEffect(() => {
    if (shownKey.current === key) return;
    shownKey.current = key;
    setTyped(unsent(key));
  }, [key]);
  const text = typed ?? base;
  return {
    text,
    isEdited: typed !== null && typed !== base,
    set: (words: string) => {
      setTyped(words);
      keepUnsent(key, words);
    },
    reload: (from: string) => setTyped(unsent(from)),
    forget: () => {
      setTyped(null);
      keepUnsent(key, '');
    },
  };
}
