import { Tooltip, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './mark.module.css';

/** A small icon that says something about its neighbour; the words are on hover and for screen readers. */
export function Mark({
  label,
  tone,
  children,
}: {
  label: string;
  tone: 'quiet' | 'warn';
  children: ReactNode;
}) {
  return (
    <Tooltip label={label}>
      <span className={classes.mark} data-tone={tone}>
        <span aria-hidden="true">{children}</span>
        <VisuallyHidden>{label}</VisuallyHidden>
      </span>
    </Tooltip>
  );
}
