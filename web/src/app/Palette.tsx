/** Opened by Ctrl-K (the shell listens): jump to a room, find a case, do something to the case on screen. */
import { Spotlight } from '@mantine/spotlight';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconBook2, IconCheckbox, IconColumns3, IconInbox, IconKeyboard, IconLanguage, IconMoon, IconSearch, IconSettings, IconTicket, IconUnlink } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fewCases } from '@/api/cases';
import { LANGUAGES, type Language, choose } from '@/i18n';
import { may, useSession } from '@/parts/abilities';
import { rowName } from '@/parts/people';
import { useCaseCommands } from './commands';
import { useScheme } from './scheme';
import { VIEWS } from './views';

const MIN_SEARCH = 2;
const SHOWN_CASES = 8;

interface Entry {
  id: string;
  label: string;
  icon: ReactNode;
  more?: string;
  run: () => void;
}

const icon = { size: 16, stroke: 1.7 } as const;

export function Palette({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const needle = words.trim().toLocaleLowerCase();
  const matches = (entry: Entry) => needle === '' || entry.label.toLocaleLowerCase().includes(needle);
  const groups: [string, Entry[]][] = [
    [t('palette.this_case'), useCaseCommands().map((command) => ({ ...command, icon: <IconTicket {...icon} /> })).filter(matches)],
    [t('palette.cases'), useFoundCases(words.trim())],
    [t('palette.go'), useRooms().filter(matches)],
    [t('palette.settings'), useChoices(onHelp).filter(matches)],
  ];
  const isEmpty = groups.every(([, entries]) => entries.length === 0);
  return (
    <Spotlight.Root query={words} onQueryChange={setWords} shortcut={null} scrollable maxHeight="60vh" radius="lg" attributes={{ content: { 'aria-label': t('nav.search') } }}>
      <Spotlight.Search placeholder={t('palette.placeholder')} aria-label={t('palette.placeholder')} leftSection={<IconSearch {...icon} />} />
      <Spotlight.ActionsList>
        {groups.map(([label, entries]) =>
          entries.length === 0 ? null : (
            <Spotlight.ActionsGroup key={label} label={label}>
              {entries.map((entry) => (
                <Spotlight.Action key={entry.id} label={entry.label} description={entry.more} leftSection={entry.icon} onClick={entry.run} />
              ))}
            </Spotlight.ActionsGroup>
          ),
        )}
        {isEmpty && <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function useFoundCases(words: string): Entry[] {
  const navigate = useNavigate();
  const session = useSession();
  const [q] = useDebouncedValue(words, 200);
  const enabled = q.length >= MIN_SEARCH && may(session, 'cases.list');
  const found = useQuery({ ...fewCases({ q }, SHOWN_CASES), enabled }).data?.items ?? [];
  if (!enabled) return [];
  return found.map((item) => ({
    id: item.id,
    label: `${item.number} · ${item.subject}`,
    more: rowName(item),
    icon: <IconTicket {...icon} />,
    run: () => void navigate({ to: '/queue/$view', params: { view: 'all' }, search: { case: item.id, q } }),
  }));
}

function useRooms(): Entry[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const session = useSession();
  const rooms = [
    { to: '/approvals', label: t('nav.approvals'), icon: <IconCheckbox {...icon} />, needs: 'reviews.list' },
    { to: '/board', label: t('nav.board'), icon: <IconColumns3 {...icon} />, needs: 'cases.list' },
    { to: '/knowledge', label: t('nav.knowledge'), icon: <IconBook2 {...icon} />, needs: 'articles.list' },
    { to: '/settings', label: t('settings.title'), icon: <IconSettings {...icon} />, needs: 'session.read' },
    { to: '/could-not-be-read', label: t('nav.unread'), icon: <IconUnlink {...icon} />, needs: 'dead_letters.list' },
  ] as const;
  const views = may(session, 'cases.list') ? VIEWS : [];
  return [
    ...views.map((view) => ({
      id: view,
      label: (PARTY_NAMES as readonly string[]).includes(view) ? t(`turn.${view as (typeof PARTY_NAMES)[number]}`) : t(`view.${view}`),
      icon: <IconInbox {...icon} />,
      run: () => void navigate({ to: '/queue/$view', params: { view } }),
    })),
    ...rooms.filter((room) => may(session, room.needs)).map((room) => ({ id: room.to, label: room.label, icon: room.icon, run: () => void navigate({ to: room.to }) })),
  ];
}

/** Named in full here, where no heading "waiting for" stands above them. */
const PARTY_NAMES = ['customer', 'executor', 'partner', 'platform', 'reviewer', 'system'] as const;

function useChoices(onHelp: () => void): Entry[] {
  const { t } = useTranslation();
  const { isDark, toggle } = useScheme();
  return [
    { id: 'scheme', label: t(isDark ? 'nav.scheme_light' : 'nav.scheme_dark'), icon: <IconMoon {...icon} />, run: toggle },
    ...Object.entries(LANGUAGES).map(([language, name]) => ({ id: language, label: name, icon: <IconLanguage {...icon} />, run: () => void choose(language as Language) })),
    { id: 'help', label: t('nav.shortcuts'), icon: <IconKeyboard {...icon} />, run: onHelp },
  ];
}
