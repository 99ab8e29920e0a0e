/** What governs this workspace, as sentences; the policy text for the curious. Read here, changed elsewhere. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { policiesQuery } from '@/api/workspace';
import { wordFor } from '@/i18n/code';
import { policyWordsQuery } from '@/i18n/policies';
import { full } from '@/lib/time';
import { Failed, Loading } from '@/ui/Notice';
import css from './Settings.module.css';

export function PoliciesSection() {
  const { t, i18n } = useTranslation();
  const policies = useQuery(policiesQuery);
  const words = useQuery(policyWordsQuery(i18n.language));
  if (policies.isPending || words.isPending) return <Loading />;
  if (!policies.data) return <Failed error={policies.error} onRetry={() => void policies.refetch()} />;
  const { version, text, by, at } = policies.data;
  return (
    <div className={css.stack}>
      <div className={css.block}>
        <h2>{t('settings.policies')}</h2>
        <p>{t('settings.policies_more')}</p>
        <ul className={css.list}>
          {policies.data.policies.map((one) => (
            <li key={one.id} className={css.row}>
              <div className={css.grow}>
                <p>{wordFor('reason', one.id, words.data?.[one.id] ?? one.reason)}</p>
                <p className={css.soft}><span className={css.address}>{one.id}</span></p>
              </div>
            </li>
          ))}
        </ul>
        {version > 0 && <p className={css.soft}>{[t('knowledge.version', { n: version }), by, at && full(at, i18n.language)].filter(Boolean).join(' · ')}</p>}
        {text && <pre className={css.policy} tabIndex={0}>{text}</pre>}
      </div>
    </div>
  );
}
