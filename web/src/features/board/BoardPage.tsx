/** The board of turns: a column for each who owes the next move. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { countsQuery, fewCases } from '@/api/cases';
import type { CaseItem, Party } from '@/api/types';
import { MenuButton } from '@/app/MenuButton';
import { filterOf, type View } from '@/app/views';
import { dueAt } from '@/lib/groups';
import { useNow } from '@/lib/now';
import { number, relative } from '@/lib/time';
import { useSession } from '@/parts/abilities';
import { rowName } from '@/parts/people';
import { Failed, Loading } from '@/ui/Notice';
import css from './Board.module.css';

const COLUMNS: { who: Party; view: View }[] = [
  { who: 'us', view: 'our-turn' },
  { who: 'reviewer', view: 'reviewer' },
  { who: 'customer', view: 'customer' },
  { who: 'executor', view: 'executor' },
  { who: 'partner', view: 'partner' },
  { who: 'platform', view: 'platform' },
  { who: 'system', view: 'system' },
];
const SHOWN = 30;

export function BoardPage() {
  const { t } = useTranslation();
  return (
    <div className={css.page}>
      <header className={css.head}><MenuButton /><h1>{t('board.title')}</h1></header>
      <div className={css.columns} tabIndex={0} role="group" aria-label={t('board.title')}>
        {COLUMNS.map((column) => <Column key={column.who} {...column} />)}
      </div>
    </div>
  );
}

function Column({ who, view }: { who: Party; view: View }) {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const now = useNow();
  const cases = useQuery(fewCases(filterOf(view, session.teammate.id), SHOWN));
  const counts = useQuery(countsQuery).data;
  const items = cases.data?.items ?? [];
  const total = counts?.by_next_mover[who] ?? cases.data?.total ?? items.length;
  return (
    <section className={css.column} data-party={who} data-empty={(cases.data && items.length === 0) || undefined} aria-label={t(`turn.${who}`)}>
      <h2 className={css.title}><span className={css.dot} aria-hidden="true" />{t(`turn.${who}`)}<span className={css.count}>{number(total, i18n.language)}</span></h2>
      {cases.isPending && <Loading rows={3} />}
      {cases.isError && <Failed error={cases.error} onRetry={() => void cases.refetch()} />}
      {cases.data && items.length === 0 && <p className={css.empty}>{t('board.empty')}</p>}
      <ul className={css.cards}>
        {items.map((item) => <li key={item.id}><Card item={item} view={view} now={now} /></li>)}
        {total > items.length && items.length > 0 && <li><Link className={css.more} to="/queue/$view" params={{ view }}>{t('board.more', { n: number(total - items.length, i18n.language) })}</Link></li>}
      </ul>
    </section>
  );
}

function Card({ item, view, now }: { item: CaseItem; view: View; now: number }) {
  const { t, i18n } = useTranslation();
  const due = dueAt(item);
  const isLate = due !== null && Date.parse(due) < now;
  return (
    <Link className={css.card} to="/queue/$view" params={{ view }} search={{ case: item.id }}>
      <span className={css.subject} dir="auto">{item.subject}</span>
      <span className={css.facts}>
        <span dir="auto">{rowName(item)}</span>
        {due && <span className={isLate ? css.late : undefined}>{t(isLate ? 'queue.overdue' : 'queue.due', { when: relative(due, i18n.language, now) })}</span>}
      </span>
    </Link>
  );
}
