/**
 * A list of cases beside the chosen one. The list and the case share the screen and nothing else:
 * this is the one place that knows both. On a phone one of the two is shown.
 */
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { IconInbox } from '@tabler/icons-react';
import { Suspense, lazy, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { isView } from '@/app/views';
import { may, useSession } from '@/parts/abilities';
import { Problem } from '@/api/client';
import { useKeys } from '@/lib/keys';
import { Guard } from '@/ui/Guard';
import { NotFound } from '@/ui/NotFound';
import { Empty, Failed, Loading } from '@/ui/Notice';
import { QueueList } from './QueueList';
import css from './Queue.module.css';

const loadCase = () => import('@/features/case/CasePane');
const CasePane = lazy(() => loadCase().then((part) => ({ default: part.CasePane })));
// The list stands first; by the time a case is chosen its code has long arrived.
if (typeof requestIdleCallback === 'function') requestIdleCallback(() => void loadCase());
else setTimeout(() => void loadCase(), 300);

const NOT_ALLOWED = new Problem('forbidden', 403, 'cases.list', '');

export function QueuePage() {
  const { t } = useTranslation();
  const session = useSession();
  const { view } = useParams({ from: '/queue/$view' });
  const { case: caseId, q } = useSearch({ from: '/queue/$view' });
  const navigate = useNavigate({ from: '/queue/$view' });
  const choose = useCallback(
    (id: string | undefined) => void navigate({ search: (search) => ({ ...search, case: id }), replace: caseId !== undefined && id !== undefined }),
    [navigate, caseId],
  );
  const search = useCallback((words: string) => void navigate({ search: (old) => ({ ...old, q: words || undefined }), replace: true }), [navigate]);

  useKeys({ Escape: () => caseId && choose(undefined) });
  if (!isView(view)) return <NotFound />;
  if (!may(session, 'cases.list')) return <Failed error={NOT_ALLOWED} />;
  return (
    <div className={css.page} data-has-case={caseId ? true : undefined}>
      <QueueList key={view} view={view} q={q ?? ''} selected={caseId} onSelect={choose} onSearch={search} />
      <div className={css.case}>
        {caseId ? (
          <Guard at={caseId}>
            <Suspense fallback={<Loading />}><CasePane key={caseId} id={caseId} onBack={() => choose(undefined)} onOpen={choose} /></Suspense>
          </Guard>
        ) : (
          <Empty icon={<IconInbox size={26} stroke={1.5} />} title={t('queue.choose')}>{t('queue.choose_more')}</Empty>
        )}
      </div>
    </div>
  );
}
