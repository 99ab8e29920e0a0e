/** The picture of a channel, with its name for those who do not see it. */
import {
  IconBrandInstagram, IconBrandMessenger, IconBrandTelegram, IconBrandWechat, IconBrandWhatsapp, IconDeviceMobileMessage,
  IconMail, IconMessageCircle, IconPhone, IconPlug, IconStar, type TablerIcon,
} from '@tabler/icons-react';
import { wordFor } from '@/i18n/code';

const icons: Record<string, TablerIcon> = {
  email: IconMail, mail: IconMail, api: IconPlug, generic: IconPlug, webhook: IconPlug, chat: IconMessageCircle, widget: IconMessageCircle,
  phone: IconPhone, voice: IconPhone, sms: IconDeviceMobileMessage, wechat: IconBrandWechat, wechat_official: IconBrandWechat,
  wecom: IconBrandWechat, whatsapp: IconBrandWhatsapp, messenger: IconBrandMessenger, instagram: IconBrandInstagram,
  telegram: IconBrandTelegram, review: IconStar,
};

export function ChannelIcon({ kind, size = 13 }: { kind: string | null | undefined; size?: number }) {
  const Icon = icons[kind ?? ''] ?? IconMessageCircle;
  return <Icon size={size} stroke={1.7} aria-hidden="true" />;
}

export const channelName = (kind: string | null | undefined) => wordFor('channel', kind ?? 'other', kind);
