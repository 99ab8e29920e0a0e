/** The main navigation where the screen is too narrow to keep it at the side. */
import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Shell.module.css';

export function NavDrawer({ isOpen, onClose, children }: { isOpen: boolean; onClose: () => void; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Drawer opened={isOpen} onClose={onClose} size={264} padding={0} withCloseButton={false} title={t('app.menu')} classNames={{ header: css.hidden, body: css.drawer }}>
      {children}
    </Drawer>
  );
}
