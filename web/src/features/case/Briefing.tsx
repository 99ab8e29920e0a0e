/** The card that stands where an AI draft would: a person answers first, and knows this before. */
import { Button } from '@mantine/core';
import { IconHeartHandshake } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { codeOf, reasonWords } from '@/i18n/code';
import { canDo } from '@/parts/abilities';
import { Chip } from '@/ui/Chip';
import { ReasonDialog } from '@/ui/ReasonDialog';
import { useVerb } from './verbs';
import css from './Briefing.module.css';

const PARTS = ['reported', 'history', 'promised', 'tone'] as const;

const lines = (value: string | string[] | null | undefined): string[] => (value ? [value].flat() : []);

export function Briefing({ item }: { item: Case }) {
  const { t } = useTranslation();
  const run = useVerb(item);
  const [isCorrecting, setCorrecting] = useState(false);
  const { briefing, reasons } = item.empathy;
  return (
    <section className={css.card} aria-label={t('briefing.title')}>
      <header className={css.head}>
        <IconHeartHandshake size={17} stroke={1.8} aria-hidden="true" />
        <h2>{t('briefing.title')}</h2>
        {reasons.map((reason) => <Chip key={codeOf(reason)} tone="warn">{reasonWords('empathy', reason)}</Chip>)}
        <span className={css.grow} />
        {canDo(item, 'classify') && <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setCorrecting(true)}>{t('briefing.not_upset')}</Button>}
      </header>
      <div className={css.body} tabIndex={0} role="group" aria-label={t('briefing.title')}>
        {typeof briefing === 'string' && <p dir="auto">{briefing}</p>}
        {briefing !== null && typeof briefing === 'object' && (
          <dl className={css.parts}>
            {PARTS.filter((part) => lines(briefing[part]).length > 0).map((part) => (
              <div key={part}>
                <dt>{t(`briefing.${part}`)}</dt>
                {lines(briefing[part]).map((line) => <dd key={line} dir="auto" data-quote={/^[“「]/.test(line) || undefined}>{line}</dd>)}
              </div>
            ))}
          </dl>
        )}
        <p className={css.rule}>{t('briefing.no_ai')}</p>
      </div>
      {isCorrecting && <ReasonDialog title={t('briefing.not_upset_title')} label={t('briefing.not_upset_reason')} confirm={t('briefing.not_upset')} onClose={() => setCorrecting(false)} onConfirm={(reason) => run('classify', { sentiment: 'neutral', reason })} />}
    </section>
  );
}
