/** A word at the bottom of the screen, read out by screen readers. Its code comes after the first screen. */
import i18next from 'i18next';
import { failureWords } from './Notice';

const show = async (word: { title?: string; message: string; color?: string; autoClose: number }) => {
  const { notifications } = await import('@mantine/notifications');
  notifications.show({ ...word, withBorder: true });
};

export function tell(message: string) {
  void show({ message, autoClose: 4000 });
}

export function tellFailure(error: Error) {
  const [title, more, code] = failureWords(error, i18next.t);
  void show({ title, message: [more, code].filter(Boolean).join(' '), color: 'red', autoClose: 8000 });
}
