/** Connects a channel: a program over the API, or a mailbox with its servers. */
import { Button, PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { channelsQuery, connectChannel } from '@/api/intake';
import { ShownOnce } from '@/ui/ShownOnce';
import { tell, tellFailure } from '@/ui/notify';
import css from './Settings.module.css';

type Field = 'name' | 'callback_url' | 'from_address' | 'user' | 'password' | 'imap' | 'smtp';
const NOTHING: Record<Field, string> = { name: '', callback_url: '', from_address: '', user: '', password: '', imap: '', smtp: '' };
/** What a mailbox needs before it can be connected; the user is the address where none is given. */
const NEEDED = { api: ['name'], email: ['name', 'from_address', 'password', 'imap', 'smtp'] } as const;

/** Commands name a channel by letters and digits; a name in another script gets the kind and a number. */
const slugOf = (name: string, kind: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || `${kind}-${Date.now() % 10_000}`;

export function ConnectChannel() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [kind, setKind] = useState<'api' | 'email'>('email');
  const [said, setSaid] = useState(NOTHING);
  const isReady = NEEDED[kind].every((field) => said[field].trim() !== '');
  const connect = useMutation({
    mutationFn: () => {
      const head = { kind, name: said.name.trim(), slug: slugOf(said.name, kind) };
      if (kind === 'api') return connectChannel({ ...head, ...(said.callback_url ? { callback_url: said.callback_url.trim() } : {}) });
      const server = (host: string) => ({ host: host.trim(), user: said.user.trim() || said.from_address.trim(), password: said.password });
      return connectChannel({ ...head, from_address: said.from_address.trim(), imap: server(said.imap), smtp: server(said.smtp) });
    },
    onSuccess: () => {
      setSaid(NOTHING);
      tell(t('settings.saved'));
    },
    onError: tellFailure,
    onSettled: () => void client.invalidateQueries({ queryKey: channelsQuery.queryKey }),
  });
  const field = (name: Field, type?: string) => ({ label: t(`connect.${name}`), type, value: said[name], onChange: (event: React.ChangeEvent<HTMLInputElement>) => setSaid({ ...said, [name]: event.currentTarget.value }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) connect.mutate();
  };
  if (connect.data?.hook_secret) return <ShownOnce title={t('settings.secret_once')} lines={[connect.data.hook_secret]} onKept={connect.reset} />;
  return (
    <form className={css.block} onSubmit={submit}>
      <h2>{t('connect.title')}</h2>
      <SegmentedControl aria-label={t('connect.title')} data={[{ value: 'email', label: t('connect.email') }, { value: 'api', label: t('connect.api') }]} value={kind} onChange={(value) => setKind(value as typeof kind)} />
      <div className={css.form}>
        <TextInput {...field('name')} />
        {kind === 'api' && <TextInput {...field('callback_url', 'url')} description={t('settings.callback_more')} placeholder="https://" />}
        {kind === 'email' && (
          <>
            <TextInput {...field('from_address', 'email')} />
            <TextInput {...field('imap')} placeholder="imap.example.com" />
            <TextInput {...field('smtp')} placeholder="smtp.example.com" />
            <TextInput {...field('user')} placeholder={said.from_address} autoComplete="off" />
            <PasswordInput {...field('password')} autoComplete="new-password" visibilityToggleButtonProps={{ 'aria-label': t('session.show_password') }} />
          </>
        )}
      </div>
      <Button type="submit" disabled={!isReady} loading={connect.isPending}>{t('connect.title')}</Button>
    </form>
  );
}
