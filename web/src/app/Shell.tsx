/** The frame of every screen: who is signed in decides between the door and the inside. */
import { useDisclosure, useHotkeys, useMediaQuery, useNetwork } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { IconCloudOff } from '@tabler/icons-react';
import { Suspense, lazy, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '@/api/live';
import { sessionQuery } from '@/api/session';
import { useKeys } from '@/lib/keys';
import { Failed, Loading } from '@/ui/Notice';
import { Guard } from '@/ui/Guard';
import { MenuContext } from './menu';
import { Nav } from './Nav';
import { openPalette } from './open-palette';
import css from './Shell.module.css';

const SignInPage = lazy(() => import('@/features/session/SignInPage').then((page) => ({ default: page.SignInPage })));
// Not needed for the first paint: it listens for its key a moment later.
const Palette = lazy(() => import('./Palette').then((part) => ({ default: part.Palette })));
const NavDrawer = lazy(() => import('./NavDrawer').then((part) => ({ default: part.NavDrawer })));
const Shortcuts = lazy(() => import('./Shortcuts').then((part) => ({ default: part.Shortcuts })));

export function Shell() {
  const session = useQuery(sessionQuery);
  if (session.isPending) return <Loading rows={1} />;
  if (session.isError) return <main className={css.door}><Failed error={session.error} onRetry={() => void session.refetch()} /></main>;
  if (session.data === null) return <Suspense fallback={null}><SignInPage /></Suspense>;
  return <Inside />;
}

function Inside() {
  const { t } = useTranslation();
  const isConnected = useLive(true);
  const { online } = useNetwork();
  const isNarrow = useMediaQuery('(max-width: 899px)') ?? false;
  const [isMenuOpen, menu] = useDisclosure(false);
  const [isHelpOpen, help] = useDisclosure(false);
  const address = useRouterState({ select: (state) => state.location.href });
  useEffect(() => menu.close(), [address, menu.close]);
  useKeys({ '?': help.open });
  // Also while typing: an answer often needs a look at another case.
  useHotkeys([['mod+K', openPalette]], [], true);
  const nav = <Guard at={address}><Nav isConnected={isConnected && online} onHelp={help.open} /></Guard>;

  return (
    <MenuContext value={isNarrow ? menu.open : null}>
      <a className="skip" href="#content">{t('app.skip')}</a>
      {!online && <div className={css.offline} role="alert"><IconCloudOff size={15} aria-hidden="true" />{t('app.offline')}</div>}
      <div className={css.frame}>
        {isNarrow ? (
          <Suspense fallback={null}><NavDrawer isOpen={isMenuOpen} onClose={menu.close}>{nav}</NavDrawer></Suspense>
        ) : (
          <div className={css.side}>{nav}</div>
        )}
        <main id="content" className={css.content} tabIndex={-1}>
          <Guard at={address}>
            <Suspense fallback={<Loading />}>
              <Outlet />
            </Suspense>
          </Guard>
        </main>
      </div>
      <Suspense fallback={null}><Palette onHelp={help.open} /></Suspense>
      {isHelpOpen && <Suspense fallback={null}><Shortcuts onClose={help.close} /></Suspense>}
    </MenuContext>
  );
}
