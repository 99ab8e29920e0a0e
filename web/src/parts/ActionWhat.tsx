/** What is approved is what stands here: every parameter, and the words that follow it. */
import { useTranslation } from 'react-i18next';
import type { Action } from '@/api/types';
import { money } from '@/lib/time';
import { Fact } from '@/ui/Panel';
import css from './ActionWhat.module.css';

export function ActionWhat({ action, isOpen }: { action: Action; isOpen: boolean }) {
  const { t, i18n } = useTranslation();
  const { parameters, message } = action;
  if (!parameters) return null;
  const { address } = parameters;
  // What is known by now stands where it will; the shop's own reference comes with its answer.
  const known: Record<string, string | undefined> = { amount: action.amount ? money(action.amount, i18n.language) : undefined, order: parameters.order, reference: t('actions.reference') };
  const says = message?.text.replace(/\{\{(\w+)\}\}/g, (blank, name: string) => known[name] ?? blank);
  return (
    <details className={css.what} open={isOpen || undefined}>
      <summary>{t('actions.what')}</summary>
      <dl>
        {parameters.order && <Fact name={t('side.order')}>{parameters.order}</Fact>}
        {address && <Fact name={t('actions.address')}>{[address.name, ...address.lines, [address.postcode, address.city].filter(Boolean).join(' '), address.country].join(', ')}</Fact>}
        {(parameters.reason || parameters.text) && <Fact name={t('actions.reason')}>{parameters.reason || parameters.text}</Fact>}
        {action.approved_by?.name && <Fact name={t('actions.approved_by')}>{action.approved_by.name}</Fact>}
      </dl>
      {message && <><p className={css.soft}>{t('actions.then_says')}</p><p className={css.says} dir="auto">{says}</p></>}
    </details>
  );
}
