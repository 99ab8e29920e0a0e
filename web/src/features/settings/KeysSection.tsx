/** Keys of programs: what each may do, made once, revoked for good. None of them approves anything. */
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconKey } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { teammatesQuery } from '@/api/intake';
import { SCOPES, createKey, keysQuery, revokeKey } from '@/api/workspace';
import type { Key } from '@/api/types';
import { wordFor } from '@/i18n/code';
import { full } from '@/lib/time';
import { may, useSession } from '@/parts/abilities';
import { Chip } from '@/ui/Chip';
import { Choices } from '@/ui/Choices';
import { Failed, Loading } from '@/ui/Notice';
import { ShownOnce } from '@/ui/ShownOnce';
import { tellFailure } from '@/ui/notify';
import css from './Settings.module.css';

export function KeysSection() {
  const { t } = useTranslation();
  const session = useSession();
  const keys = useQuery(keysQuery);
  if (keys.isPending) return <Loading />;
  if (!keys.data) return <Failed error={keys.error} onRetry={() => void keys.refetch()} />;
  return (
    <div className={css.stack}>
      <div className={css.block}>
        <h2>{t('settings.keys')}</h2>
        <p>{t('keys.more')}</p>
        {keys.data.length > 0 && <ul className={css.list}>{keys.data.map((one) => <KeyRow key={one.id} item={one} />)}</ul>}
        {keys.data.length === 0 && <p className={css.soft}>{t('keys.none')}</p>}
      </div>
      {may(session, 'keys.create') && <NewKey />}
    </div>
  );
}

function KeyRow({ item }: { item: Key }) {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const client = useQueryClient();
  const owner = useQuery(teammatesQuery).data?.find((one) => one.id === item.teammate_id)?.name;
  const revoke = useMutation({ mutationFn: () => revokeKey(item.id), onError: tellFailure, onSettled: () => void client.invalidateQueries({ queryKey: keysQuery.queryKey }) });
  return (
    <li className={css.row}>
      <span className={css.icon}><IconKey size={17} stroke={1.7} aria-hidden="true" /></span>
      <div className={css.grow}>
        <p className={css.name}>{item.name}{item.teammate_id && <Chip>{owner ?? t('keys.personal')}</Chip>}</p>
        <p className={css.soft}>{full(item.created_at, i18n.language)}</p>
      </div>
      <span className={css.chips}>{item.scopes.map((scope) => <Chip key={scope}>{wordFor('scope', scope, scope)}</Chip>)}</span>
      {item.revoked_at ? <Chip tone="bad">{t('keys.revoked')}</Chip> : may(session, 'keys.revoke') && <Button size="compact-sm" variant="default" aria-label={t('keys.revoke_it', { name: item.name })} loading={revoke.isPending} onClick={() => window.confirm(t('keys.revoke_sure', { name: item.name })) && revoke.mutate()}>{t('keys.revoke')}</Button>}
    </li>
  );
}

function NewKey() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>([]);
  const create = useMutation({
    mutationFn: () => createKey(name.trim(), scopes),
    onSuccess: () => {
      setName('');
      setScopes([]);
    },
    onError: tellFailure,
    onSettled: () => void client.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  if (create.data?.token) return <ShownOnce title={t('keys.token_once')} lines={[create.data.token]} onKept={create.reset} />;
  return (
    <form className={css.block} onSubmit={submit}>
      <h2>{t('keys.new')}</h2>
      <TextInput className={css.form} label={t('keys.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <Choices label={t('keys.scopes')} options={SCOPES.map((value) => ({ value, label: wordFor('scope', value, value) }))} chosen={scopes} onChange={setScopes} />
      <Button type="submit" disabled={name.trim() === '' || scopes.length === 0} loading={create.isPending}>{t('keys.create')}</Button>
    </form>
  );
}
