/** A small word on a coloured ground. The word always says what the colour says. */
import type { ReactNode } from 'react';
import css from './Chip.module.css';

export type Tone = 'plain' | 'party' | 'ai' | 'good' | 'warn' | 'bad';

export function Chip({ tone = 'plain', icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={css.chip} data-tone={tone}>
      {icon}
      {children}
    </span>
  );
}
