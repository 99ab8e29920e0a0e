/** Running a verb on a case: the answer becomes the new truth of the screen, a refusal is told. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type CaseVerb, caseQuery, runVerb } from '@/api/cases';
import { Problem } from '@/api/client';
import { refreshLists } from '@/api/live';
import type { Case } from '@/api/types';
import { tell, tellFailure } from '@/ui/notify';

/** Verbs that end something: only for who has seen the latest. The others are as true a moment later. */
const NEEDS_SIGHT: ReadonlySet<CaseVerb> = new Set(['resolve', 'close', 'cancel', 'no-answer-needed', 'classify', 'merge']);

interface Run {
  verb: CaseVerb;
  body?: object;
}

/** `isAsked`: a dialog stands open and shows the refusal itself. */
function useRun(item: Case, isAsked: boolean, onDone?: (after: Case) => void) {
  const { t } = useTranslation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ verb, body }: Run) => runVerb(item.id, verb, { ...body, ...(NEEDS_SIGHT.has(verb) ? { seen_sequence: item.sequence } : {}) }),
    onSuccess: (answer) => {
      if (answer.case) client.setQueryData(caseQuery(item.id).queryKey, answer.case);
      tell(t('case.done'));
      onDone?.(answer.case);
    },
    onError: (error) => {
      if (!isAsked) tellFailure(error);
      if (error instanceof Problem && error.kind === 'conflict') void client.invalidateQueries({ queryKey: caseQuery(item.id).queryKey });
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['timeline', item.id] });
      void client.invalidateQueries({ queryKey: ['counts'] });
      refreshLists(client);
    },
  });
}

export function useVerb(item: Case) {
  const mutation = useRun(item, false);
  return (verb: CaseVerb, body?: object) => mutation.mutate({ verb, body });
}

/** For a dialog: it stays open on a refusal, with the sentence in it and everything typed. */
export function useAskedVerb(item: Case, onDone: (after: Case) => void) {
  const mutation = useRun(item, true, onDone);
  return { run: (verb: CaseVerb, body?: object) => mutation.mutate({ verb, body }), refusal: mutation.error, isRunning: mutation.isPending };
}
