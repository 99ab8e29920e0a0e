/** Who is signed in, the language and the colours. Menus are heavy: this comes after the first screen. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconLanguage, IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language, choose } from '@/i18n';
import { useSession } from '@/parts/abilities';
import { Face } from '@/ui/Face';
import { useScheme } from './scheme';
import { useSignOut } from './sign-out';
import css from './Nav.module.css';

interface Props {
  isConnected: boolean;
  onHelp: () => void;
}

export function Account({ isConnected, onHelp }: Props) {
  const { t } = useTranslation();
  const session = useSession();
  const { isDark, toggle } = useScheme();
  const signOut = useSignOut();
  return (
    <>
      <Menu position="top-start" width={220}>
        <Menu.Target>
          <button type="button" className={css.me}>
            <Face name={session.teammate.name} size={28} />
            <span className={css.who}>
              <span className={css.name}>{session.teammate.name}</span>
              <span className={css.live} data-live={isConnected || undefined}>{t(isConnected ? 'app.live' : 'app.not_live')}</span>
            </span>
            <span className="unseen">{t('nav.account')}</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{session.person.email}</Menu.Label>
          <Menu.Item onClick={onHelp}>{t('nav.shortcuts')}</Menu.Item>
          <Menu.Item onClick={signOut}>{t('nav.sign_out')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Menu position="top-end">
        <Menu.Target>
          <ActionIcon aria-label={t('nav.language')} title={t('nav.language')}><IconLanguage size={17} stroke={1.7} /></ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {Object.entries(LANGUAGES).map(([language, name]) => (
            <Menu.Item key={language} lang={language} onClick={() => void choose(language as Language)}>{name}</Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <ActionIcon aria-label={t(isDark ? 'nav.scheme_light' : 'nav.scheme_dark')} title={t(isDark ? 'nav.scheme_light' : 'nav.scheme_dark')} onClick={toggle}>
        {isDark ? <IconSun size={17} stroke={1.7} /> : <IconMoon size={17} stroke={1.7} />}
      </ActionIcon>
    </>
  );
}
