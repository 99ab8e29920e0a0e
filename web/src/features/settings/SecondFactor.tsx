/** A code of an authenticator besides the password: set up, confirmed with a code, turned off with the password. */
import { Button, Group, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Enrolment, confirmTotp, disableTotp, enrolTotp } from '@/api/account';
import { ShownOnce } from '@/ui/ShownOnce';
import { tell, tellFailure } from '@/ui/notify';
import css from './Settings.module.css';

export function SecondFactor() {
  const { t } = useTranslation();
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  return (
    <div className={css.block}>
      <h2>{t('factor.title')}</h2>
      <p>{t('factor.more')}</p>
      {codes && <ShownOnce title={t('factor.codes')} lines={codes} onKept={() => setCodes(null)} />}
      {!codes && enrolment && <Confirm enrolment={enrolment} onConfirmed={(shown) => { setEnrolment(null); setCodes(shown); }} />}
      {!codes && !enrolment && <Begin onEnrolled={setEnrolment} />}
    </div>
  );
}

function Begin({ onEnrolled }: { onEnrolled: (enrolment: Enrolment) => void }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const enrol = useMutation({ mutationFn: () => enrolTotp(password), onSuccess: onEnrolled, onError: tellFailure });
  const disable = useMutation({
    mutationFn: () => disableTotp(password),
    onSuccess: () => {
      setPassword('');
      tell(t('factor.off'));
    },
    onError: tellFailure,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enrol.mutate();
  };
  return (
    <form className={css.form} onSubmit={submit}>
      <PasswordInput label={t('settings.password_old')} autoComplete="current-password" value={password} onChange={(event) => setPassword(event.currentTarget.value)} visibilityToggleButtonProps={{ 'aria-label': t('session.show_password') }} />
      <Group gap="xs">
        <Button type="submit" variant="default" disabled={password === ''} loading={enrol.isPending}>{t('factor.set_up')}</Button>
        <Button variant="subtle" color="gray" disabled={password === ''} loading={disable.isPending} onClick={() => disable.mutate()}>{t('factor.turn_off')}</Button>
      </Group>
    </form>
  );
}

function Confirm({ enrolment, onConfirmed }: { enrolment: Enrolment; onConfirmed: (codes: string[]) => void }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const confirm = useMutation({ mutationFn: () => confirmTotp(code.trim()), onSuccess: onConfirmed, onError: tellFailure });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  return (
    <form className={css.form} onSubmit={submit}>
      <p>{t('factor.type_secret')} <a href={enrolment.uri}>{t('factor.open')}</a></p>
      <p className={css.address}>{enrolment.secret.match(/.{1,4}/g)?.join(' ')}</p>
      <TextInput label={t('session.totp')} inputMode="numeric" autoComplete="one-time-code" value={code} onChange={(event) => setCode(event.currentTarget.value)} />
      <Button type="submit" disabled={code.trim() === ''} loading={confirm.isPending}>{t('factor.confirm')}</Button>
    </form>
  );
}
