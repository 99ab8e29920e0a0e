/** One's own way in: the password, and a second factor. */
import { post } from './client';

export const changePassword = (password: string, replacement: string) => post<unknown>('/session/password', { password, new: replacement });

export interface Enrolment {
  secret: string;
  uri: string;
}

export const enrolTotp = (password: string) => post<Enrolment>('/session/totp', { password });
/** Gives the recovery codes, this once. */
export const confirmTotp = async (code: string) => (await post<{ recovery_codes: string[] }>('/session/totp/confirm', { code })).recovery_codes;
export const disableTotp = (password: string) => post<unknown>('/session/totp/disable', { password });
