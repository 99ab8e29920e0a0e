/** A round face of initials; decoration beside a name that is written out. */
import type { ReactNode } from 'react';
import { hueOf, initials } from '@/lib/initials';
import css from './Face.module.css';

export function Face({ name, size = 34, badge, ai = false }: { name: string; size?: number; badge?: ReactNode; ai?: boolean }) {
  return (
    <span className={css.face} data-hue={ai ? 'ai' : hueOf(name)} style={{ inlineSize: size, blockSize: size, fontSize: size * 0.36 }} aria-hidden="true">
      {initials(name)}
      {badge && <span className={css.badge}>{badge}</span>}
    </span>
  );
}
