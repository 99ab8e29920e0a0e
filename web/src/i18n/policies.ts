/** The shipped policies in words. In English they are the server's own sentences; others are read in where they are shown. */
import { queryOptions } from '@tanstack/react-query';

export const policyWordsQuery = (language: string) =>
  queryOptions({
    queryKey: ['policy-words', language],
    staleTime: Infinity,
    queryFn: async (): Promise<Record<string, string>> => (language === 'zh' ? (await import('./policies.zh.json')).default : {}),
  });
