/** Who works here, in which roles, and whether they are there. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { teammatesQuery } from '@/api/intake';
import { wordFor } from '@/i18n/code';
import { Chip } from '@/ui/Chip';
import { Face } from '@/ui/Face';
import { Failed, Loading } from '@/ui/Notice';
import css from './Settings.module.css';

export function PeopleSection() {
  const { t } = useTranslation();
  const teammates = useQuery(teammatesQuery);
  if (teammates.isPending) return <Loading />;
  if (!teammates.data) return <Failed error={teammates.error} onRetry={() => void teammates.refetch()} />;
  return (
    <div className={css.stack}>
      <div className={css.block}>
        <h2>{t('settings.people')}</h2>
        <ul className={css.list}>
          {teammates.data.map((one) => (
            <li key={one.id} className={css.row}>
              <Face name={one.name} size={34} />
              <div className={css.grow}>
                <p className={css.name}>{one.name}</p>
                <p className={css.soft}>{t(`availability.${one.availability}`)}</p>
              </div>
              <span className={css.chips}>{one.roles.map((role) => <Chip key={role}>{wordFor('roles', role)}</Chip>)}</span>
            </li>
          ))}
        </ul>
        <p className={css.soft}>{t('settings.people_more')}</p>
      </div>
    </div>
  );
}
