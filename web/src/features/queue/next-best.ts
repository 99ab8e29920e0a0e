/** "Next": the best case that waits for us and that nobody else has, taken over and opened. */
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fewCases, runVerb } from '@/api/cases';
import type { CaseItem } from '@/api/types';
import { filterOf } from '@/app/views';
import { may, useSession } from '@/parts/abilities';
import { tell, tellFailure } from '@/ui/notify';

const LOOKED_AT = 50;

/** The first of the queue that is free or already mine, except the one on screen. */
export function pickNext(items: CaseItem[], me: string, current: string | undefined): CaseItem | undefined {
  return items.find((item) => item.id !== current && (item.assignee === null || item.assignee.id === me));
}

export function useNextBest(current: string | undefined, onSelect: (id: string) => void) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const session = useSession();
  return async () => {
    try {
      const me = session.teammate.id;
      const page = await client.fetchQuery({ ...fewCases(filterOf('our-turn', me), LOOKED_AT), staleTime: 0 });
      const next = pickNext(page.items, me, current);
      if (!next) return tell(t('queue.no_next'));
      if (next.assignee === null && may(session, 'cases.assign')) await runVerb(next.id, 'assign', { teammate_id: me });
      onSelect(next.id);
    } catch (error) {
      tellFailure(error as Error);
    }
  };
}
