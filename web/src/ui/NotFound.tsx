/** An address that leads nowhere. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconSearchOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Empty } from './Notice';

export function NotFound() {
  const { t } = useTranslation();
  const home = (
    <Button component={Link} to="/">
      {t('view.our-turn')}
    </Button>
  );
  return (
    <Empty icon={<IconSearchOff size={26} stroke={1.5} />} title={t('failure.not_found')} action={home} isPage>
      {t('failure.not_found_more')}
    </Empty>
  );
}
