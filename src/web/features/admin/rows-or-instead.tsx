import { useMediaQuery } from '@mantine/hooks';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProgressLine } from '../../ui/progress-line.tsx';
import { ErrorState } from '../../ui/states.tsx';
import classes from './rows.module.css';

interface RowsOrInsteadProps {
  readonly answer: Pick<
    UseQueryResult,
    'data' | 'error' | 'isError' | 'isPlaceholderData' | 'refetch'
  >;
  readonly isEmpty: boolean;
  /** Stands there when nothing matches. */
  readonly none: ReactNode;
  /** The same rows wide and at phone width; ghosts of them while they load. */
  readonly table: ReactNode;
  readonly cards: ReactNode;
}

/** A page of rows, or what stands in their place; the page before stays while the next one loads. */
export function RowsOrInstead({ answer, isEmpty, none, table, cards }: RowsOrInsteadProps) {
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, {
    getInitialValueInEffect: false,
  });
  if (answer.data === undefined && answer.isError) {
    return (
      <div className={classes.instead}>
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      </div>
    );
  }
  if (isEmpty && !answer.isPlaceholderData) return <div className={classes.instead}>{none}</div>;
  return (
    <>
      {answer.isPlaceholderData && <ProgressLine />}
      {isPhone ? cards : table}
    </>
  );
}
