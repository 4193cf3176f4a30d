import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { BULK_ACTIONS, BULK_MOST_ROWS, type BulkAction } from '../../../../domain/api/bulk.ts';
import { bulkChoicesQuery } from '../../../api/bulk.ts';
import { bulkExplains, bulkLabel } from '../../../ui/bulk/bulk-label.ts';
import type { BulkTask } from '../../../ui/bulk/bulk-run.tsx';
import { bulkWords, adminRequestsWords as words } from '../../../words/bulk.ts';
import { readCodes } from './codes-text.ts';
import classes from './requests.module.css';

const BulkDialog = lazy(() => import('../../../ui/bulk/bulk-dialog.tsx'));
const PAUSE_MS = 250;
const NONE: readonly string[] = [];

/** Any action on the requests whose codes somebody pastes. */
export function PastedBulk() {
  const [text, setText] = useState('');
  const [action, setAction] = useState<BulkAction | null>(null);
  const [isAsked, setAsked] = useState(false);
  const [task, setTask] = useState<BulkTask | null>(null);
  const pasted = useMemo(() => readCodes(text), [text]);
  const { codes } = pasted;
  const over = codes.length - BULK_MOST_ROWS;
  const shares = useShares(over > 0 ? NONE : codes);
  const problem = problemOf(codes.length, over);
  // What was done need not be done again; the rest may be looked at.
  const drop = useCallback((done: readonly string[]) => {
    if (done.length === 0) return;
    setText((now) => {
      const gone = new Set(done);
      const read = readCodes(now);
      return [...read.codes.filter((code) => !gone.has(code)), ...read.wrong].join('\n');
    });
  }, []);
  return (
    <form
      noValidate
      className={classes.bulk}
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (problem === null && action !== null) setTask({ action, codes });
      }}
    >
      <Textarea
        label={words.codes}
        description={words.codesHelp(BULK_MOST_ROWS)}
        placeholder={words.codesPlaceholder}
        classNames={{ input: `mono ${classes.codes}` }}
        rows={6}
        spellCheck={false}
        autoComplete="off"
        value={text}
        error={isAsked || over > 0 ? problem : null}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div role="status" className={classes.read}>
        {codes.length > 0 && <span>{words.count(codes.length)}</span>}
        {pasted.repeated > 0 && <span>{words.repeated(pasted.repeated)}</span>}
        {pasted.wrong.length > 0 && (
          <span className={classes.wrong}>
            {words.notCodes(pasted.wrong.length)}{' '}
            <span className="mono">{shortened(pasted.wrong)}</span>
          </span>
        )}
      </div>
      <NativeSelect
        label={words.action}
        description={action === null ? undefined : bulkExplains(action)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        className={classes.action ?? ''}
        value={action ?? ''}
        error={isAsked && action === null ? words.noAction : undefined}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          setAction(BULK_ACTIONS.find((each) => each === chosen) ?? null);
        }}
        data={[
          { value: '', label: words.chooseAction },
          ...BULK_ACTIONS.map((each) => ({
            value: each,
            label: `${bulkLabel(each)}${shares.get(each) ?? ''}`,
          })),
        ]}
      />
      <div>
        <Button type="submit">{words.choose}</Button>
      </div>
      {task !== null && (
        <Suspense fallback={null}>
          <BulkDialog
            key={task.action}
            task={task}
            onClose={() => {
              setTask(null);
              setAsked(false);
            }}
            onOver={drop}
          />
        </Suspense>
      )}
    </form>
  );
}

function problemOf(count: number, over: number): string | null {
  if (count === 0) return words.noCodes;
  return over > 0 ? words.tooMany(BULK_MOST_ROWS, over) : null;
}

/** Beside each action: how many of these requests it fits. */
function useShares(codes: readonly string[]): ReadonlyMap<BulkAction, string> {
  const [settled] = useDebouncedValue(codes, PAUSE_MS);
  const choices = useQuery(bulkChoicesQuery(settled));
  if (choices.data === undefined || choices.isPlaceholderData || settled !== codes) {
    return new Map();
  }
  return new Map(
    choices.data.map(({ action, allowed }) => [
      action,
      `: ${bulkWords.ofAll(allowed, codes.length)}`,
    ]),
  );
}

const NAMED_MOST = 8;

function shortened(wrong: readonly string[]): string {
  const named = wrong.slice(0, NAMED_MOST).map((part) => part.slice(0, 40));
  const rest = wrong.length - named.length;
  return `${named.join(', ')}${rest > 0 ? ` ${words.andMore(rest)}` : ''}`;
}
