/** One case: what happened, what to say next, and what one must know beside it. */
import { Button } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { IconSearchOff } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { caseQuery, timelineQuery } from '@/api/cases';
import { Problem } from '@/api/client';
import type { Case, TimelineItem } from '@/api/types';
import { Guard } from '@/ui/Guard';
import { Empty, Failed, Loading } from '@/ui/Notice';
import { CaseHeader } from './CaseHeader';
import { CaseSide } from './CaseSide';
import { Composer } from './Composer';
import { type CaseDialog, DialogContext } from './dialogs';
import { Timeline } from './Timeline';
import css from './Case.module.css';

const SideDrawer = lazy(() => import('./SideDrawer').then((part) => ({ default: part.SideDrawer })));
const CaseDialogs = lazy(() => import('./CaseDialogs').then((part) => ({ default: part.CaseDialogs })));

interface Props {
  id: string;
  onBack: () => void;
  onOpen: (id: string) => void;
}

export function CasePane({ id, onBack, onOpen }: Props) {
  const { t } = useTranslation();
  const item = useQuery(caseQuery(id));
  const timeline = useQuery(timelineQuery(id));
  if (item.data) return <OpenCase item={item.data} timeline={timeline.data} timelineError={timeline.error} onRetry={() => void timeline.refetch()} onBack={onBack} onOpen={onOpen} />;
  if (item.isPending) return <Loading />;
  if (item.error instanceof Problem && item.error.kind === 'not_found') {
    const back = <Button variant="default" onClick={onBack}>{t('case.back')}</Button>;
    return <Empty icon={<IconSearchOff size={26} stroke={1.5} />} title={t('case.not_found')} action={back}>{t('case.not_found_more')}</Empty>;
  }
  return <Failed error={item.error} onRetry={() => void item.refetch()} />;
}

interface OpenProps {
  item: Case;
  timeline: TimelineItem[] | undefined;
  timelineError: Error | null;
  onRetry: () => void;
  onBack: () => void;
  onOpen: (id: string) => void;
}

function OpenCase({ item, timeline, timelineError, onRetry, onBack, onOpen }: OpenProps) {
  const { t } = useTranslation();
  const isWide = useMediaQuery('(min-width: 1200px)', true, { getInitialValueInEffect: false }) ?? true;
  const [isSideOpen, side] = useDisclosure(false);
  const [dialog, setDialog] = useState<CaseDialog | null>(null);
  const details = (
    <Guard at={item.id}>
      <CaseSide item={item} timeline={timeline ?? []} />
    </Guard>
  );
  return (
    <DialogContext value={setDialog}>
    <div className={css.pane}>
      <article className={css.main} aria-label={t('case.label', { number: item.number })}>
        <CaseHeader item={item} onBack={onBack} onOpen={onOpen} onDetails={isWide ? undefined : side.open} />
        {timeline && <Guard at={item.id}><Timeline item={item} entries={timeline} /></Guard>}
        {!timeline && (timelineError ? <Failed error={timelineError} onRetry={onRetry} /> : <div className={css.scroll}><Loading rows={4} /></div>)}
        <Guard at={item.id}>
          <Composer item={item} timeline={timeline ?? []} />
        </Guard>
      </article>
      {isWide ? (
        <aside className={css.side} aria-label={t('case.details')}>{details}</aside>
      ) : (
        isSideOpen && <Suspense fallback={null}><SideDrawer onClose={side.close}>{details}</SideDrawer></Suspense>
      )}
    </div>
    {dialog && <Suspense fallback={null}><CaseDialogs item={item} dialog={dialog} onClose={() => setDialog(null)} onOpen={onOpen} /></Suspense>}
    </DialogContext>
  );
}
