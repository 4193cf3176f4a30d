import { Button, Modal, Progress, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { PriceListSummary } from '../../../../domain/api/prices.ts';
import { ApiError } from '../../../api/client.ts';
import { priceListsQuery, useApplyList } from '../../../api/prices.ts';
import { formatCount } from '../../../format.ts';
import { useNowMs } from '../../../ui/now.ts';
import { showToast } from '../../../ui/toast.ts';
import { common, states } from '../../../words/common.ts';
import {
  priceDialogWords as dialogWords,
  priceListsWords as words,
} from '../../../words/prices.ts';
import listsClasses from './lists.module.css';
import classes from './prices.module.css';

const LOOK_EVERY_MS = 2_000;
const LONG_MS = 60_000;

interface NotPricedProps {
  readonly count: number;
  readonly versions: readonly PriceListSummary[];
}

/** M2: completed before the first list; priced only when an admin says so, and by which list. */
export function NotPriced({ count, versions }: NotPricedProps) {
  const [isAsking, setAsking] = useState(false);
  const [running, setRunning] = useState<{ of: number } | null>(null);
  const begun = versions.filter(({ state }) => state === 'in_force' || state === 'past');
  if (running !== null) {
    return <Running count={count} of={running.of} onDone={() => setRunning(null)} />;
  }
  if (count === 0) return null;
  return (
    <div className={listsClasses.notice}>
      <p>
        <strong>{words.notPriced(formatCount(count), count === 1)}</strong>{' '}
        {begun.length === 0 ? words.needsPublished : words.notPricedText}
      </p>
      {begun.length > 0 && (
        <Button variant="default" onClick={() => setAsking(true)}>
          {words.price}
        </Button>
      )}
      <ApplyDialog
        count={count}
        lists={begun}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onBegun={(requests) => {
          setAsking(false);
          if (requests > 0) setRunning({ of: requests });
        }}
      />
    </div>
  );
}

interface ApplyDialogProps {
  readonly count: number;
  readonly lists: readonly PriceListSummary[];
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onBegun: (requests: number) => void;
}

function ApplyDialog({ count, lists, isOpen, onClose, onBegun }: ApplyDialogProps) {
  const applying = useApplyList();
  const inForce = lists.find(({ state }) => state === 'in_force') ?? lists[0];
  const [chosen, setChosen] = useState<string | null>(null);
  const id = chosen ?? String(inForce?.id ?? '');
  const isOne = count === 1;
  return (
    <Modal opened={isOpen} onClose={onClose} title={dialogWords.applyTitle} size={480}>
      <p className={classes.dialogText}>{dialogWords.applyWhat(formatCount(count), isOne)}</p>
      <Select
        label={dialogWords.applyList}
        data={lists.map((list) => ({
          value: String(list.id),
          label: dialogWords.applyListOption(list.version ?? 0, list.title),
        }))}
        value={id}
        allowDeselect={false}
        onChange={setChosen}
      />
      <ul className={listsClasses.effects}>
        {dialogWords.applyEffects.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p role="alert" className={classes.failed}>
        {applying.isError &&
          (applying.error instanceof ApiError
            ? applying.error.problem.detail
            : states.serverDownText)}
      </p>
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button
          loading={applying.isPending}
          onClick={() =>
            applying.mutate(Number(id), { onSuccess: ({ requests }) => onBegun(requests) })
          }
        >
          {dialogWords.applySubmit(formatCount(count), isOne)}
        </Button>
      </div>
    </Modal>
  );
}

/** How far the worker is, asked again until nothing is left. */
function Running({ count, of, onDone }: { count: number; of: number; onDone: () => void }) {
  useQuery({ ...priceListsQuery, refetchInterval: LOOK_EVERY_MS });
  const nowMs = useNowMs();
  const [moved, setMoved] = useState({ count, atMs: nowMs });
  if (moved.count !== count) setMoved({ count, atMs: nowMs });
  useEffect(() => {
    if (count > 0) return;
    showToast({ text: dialogWords.applyDone(formatCount(of), of === 1) });
    onDone();
  }, [count, of, onDone]);
  const done = Math.max(0, of - count);
  return (
    <div className={listsClasses.notice}>
      <div className={listsClasses.progress}>
        <p role="status">
          {dialogWords.applyRunning(formatCount(done), formatCount(of))}
          {nowMs - moved.atMs > LONG_MS && ` ${dialogWords.applyWaiting}`}
        </p>
        <Progress
          value={of === 0 ? 100 : (done / of) * 100}
          size={4}
          aria-label={dialogWords.applyName}
        />
      </div>
    </div>
  );
}
