import { Button } from '@mantine/core';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { pagingWords as words } from '../words/paging.ts';
import { useKey } from './keys.ts';

/** Draws the button as a link, with the button's own properties. */
type Root = (props: object) => ReactNode;

interface TurnsProps<S> {
  /** What the neighbouring page is addressed by; null where there is none. */
  readonly newer: S | null;
  readonly older: S | null;
  readonly link: (page: S) => Root;
  readonly go: (page: S) => void;
  /** Where the rows are not ordered by time. */
  readonly labels?: readonly [back: string, on: string];
}

/** Keyset paging: neighbours only, by link, `[` and `]`. */
export function Turns<S>({ newer, older, link, go, labels }: TurnsProps<S>) {
  const [back, on] = labels ?? [words.newer, words.older];
  useKey('[', () => newer !== null && go(newer));
  useKey(']', () => older !== null && go(older));
  return (
    <>
      <Turn root={newer === null ? null : link(newer)} leftSection={<ChevronLeft size={14} />}>
        {back}
      </Turn>
      <Turn root={older === null ? null : link(older)} rightSection={<ChevronRight size={14} />}>
        {on}
      </Turn>
    </>
  );
}

interface TurnProps {
  readonly root: Root | null;
  readonly leftSection?: ReactNode;
  readonly rightSection?: ReactNode;
  readonly children: string;
}

function Turn({ root, ...rest }: TurnProps) {
  return root === null ? (
    <Button variant="default" size="xs" disabled {...rest} />
  ) : (
    <Button variant="default" size="xs" renderRoot={root} {...rest} />
  );
}
