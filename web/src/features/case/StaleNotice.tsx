/** Something happened between reading and sending: shown, and left to the person to judge. */
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import css from './Composer.module.css';

export function StaleNotice({ onAgain, onClose }: { onAgain: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={css.stale} role="alert">
      <IconAlertTriangle size={16} aria-hidden="true" />
      <p><b>{t('draft.stale')}.</b> {t('draft.stale_more')}</p>
      <Button size="compact-sm" variant="default" onClick={onClose}>{t('draft.edit')}</Button>
      <Button size="compact-sm" onClick={onAgain}>{t('draft.still_right')}</Button>
    </div>
  );
}
