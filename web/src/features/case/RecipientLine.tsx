/** To whom, on which channel, and how long the channel still takes an answer. */
import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNow } from '@/lib/now';
import { span } from '@/lib/time';
import { ChannelIcon, channelName } from '@/parts/ChannelIcon';
import type { Answer } from './answer';
import type { Recipient } from './recipients';
import css from './Composer.module.css';

export function RecipientLine({ answer }: { answer: Answer }) {
  const { t } = useTranslation();
  const { recipient, recipients } = answer;
  if (!recipient) return <span className={css.to}>{t('composer.no_one')}</span>;
  const label = <Label recipient={recipient} />;
  if (recipients.length < 2) return <span className={css.to}>{label}<Window recipient={recipient} /></span>;
  return (
    <span className={css.to}>
      <Menu position="top-start">
        <Menu.Target><button type="button" className={css.toButton}>{label}<IconChevronDown size={13} aria-hidden="true" /></button></Menu.Target>
        <Menu.Dropdown>
          {recipients.map((one) => <Menu.Item key={one.key} onClick={() => answer.chooseRecipient(one.key)}><Label recipient={one} /></Menu.Item>)}
        </Menu.Dropdown>
      </Menu>
      <Window recipient={recipient} />
    </span>
  );
}

function Label({ recipient }: { recipient: Recipient }) {
  const { t } = useTranslation();
  return (
    <span className={css.toLabel}>
      <span className={css.soft}>{t('composer.to')}</span> <b dir="auto">{recipient.name}</b>
      {recipient.role !== 'customer' && <span className={css.soft}> ({t(`role.${recipient.role}`)})</span>}
      {recipient.channel_kind && <> <ChannelIcon kind={recipient.channel_kind} /> <span className={css.soft}>{recipient.channel_name ?? channelName(recipient.channel_kind)}</span></>}
    </span>
  );
}

function Window({ recipient }: { recipient: Recipient }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  if (recipient.window_closes_at === null) return null;
  const left_ms = Date.parse(recipient.window_closes_at) - now;
  if (left_ms <= 0) return <span className={css.windowClosed}>{t('composer.window_closed')}</span>;
  return <span className={css.soft}>{t('composer.window', { left: span(left_ms, i18n.language) })}</span>;
}
