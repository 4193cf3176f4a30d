import type { ReactNode } from 'react';
import { Brand } from './brand.tsx';
import classes from './outside.module.css';

/** A page outside the frame, for people who may not be signed in: one box with the product's name. */
export function Outside({ children }: { children: ReactNode }) {
  return (
    <main className={classes.page}>
      <div className={classes.box}>
        <div className={classes.brand}>
          <Brand size={28} />
        </div>
        {children}
      </div>
    </main>
  );
}

export function OutsideTitle({ title, lead }: { title: string; lead: string }) {
  return (
    <>
      <h1 className={classes.title}>{title}</h1>
      <p className={classes.lead}>{lead}</p>
    </>
  );
}
