/** A titled card of the side column. */
import { type ReactNode, useId } from 'react';
import css from './Panel.module.css';

export function Panel({ title, aside, icon, children }: { title: string; aside?: ReactNode; icon?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className={css.panel} aria-labelledby={id}>
      <header className={css.head}>
        {icon}
        <h3 id={id} className={css.title}>{title}</h3>
        {aside && <span className={css.aside}>{aside}</span>}
      </header>
      {children}
    </section>
  );
}

/** Name and value in one line; the value wraps rather than being cut. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={css.fact}>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}
