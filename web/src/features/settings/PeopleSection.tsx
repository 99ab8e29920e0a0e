/** Who works here, in which roles, and whether they are there; admins add people and change roles. */
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconPencil } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { teammatesQuery } from '@/api/intake';
import type { Teammate } from '@/api/types';
import { ROLES, changeTeammate, inviteTeammate } from '@/api/workspace';
import { wordFor } from '@/i18n/code';
import { may, useSession } from '@/parts/abilities';
import { Chip } from '@/ui/Chip';
import { Choices } from '@/ui/Choices';
import { Face } from '@/ui/Face';
import { Failed, Loading } from '@/ui/Notice';
import { ShownOnce } from '@/ui/ShownOnce';
import { tell, tellFailure } from '@/ui/notify';
import css from './Settings.module.css';

const useRoles = () => ROLES.map((value) => ({ value, label: wordFor('role_name', value) }));

export function PeopleSection() {
  const { t } = useTranslation();
  const session = useSession();
  const teammates = useQuery(teammatesQuery);
  if (teammates.isPending) return <Loading />;
  if (!teammates.data) return <Failed error={teammates.error} onRetry={() => void teammates.refetch()} />;
  return (
    <div className={css.stack}>
      <div className={css.block}>
        <h2>{t('settings.people')}</h2>
        <ul className={css.list}>{teammates.data.map((one) => <Person key={one.id} person={one} />)}</ul>
        <p className={css.soft}>{t('settings.people_more')}</p>
      </div>
      {may(session, 'teammates.create') && <Invite />}
    </div>
  );
}

function Person({ person }: { person: Teammate }) {
  const { t } = useTranslation();
  const session = useSession();
  const [isOpen, setOpen] = useState(false);
  return (
    <li className={css.row}>
      <Face name={person.name} size={34} />
      <div className={css.grow}>
        <p className={css.name}>{person.name}</p>
        <p className={css.soft}>{t(`availability.${person.availability}`)}</p>
      </div>
      <span className={css.chips}>{person.roles.map((role) => <Chip key={role}>{wordFor('role_name', role)}</Chip>)}</span>
      {may(session, 'teammates.write') && <ActionIcon aria-label={t('people.change_roles', { name: person.name })} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}><IconPencil size={16} stroke={1.7} /></ActionIcon>}
      {isOpen && <RolesForm person={person} onDone={() => setOpen(false)} />}
    </li>
  );
}

function RolesForm({ person, onDone }: { person: Teammate; onDone: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [roles, setRoles] = useState<string[]>(person.roles);
  const save = useMutation({
    mutationFn: () => changeTeammate(person.id, { roles }),
    onSuccess: () => {
      tell(t('settings.saved'));
      onDone();
    },
    onError: tellFailure,
    onSettled: () => void client.invalidateQueries({ queryKey: teammatesQuery.queryKey }),
  });
  return (
    <form className={`${css.wide} ${css.block}`} onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
      <Choices label={t('people.roles')} options={useRoles()} chosen={roles} onChange={setRoles} />
      <Button type="submit" size="compact-sm" disabled={roles.length === 0} loading={save.isPending}>{t('dialog.save')}</Button>
    </form>
  );
}

function Invite() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [roles, setRoles] = useState<string[]>(['agent']);
  const invite = useMutation({
    mutationFn: () => inviteTeammate({ name: name.trim(), email: email.trim(), roles }),
    onSuccess: () => {
      setName('');
      setEmail('');
    },
    onError: tellFailure,
    onSettled: () => void client.invalidateQueries({ queryKey: teammatesQuery.queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate();
  };
  if (invite.data?.setup_url) return <ShownOnce title={t('people.link_once', { name: invite.data.name })} lines={[invite.data.setup_url]} onKept={invite.reset} />;
  return (
    <form className={css.block} onSubmit={submit}>
      <h2>{t('people.add')}</h2>
      <div className={css.form}>
        <TextInput label={t('new_case.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <TextInput label={t('session.email')} type="email" value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
      </div>
      <Choices label={t('people.roles')} options={useRoles()} chosen={roles} onChange={setRoles} />
      <Button type="submit" disabled={name.trim() === '' || email.trim() === '' || roles.length === 0} loading={invite.isPending}>{t('people.add')}</Button>
    </form>
  );
}
