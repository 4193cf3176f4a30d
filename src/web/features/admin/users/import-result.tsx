import { Button, Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { type ReactNode, type Ref, useState } from 'react';
import type { ImportAnswer } from '../../../../domain/api/users.ts';
import { formatCount } from '../../../format.ts';
import { saveText } from '../../../ui/save-text.ts';
import { importWords as words } from '../../../words/users.ts';
import classes from './import.module.css';
import { refusedCsv } from './import-csv.ts';

interface ImportResultProps {
  readonly answer: ImportAnswer;
  readonly csv: string;
  readonly isDone: boolean;
  readonly heading: Ref<HTMLHeadingElement>;
  readonly actions: ReactNode;
}

/** Row by row what would happen, or happened. */
export function ImportResult({ answer, csv, isDone, heading, actions }: ImportResultProps) {
  const [isNarrowed, setNarrowed] = useState(false);
  const refused = answer.rows.filter(({ outcome }) => outcome === 'refused');
  const taken = answer.rows.length - refused.length;
  const isMixed = refused.length > 0 && taken > 0;
  const shown = isNarrowed && isMixed ? refused : answer.rows;
  const says = isDone ? words.done : words.trial;
  return (
    <section className={classes.result} aria-label={isDone ? words.doneTitle : words.trialTitle}>
      <h2 ref={heading} tabIndex={-1} className={classes.title}>
        {isDone ? words.doneTitle : words.trialTitle}
      </h2>
      <p>
        {answer.rows.length === 0
          ? words.noRows
          : says(
              words.users(formatCount(taken), taken === 1),
              words.rows(formatCount(refused.length), refused.length === 1),
            )}{' '}
        {isDone && (answer.invitations === 'queued' ? words.invited : words.notInvited)}
      </p>
      <div className={classes.actions}>
        {actions}
        {refused.length > 0 && (
          <Button
            variant="default"
            onClick={() => saveText(words.refusedName, refusedCsv(csv, answer.rows), 'text/csv')}
          >
            {words.downloadRefused}
          </Button>
        )}
        {isMixed && (
          <Checkbox
            size="xs"
            label={words.refusedOnly}
            checked={isNarrowed}
            onChange={(event) => setNarrowed(event.currentTarget.checked)}
          />
        )}
      </div>
      {answer.rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard
        <section className={classes.scroll} tabIndex={0} aria-label={words.result}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{words.line}</th>
                <th scope="col">{words.email}</th>
                <th scope="col">{words.result}</th>
                <th scope="col">{words.problems}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <tr key={row.line}>
                  <td className={classes.line}>{formatCount(row.line)}</td>
                  <td className={classes.email}>
                    {row.userId === null ? (
                      row.email
                    ) : (
                      <Link to="/admin/users/$id" params={{ id: String(row.userId) }}>
                        {row.email}
                      </Link>
                    )}
                  </td>
                  <td>
                    <span className={classes.outcome} data-outcome={row.outcome}>
                      {row.outcome === 'refused' ? (
                        <CircleAlert size={14} aria-hidden="true" />
                      ) : (
                        <CircleCheck size={14} aria-hidden="true" />
                      )}
                      {words.outcome[row.outcome]}
                    </span>
                  </td>
                  <td className={classes.problems}>
                    {row.issues.map(({ path, message }) => (
                      <p key={`${path} ${message}`}>{message}</p>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
