/** One article: read, written, published, retired. The version drafts cite is always a published one. */
import { Button, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { articleQuery, changeArticle, publishArticle, retireArticle, writeArticle } from '@/api/articles';
import type { Article, ArticleText } from '@/api/types';
import { may, useSession } from '@/parts/abilities';
import { Chip } from '@/ui/Chip';
import { Failed, Loading } from '@/ui/Notice';
import { tell, tellFailure } from '@/ui/notify';
import { NEW } from './KnowledgePage';
import { SHOWN_KINDS, type ShownKind, shownKind, storedKind } from './kinds';
import css from './Knowledge.module.css';

const LANGUAGES = ['en', 'zh', 'de', 'fr', 'es', 'ja'];

export function ArticlePane({ id, onSaved }: { id: string; onSaved: (id: string) => void }) {
  const article = useQuery({ ...articleQuery(id), enabled: id !== NEW });
  if (id === NEW) return <Editor article={null} onSaved={onSaved} />;
  if (article.data) return <Editor key={article.data.version} article={article.data} onSaved={onSaved} />;
  if (article.isPending) return <Loading />;
  return <Failed error={article.error} onRetry={() => void article.refetch()} />;
}

function Editor({ article, onSaved }: { article: Article | null; onSaved: (id: string) => void }) {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const client = useQueryClient();
  const start: ArticleText = { kind: article?.kind ?? 'faq', title: article?.title ?? '', language: article?.language ?? (i18n.language === 'zh' ? 'zh' : 'en'), body: article?.body ?? '', applies: article?.applies ?? {} };
  const [text, setText] = useState(start);
  const [isTried, setTried] = useState(false);
  const isDirty = JSON.stringify(text) !== JSON.stringify(start);
  const isComplete = text.title.trim() !== '' && text.body.trim() !== '';
  const isSaved = useRef(false);
  const mayWrite = may(session, 'articles.write') && article?.status !== 'retired';
  const change = (part: Partial<ArticleText>) => setText((old) => ({ ...old, ...part }));

  const settled = () => {
    void client.invalidateQueries({ queryKey: ['articles'] });
    if (article) void client.invalidateQueries({ queryKey: articleQuery(article.id).queryKey });
  };
  const save = useMutation({
    mutationFn: () => (article ? changeArticle(article.id, text) : writeArticle(text)),
    onSuccess: (saved) => {
      isSaved.current = true;
      tell(t('knowledge.saved'));
      client.setQueryData(articleQuery(saved.id).queryKey, saved);
      if (!article) onSaved(saved.id);
    },
    onError: tellFailure,
    onSettled: settled,
  });
  const turn = useMutation({
    mutationFn: (to: 'publish' | 'retire') => (to === 'publish' ? publishArticle : retireArticle)(article?.id ?? ''),
    onSuccess: (_, to) => tell(t(to === 'publish' ? 'knowledge.published' : 'knowledge.retired')),
    onError: tellFailure,
    onSettled: settled,
  });
  useBlocker({ shouldBlockFn: () => isDirty && mayWrite && !isSaved.current && !window.confirm(t('knowledge.leave')), enableBeforeUnload: () => isDirty && mayWrite });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isComplete) save.mutate();
  };
  return (
    <form className={css.editor} onSubmit={submit} noValidate aria-label={article?.title ?? t('knowledge.new')}>
      <div className={css.bar}>
        {article ? <Chip tone={article.status === 'published' ? 'good' : 'plain'}>{t(`article_status.${article.status}`)}</Chip> : <Chip>{t('article_status.draft')}</Chip>}
        {article && <span className={css.soft}>{t('knowledge.version', { n: article.version })}</span>}
        <span className={css.grow} />
        {mayWrite && <Button type="submit" variant="default" disabled={!isDirty} loading={save.isPending}>{t('knowledge.save')}</Button>}
        {article && article.status === 'published' && may(session, 'articles.retire') && <Button variant="default" loading={turn.isPending} onClick={() => turn.mutate('retire')}>{t('knowledge.retire')}</Button>}
        {article && article.status !== 'published' && article.status !== 'retired' && may(session, 'articles.publish') && <Button disabled={isDirty} loading={turn.isPending} onClick={() => turn.mutate('publish')}>{t('knowledge.publish')}</Button>}
      </div>
      {!may(session, 'articles.write') && <p className={css.soft}>{t('knowledge.read_only')}</p>}
      <TextInput label={t('knowledge.name')} value={text.title} readOnly={!mayWrite} onChange={(event) => change({ title: event.currentTarget.value })} error={isTried && text.title.trim() === '' && t('knowledge.title_needed')} dir="auto" />
      <div className={css.fields}>
        <Select label={t('knowledge.kind')} data={SHOWN_KINDS.map((kind) => ({ value: kind, label: t(`article_kind.${kind}`) }))} value={shownKind(text.kind)} onChange={(kind) => kind && change({ kind: storedKind(kind as ShownKind, article?.kind) })} allowDeselect={false} readOnly={!mayWrite} />
        <Select label={t('knowledge.language')} data={LANGUAGES.map((language) => ({ value: language, label: new Intl.DisplayNames(i18n.language, { type: 'language' }).of(language) ?? language }))} value={text.language} onChange={(language) => language && change({ language })} allowDeselect={false} readOnly={!mayWrite} />
        <Applies text={text} isReadOnly={!mayWrite} onChange={change} />
      </div>
      <label className={css.bodyLabel}>
        <span>{t('knowledge.body')}</span>
        <textarea className={css.body} value={text.body} readOnly={!mayWrite} onChange={(event) => change({ body: event.currentTarget.value })} aria-invalid={isTried && text.body.trim() === ''} dir="auto" />
      </label>
      <p className={css.soft}>{isTried && text.body.trim() === '' ? t('knowledge.body_needed') : t('knowledge.markdown')}</p>
    </form>
  );
}

const SCOPES = ['brand', 'channel', 'region'] as const;

/** Where the article applies; an empty field means everywhere. */
function Applies({ text, isReadOnly, onChange }: { text: ArticleText; isReadOnly: boolean; onChange: (part: Partial<ArticleText>) => void }) {
  const { t } = useTranslation();
  return SCOPES.map((scope) => {
    const value = text.applies[scope];
    const set = (words: string) => {
      const { [scope]: _, ...rest } = text.applies;
      onChange({ applies: words === '' ? rest : { ...rest, [scope]: words } });
    };
    return <TextInput key={scope} label={t(`knowledge.${scope}`)} placeholder={t('knowledge.anywhere')} value={typeof value === 'string' ? value : Array.isArray(value) ? value.join(', ') : ''} readOnly={isReadOnly || Array.isArray(value)} onChange={(event) => set(event.currentTarget.value)} />;
  });
}
