/** A word at the bottom of the screen, read out by screen readers. */
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { failureWords } from './Notice';

export function tell(message: string) {
  notifications.show({ message, autoClose: 4000, withBorder: true });
}

export function tellFailure(error: Error) {
  const [title, more, code] = failureWords(error, i18next.t);
  notifications.show({ title, message: [more, code].filter(Boolean).join(' '), color: 'red', autoClose: 8000, withBorder: true });
}
