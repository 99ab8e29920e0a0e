/** What one must know beside a case, where the screen is too narrow to keep it there. */
import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export function SideDrawer({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const { t } = useTranslation();
  return <Drawer opened onClose={onClose} position="right" size={340} title={t('case.details')} closeButtonProps={{ 'aria-label': t('case.back') }}>{children}</Drawer>;
}
