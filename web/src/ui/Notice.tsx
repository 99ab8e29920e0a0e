/** What stands where content would: nothing there, loading, or a failure with what to do about it. */
import { Button, Skeleton } from '@mantine/core';
import { IconCloudOff, IconLock, IconMoodEmpty, IconRefreshAlert, IconSearchOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem, type ProblemKind } from '@/api/client';
import { wordFor } from '@/i18n/code';
import css from './Notice.module.css';

interface EmptyProps {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** The notice is the whole page: its title is the page's heading. */
  isPage?: boolean;
}

export function Empty({ icon, title, children, action, isPage = false }: EmptyProps) {
  const Title = isPage ? 'h1' : 'p';
  return (
    <div className={css.notice}>
      <span className={css.icon} aria-hidden="true">{icon ?? <IconMoodEmpty size={26} stroke={1.5} />}</span>
      <Title className={css.title}>{title}</Title>
      {children && <p className={css.more}>{children}</p>}
      {action}
    </div>
  );
}

export function Loading({ rows = 6 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <div className={css.loading} role="status" aria-label={t('failure.loading')}>
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={52} radius="md" />
      ))}
    </div>
  );
}

const icons: Partial<Record<ProblemKind, ReactNode>> = {
  offline: <IconCloudOff size={26} stroke={1.5} />,
  forbidden: <IconLock size={26} stroke={1.5} />,
  not_found: <IconSearchOff size={26} stroke={1.5} />,
};

/** Says what failed in people's words; the code stands small below, for whoever is asked for help. */
export function Failed({ error, onRetry }: { error: Error | null; onRetry?: () => void }) {
  const { t } = useTranslation();
  const [title, more, code] = failureWords(error, t);
  const kind = error instanceof Problem ? error.kind : 'server';
  const isWorthRetrying = kind !== 'forbidden' && kind !== 'not_found';
  return (
    <div className={css.notice} role="alert">
      <span className={css.icon} aria-hidden="true">{icons[kind] ?? <IconRefreshAlert size={26} stroke={1.5} />}</span>
      <p className={css.title}>{title}</p>
      <p className={css.more}>{more}</p>
      {code && <p className={css.code}>{t('failure.code', { code })}</p>}
      {onRetry && isWorthRetrying && <Button variant="default" onClick={onRetry}>{t('failure.again')}</Button>}
    </div>
  );
}

type Translate = ReturnType<typeof useTranslation>['t'];

export function failureWords(error: Error | null, t: Translate): [title: string, more: string, code: string] {
  if (!(error instanceof Problem)) return [t('failure.broken'), '', ''];
  const known = wordFor('reason', error.code, '');
  if (known) return [known, '', ''];
  switch (error.kind) {
    case 'offline':
      return [t('failure.offline'), t('failure.offline_more'), ''];
    case 'forbidden':
      return [t('failure.forbidden'), t('failure.forbidden_more'), error.code];
    case 'not_found':
      return [t('failure.not_found'), t('failure.not_found_more'), ''];
    case 'busy':
      return [t('failure.busy'), t('failure.busy_more'), error.code];
    case 'conflict':
      return [t('failure.conflict'), t('failure.conflict_more'), error.code];
    case 'invalid':
    case 'signed_out':
      return [t('failure.invalid'), error.message, error.code];
    case 'server':
      return [t('failure.server'), t('failure.server_more'), error.code];
  }
}
