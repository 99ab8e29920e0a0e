/** Words not sent yet, kept per case until they are: leaving a case or reloading the page loses nothing. */

const PREFIX = 'baton.unsent.';

export function unsent(key: string): string | null {
  try {
    return sessionStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

export function keepUnsent(key: string, text: string) {
  try {
    if (text === '') sessionStorage.removeItem(PREFIX + key);
    else sessionStorage.setItem(PREFIX + key, text);
  } catch {
    // A full or forbidden storage costs the safety net, never the typing.
  }
}
