/** One case of a list: who, what, why it stands here, and when it is due. */
import { IconPencil, IconSparkles } from '@tabler/icons-react';
import { type CSSProperties, memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuthorKind, CaseItem, Reason } from '@/api/types';
import { codeOf, reasonWords } from '@/i18n/code';
import { dueAt } from '@/lib/groups';
import { full, relative } from '@/lib/time';
import { ChannelIcon } from '@/parts/ChannelIcon';
import { TurnChip } from '@/parts/TurnChip';
import { rowName } from '@/parts/people';
import { Chip, type Tone } from '@/ui/Chip';
import { Face } from '@/ui/Face';
import css from './Queue.module.css';

/** What does not fit the line is not shown; the first ones weigh most. */
const SHOWN_CHIPS = 3;

interface Props {
  item: CaseItem;
  style: CSSProperties;
  isSelected: boolean;
  position: number;
  total: number;
  hidesTurn: boolean;
  now: number;
  onSelect: (id: string) => void;
}

export const CaseRow = memo(function CaseRow({ item, style, isSelected, position, total, hidesTurn, now, onSelect }: Props) {
  const { t, i18n } = useTranslation();
  const due = dueAt(item);
  const isLate = due !== null && Date.parse(due) < now;
  const isOpen = item.status === 'open';
  // Where somebody waits, since when they do; else when something last happened.
  const since = (isOpen && item.next_mover?.since) || item.updated_at;
  return (
    <div id={`row-${item.id}`} role="option" aria-selected={isSelected} aria-posinset={position} aria-setsize={total} className={css.row} style={style} data-unread={item.unread ? true : undefined} onClick={() => onSelect(item.id)}>
      <Face name={rowName(item)} badge={<ChannelIcon kind={item.channel_kinds[0]} size={11} />} />
      <div className={css.grow}>
        <div className={css.line}>
          <span className={css.name} dir="auto">{rowName(item)}</span>
          <time className={css.time} dateTime={since} title={full(since, i18n.language)}>{relative(since, i18n.language, now)}</time>
        </div>
        <div className={css.subject} dir="auto">{item.subject}</div>
        <div className={css.line}>
          <span className={css.chips}>
            {!isOpen && <Chip>{t(`status.${item.status}`)}</Chip>}
            {isOpen && !hidesTurn && item.next_mover && <TurnChip who={item.next_mover.who} />}
            {item.has_draft && <DraftMark origin={item.draft_origin ?? 'ai'} />}
            {item.why.filter((reason) => !isAboutTime(reason)).slice(0, SHOWN_CHIPS).map((reason) => <Chip key={codeOf(reason)} tone={toneOf(codeOf(reason))}>{reasonWords('why', reason)}</Chip>)}
          </span>
          {isOpen && due && <span className={css.due} data-late={isLate || undefined}>{t(isLate ? 'queue.overdue' : 'queue.due', { when: relative(due, i18n.language, now) })}</span>}
          {Boolean(item.unread) && <span className={css.unread} role="img" aria-label={t('queue.unread')} />}
        </div>
      </div>
    </div>
  );
});

/** Violet says that AI worded it; a colleague's draft is a pencil. */
function DraftMark({ origin }: { origin: AuthorKind }) {
  const { t } = useTranslation();
  if (origin === 'teammate') return <Chip icon={<IconPencil size={12} role="img" aria-label={t('queue.draft_begun')} />}>{null}</Chip>;
  return <Chip tone="ai" icon={<IconSparkles size={12} role="img" aria-label={t('queue.draft_ready')} />}>{null}</Chip>;
}

/** The due time stands in the row by itself. */
const isAboutTime = (reason: Reason) => ['due_soon', 'sla_due', 'sla_breached', 'overdue'].includes(codeOf(reason));

function toneOf(code: string): Tone {
  if (/risk|critical|broken|breach|overdue/.test(code)) return 'bad';
  if (/upset|frustrat|high|due|person_first/.test(code)) return 'warn';
  return 'plain';
}
