/** Settings: one's own account first, then what this role may see of the workspace. */
import { Link, useSearch } from '@tanstack/react-router';
import { IconGavel, IconKey, IconPlugConnected, IconUser, IconUsers, type TablerIcon } from '@tabler/icons-react';
import { type ComponentType, Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { MenuButton } from '@/app/MenuButton';
import type { SettingsSection } from '@/app/sections';
import { may, useSession } from '@/parts/abilities';
import { Guard } from '@/ui/Guard';
import { Loading } from '@/ui/Notice';
import css from './Settings.module.css';

interface Room {
  icon: TablerIcon;
  /** The operation without which there is nothing to see; null where everybody may. */
  needs: string | null;
  page: ComponentType;
}

const ROOMS: Record<SettingsSection, Room> = {
  account: { icon: IconUser, needs: null, page: lazy(() => import('./AccountSection').then((part) => ({ default: part.AccountSection }))) },
  channels: { icon: IconPlugConnected, needs: 'channels.list', page: lazy(() => import('./ChannelsSection').then((part) => ({ default: part.ChannelsSection }))) },
  people: { icon: IconUsers, needs: 'teammates.list', page: lazy(() => import('./PeopleSection').then((part) => ({ default: part.PeopleSection }))) },
  keys: { icon: IconKey, needs: 'keys.list', page: lazy(() => import('./KeysSection').then((part) => ({ default: part.KeysSection }))) },
  policies: { icon: IconGavel, needs: 'policies.read', page: lazy(() => import('./PoliciesSection').then((part) => ({ default: part.PoliciesSection }))) },
};

export function SettingsPage() {
  const { t } = useTranslation();
  const session = useSession();
  const { section = 'account' } = useSearch({ from: '/settings' });
  const rooms = (Object.entries(ROOMS) as [SettingsSection, Room][]).filter(([, room]) => room.needs === null || may(session, room.needs));
  const [name, room] = rooms.find(([one]) => one === section) ?? ['account' as const, ROOMS.account];
  const Page = room.page;
  return (
    <div className={css.page}>
      <header className={css.head}><MenuButton /><h1>{t('settings.title')}</h1></header>
      <div className={css.columns}>
        <nav className={css.rooms} aria-label={t('settings.title')}>
          {rooms.map(([one, { icon: Icon }]) => (
            <Link key={one} to="/settings" search={{ section: one }} className={css.room} aria-current={one === name ? 'page' : undefined}>
              <Icon size={17} stroke={1.7} aria-hidden="true" />{t(`settings.${one}`)}
            </Link>
          ))}
        </nav>
        <section className={css.section} aria-label={t(`settings.${name}`)}>
          <Guard at={name}><Suspense fallback={<Loading />}><Page /></Suspense></Guard>
        </section>
      </div>
    </div>
  );
}
