/** Changes one's own password. Every other session ends with the old one. */
import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changePassword } from '@/api/account';
import { tell, tellFailure } from '@/ui/notify';
import css from './Settings.module.css';

export function PasswordForm() {
  const { t } = useTranslation();
  const [present, setPresent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => changePassword(present, next),
    onSuccess: () => {
      setPresent('');
      setNext('');
      tell(t('settings.password_changed'));
    },
    onError: tellFailure,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <form className={css.block} onSubmit={submit}>
      <h2>{t('settings.password')}</h2>
      <div className={css.form}>
        <PasswordInput label={t('settings.password_old')} autoComplete="current-password" value={present} onChange={(event) => setPresent(event.currentTarget.value)} visibilityToggleButtonProps={{ 'aria-label': t('session.show_password') }} />
        <PasswordInput label={t('settings.password_new')} autoComplete="new-password" value={next} onChange={(event) => setNext(event.currentTarget.value)} visibilityToggleButtonProps={{ 'aria-label': t('session.show_password') }} />
      </div>
      <Button type="submit" variant="default" disabled={present === '' || next === ''} loading={change.isPending}>{t('settings.password')}</Button>
    </form>
  );
}
