/** Until when, in the few choices that are nearly always meant. */
import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export function DaysSelect({ days, onDays }: { days: string; onDays: (days: string) => void }) {
  const { t } = useTranslation();
  const data = (['0', '1', '3', '7'] as const).map((value) => ({ value, label: t(`dialog.days_${value}`) }));
  return <Select label={t('dialog.until')} data={data} value={days} onChange={(value) => onDays(value ?? '3')} allowDeselect={false} />;
}
