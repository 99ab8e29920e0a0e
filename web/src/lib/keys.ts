/** Single-key shortcuts. Silent while someone types, while a dialog is open, and when switched off. */
import { useEffect, useRef } from 'react';
import { useSingleKeys } from './settings';

export type KeyMap = Partial<Record<string, () => void>>;

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

const isDialogOpen = () => document.querySelector('[role="dialog"], [role="menu"], [role="alertdialog"]') !== null;

export function useKeys(keys: KeyMap) {
  const [isOn] = useSingleKeys();
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    if (!isOn) return;
    // The key that closes a dialog is the dialog's, and by the time it bubbles up here the dialog is gone.
    let wasDialogOpen = false;
    const onCapture = () => {
      wasDialogOpen = isDialogOpen();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (isTyping(event.target) || wasDialogOpen) return;
      const action = current.current[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onCapture, true);
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onCapture, true);
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [isOn]);
}
