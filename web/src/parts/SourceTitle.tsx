/** What a citation is called: the article's title; a source that may not be read keeps its number. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { articleQuery } from '@/api/articles';
import type { Citation } from '@/api/types';

export function SourceTitle({ citation, n }: { citation: Citation; n: number }) {
  const { t } = useTranslation();
  const article = useQuery({ ...articleQuery(citation.article_id), staleTime: Infinity });
  return article.data?.title ?? t('draft.source', { n });
}
