/**
 * Everything that happened in one order, whichever channel it came through.
 * Starts at the end; what arrives while one reads is marked, and never moves the page under the reader.
 */
import { IconArrowDown } from '@tabler/icons-react';
import { Fragment, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case, TimelineItem } from '@/api/types';
import { day, isSameDay } from '@/lib/time';
import { Steps } from './Steps';
import { TimelineEntry } from './TimelineEntry';
import { blocksOf } from './steps';
import { useSession } from '@/parts/abilities';
import css from './Timeline.module.css';

/** This near to the end the reader is taken to follow along. */
const NEAR_END_PX = 80;

export function Timeline({ item, entries }: { item: Case; entries: TimelineItem[] }) {
  const { t, i18n } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const isFollowing = useRef(true);
  const { teammate } = useSession();
  const [seen] = useState(entries.length);
  const [isBehind, setBehind] = useState(false);
  const last = entries.length;
  const fresh = entries.findIndex((entry, index) => index >= seen && entry.actor.id !== teammate.id);

  const toEnd = () => scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  useLayoutEffect(() => {
    if (isFollowing.current) toEnd();
    else setBehind(true);
  }, [last]);
  // The composer below grows and shrinks; the end stays in view for who reads the end.
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (isFollowing.current) toEnd();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const onScroll = () => {
    const element = scroller.current;
    if (!element) return;
    isFollowing.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    if (isFollowing.current) setBehind(false);
  };

  return (
    <div className={css.frame}>
      <div ref={scroller} className={css.scroll} tabIndex={0} role="region" aria-label={t('case.timeline')} onScroll={onScroll}>
        {entries.length === 0 && <p className={css.empty}>{t('case.empty')}</p>}
        <ol className={css.entries}>
          {blocksOf(entries, fresh).map((block) => {
            const before = entries[block.index - 1];
            const at = entries[block.index]?.at ?? '';
            return (
              <Fragment key={block.kind === 'said' && block.entry.kind === 'message' ? block.entry.message.id : `${block.kind}-${block.index}`}>
                {(!before || !isSameDay(before.at, at)) && <li className={css.day}>{day(at, i18n.language)}</li>}
                {block.index === fresh && <li className={css.fresh}><span>{t('case.new_since')}</span></li>}
                {block.kind === 'said' ? <TimelineEntry item={item} entry={block.entry} /> : <Steps steps={block.steps} />}
              </Fragment>
            );
          })}
        </ol>
      </div>
      {isBehind && <button type="button" className={css.jump} onClick={toEnd}><IconArrowDown size={14} aria-hidden="true" />{t('case.to_new')}</button>}
    </div>
  );
}
