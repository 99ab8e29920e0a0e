/** What is still needed, and what has come. */
import { IconCircle, IconCircleCheck, IconCircleDashed, IconCircleX, type TablerIcon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Case, MaterialStatus } from '@/api/types';
import { Panel } from '@/ui/Panel';
import css from './Side.module.css';

const icons: Record<MaterialStatus, TablerIcon> = { missing: IconCircleDashed, received: IconCircle, accepted: IconCircleCheck, rejected: IconCircleX };

export function NeededPanel({ item }: { item: Case }) {
  const { t } = useTranslation();
  if (item.materials.length === 0) return null;
  const done = item.materials.filter((one) => one.status === 'accepted').length;
  return (
    <Panel title={t('side.needed')} aside={`${done} / ${item.materials.length}`}>
      <ul className={css.rows}>
        {item.materials.map((one) => {
          const Icon = icons[one.status];
          return (
            <li key={one.id} className={css.row} data-material={one.status}>
              <Icon size={17} stroke={1.8} aria-hidden="true" />
              <span className={css.personText} dir="auto">{one.what}</span>
              <span className={css.soft}>{t(`material.${one.status}`)}</span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
