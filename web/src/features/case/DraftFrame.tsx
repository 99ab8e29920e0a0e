/** A draft under review: who worded it, what it rests on, what was changed, and what the checks say. */
import { Loader, Popover } from '@mantine/core';
import { IconAlertTriangle, IconBan, IconFlag, IconSparkles } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft, ThenProposed } from '@/api/types';
import { wordFor } from '@/i18n/code';
import { citedSentences } from '@/lib/cite';
import { wordDiff } from '@/lib/diff';
import { relative } from '@/lib/time';
import { Diff } from '@/parts/Diff';
import { SourceTitle } from '@/parts/SourceTitle';
import { Chip } from '@/ui/Chip';
import { type MainAction, certainty, flagOf, isBlocking } from './active-draft';
import type { Answer } from './answer';
import css from './Draft.module.css';

const VIEWS = ['edit', 'changes', 'original'] as const;
type View = (typeof VIEWS)[number];

interface Props {
  draft: Draft;
  answer: Answer;
  main: MainAction;
  view: View;
  onView: (view: View) => void;
  /** Absent where this person may record no promise. */
  onPledge: ((pledge: Promised) => void) | undefined;
  children: ReactNode;
}

export function DraftFrame({ draft, answer, main, view, onView, onPledge, children }: Props) {
  const { t, i18n } = useTranslation();
  const original = draft.original ?? draft.text;
  const text = useDeferredValue(answer.text);
  const diff = useMemo(() => wordDiff(original, text, draft.language ?? i18n.language), [original, text, draft.language, i18n.language]);
  if (draft.status === 'composing') {
    return <p className={css.composing} role="status"><Loader size={15} color="var(--ai)" type="dots" />{t('composer.composing')}</p>;
  }
  const isChanged = diff.words_added + diff.words_removed > 0;
  return (
    <>
      <div className={css.head} data-ai={draft.origin !== 'teammate' || undefined}>
        <h2 className={css.title}>{draft.origin === 'teammate' ? (draft.by?.name ? t('draft.teammate', { name: draft.by.name }) : t('draft.prepared')) : <><IconSparkles size={15} aria-hidden="true" />{t(draft.origin === 'ai' ? 'draft.ai' : 'draft.machine')}</>}</h2>
        <VerdictChip main={main} />
        {draft.confidence !== null && draft.origin !== 'teammate' && <Sureness confidence={draft.confidence} />}
        <ViewTabs view={view} onView={onView} percent={diff.percent} />
      </div>
      <div role="tabpanel" id="draft-panel" aria-labelledby={`draft-tab-${view}`}>
        {view === 'edit' && children}
        {view === 'changes' && (
          <p className={css.read} tabIndex={0} dir="auto">
            <Diff pieces={diff.pieces} />
          </p>
        )}
        {view === 'original' && <Cited text={original} draft={draft} language={draft.language ?? i18n.language} />}
      </div>
      {(isChanged || view === 'changes') && <p className={css.stat} role="status">{isChanged ? `${t('draft.added', { count: diff.words_added })} · ${t('draft.removed', { count: diff.words_removed })}` : t('draft.unchanged')}</p>}
      <Sources draft={draft} />
      <Flags draft={draft} main={main} />
      {answer.proposed?.promise && <Pledge pledge={answer.proposed.promise} onRecord={onPledge} />}
    </>
  );
}

/** What was first worded, each sentence with the numbers of the sources it rests on. */
function Cited({ text, draft, language }: { text: string; draft: Draft; language: string }) {
  const sentences = useMemo(() => citedSentences(text, draft.citations.map((one) => one.quote), language), [text, draft.citations, language]);
  return (
    <p className={css.read} tabIndex={0} dir="auto">
      {sentences.map((one, index) => <span key={index}>{one.text.trimEnd()}{one.sources.map((source) => <sup key={source} className={css.cite}>{source + 1}</sup>)}{one.text.slice(one.text.trimEnd().length)}</span>)}
    </p>
  );
}

