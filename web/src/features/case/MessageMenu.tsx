/** What can be done about one message. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowRight, IconArrowsSplit2, IconDots, IconFileText, IconHelpCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Case, Message } from '@/api/types';
import { canDo, may, useSession } from '@/parts/abilities';
import { useDialog } from './dialogs';
import css from './Timeline.module.css';

const icon = { size: 15, stroke: 1.7 } as const;

export function MessageMenu({ item, message }: { item: Case; message: Message }) {
  const { t } = useTranslation();
  const session = useSession();
  const open = useDialog();
  const isOurs = message.direction === 'outbound';
  const isTheirs = message.direction === 'inbound';
  const choices = [
    isOurs && may(session, 'cases.events') && <Menu.Item key="why" leftSection={<IconHelpCircle {...icon} />} onClick={() => open({ kind: 'why', messageId: message.id })}>{t('why_sent.title')}</Menu.Item>,
    isTheirs && canDo(item, 'move-message') && <Menu.Item key="move" leftSection={<IconArrowRight {...icon} />} onClick={() => open({ kind: 'move', messageId: message.id })}>{t('dialog.move_title')}</Menu.Item>,
    isTheirs && canDo(item, 'split') && <Menu.Item key="split" leftSection={<IconArrowsSplit2 {...icon} />} onClick={() => open({ kind: 'split' })}>{t('dialog.split_title')}</Menu.Item>,
    isTheirs && may(session, 'messages.raw') && <Menu.Item key="raw" leftSection={<IconFileText {...icon} />} component="a" href={`/api/v1/messages/${message.id}/raw`} target="_blank" rel="noreferrer">{t('case.raw')}</Menu.Item>,
  ].filter(Boolean);
  if (choices.length === 0) return null;
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target><ActionIcon size={22} className={css.menu} aria-label={t('case.about_message')}><IconDots size={15} stroke={1.7} /></ActionIcon></Menu.Target>
      <Menu.Dropdown>{choices}</Menu.Dropdown>
    </Menu>
  );
}
