/** The main navigation: our turn first, then whose turn else, then the other rooms. */
import { ActionIcon, Kbd } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import {
  IconBook2, IconCheckbox, IconColumns3, IconInbox, IconPlus, IconSearch, IconSettings, IconUnlink, type TablerIcon,
} from '@tabler/icons-react';
import { type ReactNode, Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countsQuery } from '@/api/cases';
import { number } from '@/lib/time';
import { may, useSession } from '@/parts/abilities';
import { openPalette } from './open-palette';
import { PARTY_VIEWS, type View } from './views';
import css from './Nav.module.css';

const Account = lazy(() => import('./Account').then((part) => ({ default: part.Account })));
const NewCaseDialog = lazy(() => import('@/features/new-case/NewCaseDialog').then((part) => ({ default: part.NewCaseDialog })));

interface Props {
  isConnected: boolean;
  onHelp: () => void;
}

export function Nav({ isConnected, onHelp }: Props) {
  const { t } = useTranslation();
  const session = useSession();
  const readsCases = may(session, 'cases.list');
  const counts = useQuery({ ...countsQuery, enabled: readsCases }).data;
  const [isNewOpen, setNewOpen] = useState(false);
  return (
    <nav className={css.nav} aria-label={t('app.navigation')}>
      <div className={css.top}>
        <img src="/icon.svg" alt="" width={24} height={24} />
        <span className={css.workspace}>{session.workspace.name}</span>
        {may(session, 'cases.open') && (
          <ActionIcon aria-label={t('nav.new_case')} title={t('nav.new_case')} onClick={() => setNewOpen(true)}>
            <IconPlus size={18} stroke={1.8} />
          </ActionIcon>
        )}
      </div>
      <button type="button" className={css.search} onClick={openPalette}>
        <IconSearch size={15} aria-hidden="true" />
        <span>{t('nav.search')}</span>
        <Kbd size="xs" aria-hidden="true">Ctrl K</Kbd>
      </button>
      <div className={css.links}>
        {readsCases && (
          <>
            <ViewLink view="our-turn" icon={IconInbox} count={counts?.our_turn} isMain />
            <RoomLink to="/approvals" icon={IconCheckbox} label={t('nav.approvals')} count={counts?.review} isShown={may(session, 'reviews.list')} />
            <RoomLink to="/board" icon={IconColumns3} label={t('nav.board')} isShown />
          </>
        )}
        <RoomLink to="/knowledge" icon={IconBook2} label={t('nav.knowledge')} isShown={may(session, 'articles.list')} />
        <RoomLink to="/could-not-be-read" icon={IconUnlink} label={t('nav.unread')} count={counts?.could_not_be_read} isBad isShown={may(session, 'dead_letters.list')} />
        <RoomLink to="/settings" icon={IconSettings} label={t('settings.title')} isShown />
        {readsCases && (
          <>
            <h2 className={css.heading}>{t('nav.waiting')}</h2>
            {PARTY_VIEWS.map((view) => (
              <ViewLink key={view} view={view} count={counts?.by_next_mover[view]} />
            ))}
            <h2 className={css.heading}>{t('nav.views')}</h2>
            {(['mine', 'unassigned', 'resolved', 'all'] as const).map((view) => (
              <ViewLink key={view} view={view} />
            ))}
          </>
        )}
      </div>
      <div className={css.account}>
        <Suspense fallback={null}><Account isConnected={isConnected} onHelp={onHelp} /></Suspense>
      </div>
      {isNewOpen && <Suspense fallback={null}><NewCaseDialog onClose={() => setNewOpen(false)} /></Suspense>}
    </nav>
  );
}

function ViewLink({ view, icon, count, isMain }: { view: View; icon?: TablerIcon; count?: number; isMain?: boolean }) {
  const { t } = useTranslation();
  const Icon = icon;
  return (
    <Link to="/queue/$view" params={{ view }} className={css.link} activeProps={{ className: css.active, 'aria-current': 'page' }} activeOptions={{ includeSearch: false }}>
      {Icon ? <Icon size={17} stroke={1.7} aria-hidden="true" /> : <span className={css.dot} data-party={view} aria-hidden="true" />}
      <span className={css.label}>{t(`view.${view}`)}</span>
      <Count value={count} isMain={isMain} />
    </Link>
  );
}

interface RoomProps {
  to: '/approvals' | '/board' | '/knowledge' | '/could-not-be-read' | '/settings';
  icon: TablerIcon;
  label: string;
  count?: number;
  isBad?: boolean;
  isShown: boolean;
}

function RoomLink({ to, icon: Icon, label, count, isBad, isShown }: RoomProps) {
  if (!isShown) return null;
  return (
    <Link to={to} className={css.link} activeProps={{ className: css.active, 'aria-current': 'page' }} activeOptions={{ includeSearch: false }}>
      <Icon size={17} stroke={1.7} aria-hidden="true" />
      <span className={css.label}>{label}</span>
      <Count value={count} isBad={isBad} />
    </Link>
  );
}

function Count({ value, isMain, isBad }: { value?: number; isMain?: boolean; isBad?: boolean }): ReactNode {
  const { i18n } = useTranslation();
  if (!value) return null;
  return <span className={css.count} data-main={isMain || undefined} data-bad={isBad || undefined}>{number(value, i18n.language)}</span>;
}
