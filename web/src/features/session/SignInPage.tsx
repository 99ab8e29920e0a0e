/** The door. A wrong address and a wrong password read the same. */
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/client';
import { sessionQuery, signIn } from '@/api/session';
import { failureWords } from '@/ui/Notice';
import { LANGUAGES, type Language, choose } from '@/i18n';
import css from './SignIn.module.css';

export function SignInPage() {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [totp, setTotp] = useState('');
  const enter = useMutation({
    mutationFn: () => signIn({ email: email.trim(), password, ...(totp.trim() ? { totp: totp.trim() } : {}) }),
    onSuccess: () => client.refetchQueries({ queryKey: sessionQuery.queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate();
  };
  const code = enter.error instanceof Problem ? enter.error.code : null;
  // Asked for only where the server does: most people have no second factor to think about.
  const [needsCode, setNeedsCode] = useState(false);
  if (code === 'session.totp_required' && !needsCode) setNeedsCode(true);
  const isFirstAsk = code === 'session.totp_required' && totp === '';
  return (
    <main className={css.door}>
      <form className={css.card} onSubmit={submit}>
        <img src="/icon.svg" alt="" width={44} height={44} />
        <h1 className={css.title}>Baton</h1>
        <p className={css.tagline}>{t('session.tagline')}</p>
        {enter.error && !isFirstAsk && <p role="alert" className={css.wrong}>{code === 'session.invalid' ? t('session.invalid') : code === 'session.totp_required' ? t('session.wrong_code') : failureWords(enter.error, t)[0]}</p>}
        <TextInput label={t('session.email')} type="email" name="email" autoComplete="username" required withAsterisk={false} value={email} onChange={(event) => setEmail(event.currentTarget.value)} autoFocus />
        <PasswordInput label={t('session.password')} name="password" autoComplete="current-password" required withAsterisk={false} value={password} onChange={(event) => setPassword(event.currentTarget.value)} visibilityToggleButtonProps={{ 'aria-label': t('session.show_password') }} />
        {needsCode && <TextInput label={t('session.totp')} description={t('session.totp_hint')} name="totp" inputMode="numeric" autoComplete="one-time-code" value={totp} onChange={(event) => setTotp(event.currentTarget.value)} autoFocus />}
        <Button type="submit" fullWidth loading={enter.isPending} size="md">{t('session.submit')}</Button>
      </form>
      <div className={css.languages}>
        {Object.entries(LANGUAGES).map(([language, name]) => (
          <button key={language} type="button" lang={language} aria-pressed={i18n.language === language} onClick={() => void choose(language as Language)}>{name}</button>
        ))}
      </div>
    </main>
  );
}
