/** Something secret that is shown now and never again. */
import { Button, CopyButton, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import css from './ShownOnce.module.css';

export function ShownOnce({ title, lines, onKept }: { title: string; lines: string[]; onKept: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={css.box} role="status">
      <b>{title}</b>
      {lines.map((line) => <code key={line}>{line}</code>)}
      <Group gap="xs">
        <CopyButton value={lines.join('\n')}>{({ copied, copy }) => <Button size="compact-sm" variant="default" onClick={copy}>{t(copied ? 'settings.copied' : 'settings.copy')}</Button>}</CopyButton>
        <Button size="compact-sm" variant="default" onClick={onKept}>{t('settings.secret_kept')}</Button>
      </Group>
    </div>
  );
}
