/** Choices of this browser: kept in local storage, read back as they were or as the default. */
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function keep(key: string, value: string) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Private windows may refuse; the choice then lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Single-key shortcuts can be switched off, for people who speak or type with switches (WCAG 2.1.4). */
export function useSingleKeys(): [boolean, (isOn: boolean) => void] {
  const value = useSyncExternalStore(subscribe, () => read('baton.single-keys'));
  return [value !== 'off', (isOn) => keep('baton.single-keys', isOn ? 'on' : 'off')];
}
