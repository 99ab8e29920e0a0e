/** Who I am here, and how this browser looks and listens. */
import { SegmentedControl, Switch, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language, choose } from '@/i18n';
import { wordFor } from '@/i18n/code';
import { useSingleKeys } from '@/lib/settings';
import { may, useSession } from '@/parts/abilities';
import { Chip } from '@/ui/Chip';
import { Face } from '@/ui/Face';
import { PasswordForm } from './PasswordForm';
import { SecondFactor } from './SecondFactor';
import css from './Settings.module.css';

export function AccountSection() {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [isOn, setOn] = useSingleKeys();
  return (
    <div className={css.stack}>
      <div className={css.block}>
        <div className={css.row} style={{ paddingInline: 0 }}>
          <Face name={session.teammate.name} size={44} />
          <div className={css.grow}>
            <p className={css.name}>{session.teammate.name}</p>
            <p className={css.soft}>{session.person.email} · {session.workspace.name}</p>
          </div>
        </div>
        <div className={css.chips}>{session.teammate.roles.map((role) => <Chip key={role}>{wordFor('role_name', role)}</Chip>)}</div>
      </div>
      <div className={css.block}>
        <h2>{t('settings.browser')}</h2>
        <SegmentedControl aria-label={t('nav.language')} data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))} value={i18n.language} onChange={(language) => void choose(language as Language)} />
        <SegmentedControl aria-label={t('settings.colours')} data={(['light', 'dark', 'auto'] as const).map((value) => ({ value, label: t(`settings.${value}`) }))} value={colorScheme} onChange={(value) => setColorScheme(value as typeof colorScheme)} />
        <Switch label={t('shortcuts.single')} checked={isOn} onChange={(event) => setOn(event.currentTarget.checked)} />
      </div>
      {may(session, 'session.password') && <PasswordForm />}
      {may(session, 'session.totp') && <SecondFactor />}
    </div>
  );
}