function VerdictChip({ main }: { main: MainAction }) {
  const { t } = useTranslation();
  if (main.kind === 'send') return <Chip tone="good">{t('draft.can_send')}</Chip>;
  if (main.kind === 'ask_approval') return <Chip tone="warn">{main.role ? t('draft.needs_approval_by', { role: wordFor('roles', main.role) }) : t('draft.needs_approval')}</Chip>;
  switch (main.reason) {
    case 'failed_check':
      return <Chip tone="bad">{t('draft.failed_check')}</Chip>;
    case 'forbidden':
      return <Chip tone="bad">{t('draft.not_allowed', { why: wordFor('reason', main.why, main.sentence ?? main.why) })}</Chip>;
    case 'in_review':
      return <Chip tone="warn">{t('draft.in_review')}</Chip>;
    case 'approved':
      return <Chip tone="good">{t('draft.approved')}</Chip>;
    case 'composing':
      return null;
  }
}

function Sureness({ confidence }: { confidence: number }) {
  const { t } = useTranslation();
  const { word, percent } = certainty(confidence);
  return <span className={css.sure} data-word={word} title={t('draft.confidence', { value: percent })}>{t(`draft.${word}`)}</span>;
}

function ViewTabs({ view, onView, percent }: { view: View; onView: (view: View) => void; percent: number }) {
  const { t } = useTranslation();
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const next = VIEWS[(VIEWS.indexOf(view) + step + VIEWS.length) % VIEWS.length] ?? 'edit';
    onView(next);
    event.currentTarget.querySelector<HTMLElement>(`#draft-tab-${next}`)?.focus();
  };
  return (
    <div className={css.tabs} role="tablist" aria-label={t('draft.views')} onKeyDown={onKeyDown}>
      {VIEWS.map((one) => (
        <button key={one} type="button" role="tab" id={`draft-tab-${one}`} aria-selected={view === one} aria-controls="draft-panel" tabIndex={view === one ? 0 : -1} onClick={() => onView(one)}>
          {t(`draft.${one}`)}{one === 'changes' && percent > 0 && <small>{percent}%</small>}
        </button>
      ))}
    </div>
  );
}

function Sources({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  if (draft.citations.length === 0) return null;
  return (
    <ul className={css.sources} aria-label={t('draft.sources')}>
      {draft.citations.map((citation, index) => (
        <li key={`${citation.article_id}-${index}`}>
          <Popover width={320} position="top-start" withArrow>
            <Popover.Target>
              <button type="button" className={css.source}><b className={css.n}>{index + 1}</b><span dir="auto"><SourceTitle citation={citation} n={index + 1} /></span></button>
            </Popover.Target>
            <Popover.Dropdown><p className={css.quote} dir="auto">{citation.quote ?? '–'}</p><p className={css.version}>{t('knowledge.version', { n: citation.version })}</p></Popover.Dropdown>
          </Popover>
        </li>
      ))}
    </ul>
  );
}

type Promised = NonNullable<ThenProposed['promise']>;

/** The text gives our word: one press, and it is kept an eye on. */
function Pledge({ pledge, onRecord }: { pledge: Promised; onRecord: ((pledge: Promised) => void) | undefined }) {
  const { t, i18n } = useTranslation();
  return (
    <p className={css.pledge}>
      <IconFlag size={15} aria-hidden="true" />
      <span dir="auto">{t('draft.promises', { text: pledge.text, when: relative(pledge.due, i18n.language) })}</span>
      {onRecord && <button type="button" className={css.small} onClick={() => onRecord(pledge)}>{t('case.promise')}</button>}
    </p>
  );
}

function Flags({ draft, main }: { draft: Draft; main: MainAction }) {
  const { t } = useTranslation();
  const flags = draft.flags.map(flagOf);
  const why = main.kind === 'ask_approval' && main.why ? wordFor('reason', main.why, main.sentence ?? main.why) : null;
  if (flags.length === 0 && !why && !draft.is_overtaken) return null;
  return (
    <ul className={css.flags}>
      {draft.is_overtaken && <li><IconAlertTriangle size={15} aria-hidden="true" /><b>{t('draft.overtaken')}</b></li>}
      {why && <li><IconAlertTriangle size={15} aria-hidden="true" /><span dir="auto">{why}</span></li>}
      {flags.map((flag) => (
        <li key={flag.code} data-bad={isBlocking(flag) || undefined}>
          {isBlocking(flag) ? <IconBan size={15} aria-hidden="true" /> : <IconAlertTriangle size={15} aria-hidden="true" />}
          <span><b>{wordFor(flag.code.startsWith('guard.') ? 'reason' : 'flag', flag.code)}</b>{flag.text ? ` ${flag.text}` : ''}</span>
        </li>
      ))}
    </ul>
  );
}
