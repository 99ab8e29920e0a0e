/** Which question a case asks right now: opened from its header, its side or one of its messages; shown in one place. */
import { createContext, useContext } from 'react';

export type CaseDialog =
  | { kind: 'wait' | 'promise' | 'cancel' | 'merge' | 'split' | 'classify' | 'refund' }
  | { kind: 'move'; messageId: string }
  | { kind: 'why'; messageId: string };

export const DialogContext = createContext<(dialog: CaseDialog) => void>(() => {});

export const useDialog = () => useContext(DialogContext);
