/**
 * What can be done to the case on screen, told by the case to the palette.
 * The one piece of state that belongs to no URL and no server: it lives as long as the case is shown.
 */
import { useEffect, useSyncExternalStore } from 'react';

export interface CaseCommand {
  id: string;
  label: string;
  run: () => void;
}

const NONE: CaseCommand[] = [];
let current = NONE;
const listeners = new Set<() => void>();

function offer(commands: CaseCommand[]) {
  current = commands;
  for (const listener of listeners) listener();
}

/** Offers commands while the caller is on screen. `commands` must be stable between changes. */
export function useOfferCommands(commands: CaseCommand[]) {
  useEffect(() => {
    offer(commands);
    return () => offer(NONE);
  }, [commands]);
}

export function useCaseCommands(): CaseCommand[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => current,
  );
}
