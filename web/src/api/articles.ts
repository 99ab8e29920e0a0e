/** Knowledge: articles, their editing and their publication. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get, patch, post } from './client';
import type { Article, ArticleText, Page } from './types';

export const articleList = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['articles', q],
    queryFn: ({ pageParam, signal }) =>
      get<Page<Article>>('/articles', { query: { q, limit: 100, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<Article>) => page.next,
  });

export const articleQuery = (id: string) =>
  queryOptions({ queryKey: ['article', id], queryFn: ({ signal }) => get<Article>(`/articles/${id}`, { signal }) });

export const writeArticle = (text: ArticleText) => post<Article>('/articles', text);
export const changeArticle = (id: string, text: Partial<ArticleText>) => patch<Article>(`/articles/${id}`, text);
export const publishArticle = (id: string) => post<Article>(`/articles/${id}/publish`);
export const retireArticle = (id: string) => post<Article>(`/articles/${id}/retire`);
