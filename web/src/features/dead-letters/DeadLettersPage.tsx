/** Messages that could not be read: kept, shown with the reason, and tried again on request. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconCircleCheck, IconFileText, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { channelsQuery, deadLettersQuery, replay } from '@/api/intake';
import type { DeadLetter } from '@/api/types';
import { MenuButton } from '@/app/MenuButton';
import { wordFor } from '@/i18n/code';
import { full, relative } from '@/lib/time';
import { may, useSession } from '@/parts/abilities';
import { Empty, Failed, Loading } from '@/ui/Notice';
import { tell, tellFailure } from '@/ui/notify';
import css from './DeadLetters.module.css';

export function DeadLettersPage() {
  const { t } = useTranslation();
  const letters = useQuery(deadLettersQuery);
  return (
    <div className={css.page}>
      <header className={css.head}><MenuButton /><h1>{t('dead.title')}</h1></header>
      {letters.isPending && <Loading />}
      {letters.isError && !letters.data && <Failed error={letters.error} onRetry={() => void letters.refetch()} />}
      {letters.data?.items.length === 0 && <Empty icon={<IconCircleCheck size={26} stroke={1.5} />} title={t('dead.empty')}>{t('dead.empty_more')}</Empty>}
      {letters.data && letters.data.items.length > 0 && (
        <ul className={css.list}>{letters.data.items.map((letter) => <Letter key={letter.id} letter={letter} />)}</ul>
      )}
    </div>
  );
}

function Letter({ letter }: { letter: DeadLetter }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const session = useSession();
  const channel = useQuery(channelsQuery).data?.find((one) => one.id === letter.channel_id);
  const again = useMutation({
    mutationFn: () => replay(letter.id),
    onSuccess: () => tell(t('dead.replayed')),
    onError: tellFailure,
    onSettled: () => {
      for (const noun of ['dead-letters', 'counts']) void client.invalidateQueries({ queryKey: [noun] });
    },
  });
  return (
    <li className={css.letter}>
      <div className={css.grow}>
        <p className={css.reason}>{letter.reason_code ? wordFor('reason', letter.reason_code, letter.reason) : (letter.reason ?? t('dead.no_reason'))}</p>
        <p className={css.facts}>
          {channel && <span>{channel.name}</span>}
          <time dateTime={letter.received_at} title={full(letter.received_at, i18n.language)}>{t('dead.received', { when: relative(letter.received_at, i18n.language) })}</time>
        </p>
      </div>
      {may(session, 'messages.raw') && <Button variant="subtle" color="gray" component="a" href={`/api/v1/messages/${letter.id}/raw`} target="_blank" rel="noreferrer" leftSection={<IconFileText size={15} stroke={1.7} />}>{t('case.raw')}</Button>}
      {may(session, 'dead_letters.replay') && <Button variant="default" loading={again.isPending} leftSection={<IconRefresh size={15} stroke={1.7} />} onClick={() => again.mutate()}>{t('dead.replay')}</Button>}
    </li>
  );
}
