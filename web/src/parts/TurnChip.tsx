/** Whose turn it is, in that party's colour. */
import { IconArrowForwardUp, IconHourglass, IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Party } from '@/api/types';
import { Chip } from '@/ui/Chip';

const iconOf = (who: Party) => (who === 'us' ? IconArrowForwardUp : who === 'reviewer' ? IconShieldCheck : IconHourglass);

export function TurnChip({ who }: { who: Party }) {
  const { t } = useTranslation();
  const Icon = iconOf(who);
  return (
    <span data-party={who}>
      <Chip tone="party" icon={<Icon size={12} aria-hidden="true" />}>{t(`turn.${who}`)}</Chip>
    </span>
  );
}
