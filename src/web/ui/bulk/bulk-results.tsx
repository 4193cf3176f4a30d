import { Button } from '@mantine/core';
import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleSlash,
  type LucideIcon,
  UsersRound,
} from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Outcome } from '../../api/bulk.ts';
import { outcomeWords, bulkWords as words } from '../../words/bulk.ts';
import { common } from '../../words/common.ts';
import { StatusWord } from '../status.tsx';
import { isToTryAgain, type RowResult } from './batches.ts';
import classes from './bulk.module.css';
import { CodeGroup } from './code-group.tsx';
import { byReason } from './groups.ts';

/** What asks for attention first. */
const ORDER: readonly (readonly [Outcome, LucideIcon])[] = [
  ['failed', CircleAlert],
  ['unanswered', CircleAlert],
  ['not_sent', CircleDashed],
  ['changed_meanwhile', UsersRound],
  ['refused', CircleSlash],
  ['done', CircleCheck],
];

/** What became of every row. */
export function BulkResults(props: {
  readonly results: readonly RowResult[];
  readonly onTryAgain: () => void;
  readonly onClose: () => void;
}) {
  const { results } = props;
  const title = useRef<HTMLHeadingElement>(null);
  // The form that had the focus is gone.
  useEffect(() => title.current?.focus(), []);
  const done = results.filter(({ outcome }) => outcome === 'done').length;
  const toTry = results.filter(isToTryAgain).length;
  return (
    <div className={classes.over}>
      <h3 ref={title} tabIndex={-1} className={classes.overTitle}>
        {words.over(done, results.length)}
      </h3>
      {ORDER.map(([outcome, Icon]) => {
        const rows = results.filter((result) => result.outcome === outcome);
        if (rows.length === 0) return null;
        return (
          <section key={outcome} className={classes.outcome} data-outcome={outcome}>
            <h4 className={classes.outcomeTitle}>
              <Icon size={15} aria-hidden="true" />
              {outcomeWords[outcome](rows.length)}
            </h4>
            {byGroup(outcome, rows).map(({ key, head, members }) => (
              <CodeGroup key={key} head={head} codes={members.map(({ code }) => code)} />
            ))}
          </section>
        );
      })}
      <div className={classes.foot}>
        <div className={classes.buttons}>
          {toTry > 0 && (
            <Button variant="default" onClick={props.onTryAgain}>
              {words.tryAgain(toTry)}
            </Button>
          )}
          <Button onClick={props.onClose}>{common.close}</Button>
        </div>
      </div>
    </div>
  );
}

/** Done rows by the status they came to, the others by their reason. */
function byGroup(outcome: Outcome, rows: readonly RowResult[]) {
  if (outcome !== 'done') {
    return byReason(rows, '').map(({ reason, rows: members }) => ({
      key: reason,
      head: reason,
      members,
    }));
  }
  return [...new Set(rows.map(({ status }) => status))].map((status) => ({
    key: status ?? '',
    head: status !== null && <StatusWord status={status} />,
    members: rows.filter((row) => row.status === status),
  }));
}
