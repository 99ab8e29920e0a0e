/** Opens the main navigation where it is a drawer; elsewhere it is not there. */
import { ActionIcon } from '@mantine/core';
import { IconMenu2 } from '@tabler/icons-react';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { MenuContext } from './menu';

export function MenuButton() {
  const { t } = useTranslation();
  const open = useContext(MenuContext);
  if (!open) return null;
  return (
    <ActionIcon aria-label={t('app.menu')} onClick={open}>
      <IconMenu2 size={19} stroke={1.7} />
    </ActionIcon>
  );
}
