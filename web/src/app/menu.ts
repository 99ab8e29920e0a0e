/** Opens the main navigation where it is a drawer; null where it always stands at the side. */
import { createContext } from 'react';

export const MenuContext = createContext<(() => void) | null>(null);
