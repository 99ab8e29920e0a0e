/** By which ways messages come in and go out, and how far AI may go on each. */
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeChannel, channelsQuery, pauseChannel } from '@/api/intake';
import type { Channel } from '@/api/types';
import { wordFor } from '@/i18n/code';
import { relative } from '@/lib/time';
import { may, useSession } from '@/parts/abilities';
import { ChannelIcon, channelName } from '@/parts/ChannelIcon';
import { Chip } from '@/ui/Chip';
import { Failed, Loading } from '@/ui/Notice';
import { ShownOnce } from '@/ui/ShownOnce';
import { tell, tellFailure } from '@/ui/notify';
import { ConnectChannel } from './ConnectChannel';
import css from './Settings.module.css';

export function ChannelsSection() {
  const { t } = useTranslation();
  const session = useSession();
  const channels = useQuery(channelsQuery);
  if (channels.isPending) return <Loading />;
  if (!channels.data) return <Failed error={channels.error} onRetry={() => void channels.refetch()} />;
  return (
    <div className={css.stack}>
      <div className={css.block}>
        <h2>{t('settings.channels')}</h2>
        {channels.data.length === 0 && <p>{t('settings.no_channels')}</p>}
        <ul className={css.list}>{channels.data.map((one) => <ChannelRow key={one.id} channel={one} />)}</ul>
      </div>
      {may(session, 'channels.create') && <ConnectChannel />}
    </div>
  );
}

function ChannelRow({ channel }: { channel: Channel }) {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const client = useQueryClient();
  const pause = useMutation({ mutationFn: (on: boolean) => pauseChannel(channel.id, on), onError: tellFailure, onSettled: () => void client.invalidateQueries({ queryKey: channelsQuery.queryKey }) });
  const [isOpen, setOpen] = useState(false);
  const mayChange = may(session, 'channels.write') && channel.kind === 'api';
  return (
    <li className={css.row}>
      <span className={css.icon}><ChannelIcon kind={channel.kind} size={17} /></span>
      <div className={css.grow}>
        <p className={css.name} dir="auto">{channel.name}</p>
        <p className={css.soft}>{[channelName(channel.kind), channel.from_address, channel.health?.last_in_at && t('channels.last_in', { when: relative(channel.health.last_in_at, i18n.language) })].filter(Boolean).join(' · ')}</p>
        {channel.health?.trouble_code && <p className={css.bad}>{wordFor('reason', channel.health.trouble_code)}</p>}
      </div>
      {channel.paused && <Chip tone="warn">{t('channels.paused')}</Chip>}
      <Chip tone={channel.stage === 'off' ? 'plain' : 'ai'}>{t('settings.ai_stage', { stage: wordFor('stage', channel.stage) })}</Chip>
      {channel.paused !== null && channel.paused !== undefined && may(session, 'pause.set') && <Button size="compact-sm" variant="default" loading={pause.isPending} aria-label={t(channel.paused ? 'channels.go_on_with' : 'channels.pause_it', { name: channel.name })} onClick={() => pause.mutate(!channel.paused)}>{t(channel.paused ? 'channels.go_on' : 'channels.pause')}</Button>}
      {mayChange && <Button size="compact-sm" variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{t('settings.delivery')}</Button>}
      {mayChange && isOpen && <CallbackForm channel={channel} onDone={() => setOpen(false)} />}
    </li>
  );
}

/** Where this channel's answers are posted. Empty: whoever owns the channel fetches them. */
function CallbackForm({ channel, onDone }: { channel: Channel; onDone: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [url, setUrl] = useState(channel.callback_url ?? '');
  const [secret, setSecret] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: () => changeChannel(channel.id, { callback_url: url.trim() || null }),
    onSuccess: (answer) => {
      tell(t('settings.saved'));
      const shown = (answer as { callback_secret?: string | null }).callback_secret ?? null;
      if (shown) setSecret(shown);
      else onDone();
    },
    onError: tellFailure,
    onSettled: () => void client.invalidateQueries({ queryKey: channelsQuery.queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  if (secret) return <ShownOnce title={t('settings.secret_once')} lines={[secret]} onKept={onDone} />;
  return (
    <form className={css.wide} onSubmit={submit}>
      <TextInput label={t('settings.callback')} description={t('settings.callback_more')} placeholder="https://" type="url" value={url} onChange={(event) => setUrl(event.currentTarget.value)} rightSectionWidth={90} rightSection={<Button type="submit" size="compact-sm" loading={save.isPending}>{t('dialog.save')}</Button>} />
    </form>
  );
}
