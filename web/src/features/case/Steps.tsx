/** What happened between two messages, in one quiet line; every step with its time when opened. */
import { IconChevronRight, IconSparkles } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wordFor } from '@/i18n/code';
import { clock } from '@/lib/time';
import { type Step, telling } from './steps';
import css from './Timeline.module.css';

export function Steps({ steps }: { steps: Step[] }) {
  const { t, i18n } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const short = telling(steps);
  const only = short.length === 1 && steps.length === 1 ? short[0] : undefined;
  if (only) return <StepLine step={only} />;
  const turn = short.findLast((step) => step.kind === 'turn');
  const titles = [...new Set(short.filter((step) => step !== turn).map((step) => shortWords(step, t)))];
  const isAi = steps.some((step) => step.actor.kind === 'ai');
  return (
    <>
      <li className={css.quiet} data-fold>
        <button type="button" className={css.fold} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <IconChevronRight size={13} aria-hidden="true" />
          {isAi && <IconSparkles size={12} className={css.ai} role="img" aria-label={t('timeline.ai')} />}
          <span className={css.titles}>{titles.join(' · ')}</span>
          {turn && <b className={css.nowWith} data-party={turn.who}>{titles.length > 0 && '→ '}{t('timeline.now_with', { who: t(`party.${turn.who}`) })}</b>}
        </button>
        <time dateTime={steps.at(-1)?.at}>{clock(steps.at(-1)?.at ?? '', i18n.language)}</time>
      </li>
      {isOpen && steps.map((step, index) => <StepLine key={`${step.at}-${index}`} step={step} isInside />)}
    </>
  );
}

function StepLine({ step, isInside = false }: { step: Step; isInside?: boolean }) {
  const { t, i18n } = useTranslation();
  const { title, more } = stepWords(step, t);
  const isAi = step.actor.kind === 'ai';
  return (
    <li className={css.quiet} data-inside={isInside || undefined} data-party={step.kind === 'turn' ? step.who : undefined} data-ai={isAi || undefined}>
      {isAi ? <IconSparkles size={12} aria-hidden="true" /> : <span className={css.dot} aria-hidden="true" />}
      <span className={css.stepWords} dir="auto" title={more || undefined}>{[title, more].filter(Boolean).join(' · ')}</span>
      <time dateTime={step.at}>{clock(step.at, i18n.language)}</time>
    </li>
  );
}

/** In a folded line only what a case was sorted as is worth more than the title. */
function shortWords(step: Step, t: Translate): string {
  const { title, more } = stepWords(step, t);
  if (step.kind === 'wait' && step.event === 'wait_opened' && step.what) return t('timeline.step_more', { title, more: step.what });
  return step.kind === 'triage' && step.event === 'triaged' && more ? t('timeline.step_more', { title, more }) : title;
}

type Translate = ReturnType<typeof useTranslation>['t'];

const STATUS_WORDS: Partial<Record<Step['kind'], string>> = { promise: 'promise', status: 'status', triage: 'category', wait: 'party' };

function stepWords(step: Step, t: Translate): { title: string; more: string } {
  if (step.kind === 'turn') return { title: t('timeline.now_with', { who: t(`party.${step.who}`) }), more: wordFor('for', step.for) };
  const title = step.event ? wordFor('event', step.event) : t(`timeline.${step.kind}`);
  const who = step.actor.kind === 'teammate' ? step.actor.name : null;
  // What the title of a known event says already is not said twice.
  const isSaid = Boolean(step.event) && (step.kind === 'status' || step.kind === 'promise');
  const status = step.status && !isSaid ? wordFor(STATUS_WORDS[step.kind] ?? 'outcome', step.status, wordFor('reason', step.status)) : null;
  const detail = step.kind === 'triage' && step.for ? wordFor('intent', step.for) : step.what;
  const what = detail ?? step.text ?? (step.for ? wordFor('for', step.for) : null);
  return { title, more: [...new Set([who, status, what])].filter(Boolean).join(' · ') };
}
