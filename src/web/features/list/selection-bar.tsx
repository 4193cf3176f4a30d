import { Button, Menu } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { ChevronDown, X } from 'lucide-react';
import { lazy, type RefObject, Suspense, useRef, useState } from 'react';
import { BULK_MOST_ROWS, type BulkAction } from '../../../domain/api/bulk.ts';
import { bulkChoicesQuery } from '../../api/bulk.ts';
import { isDestructive } from '../../ui/action-kinds.ts';
import { bulkLabel } from '../../ui/bulk/bulk-label.ts';
import type { BulkTask } from '../../ui/bulk/bulk-run.tsx';
import { offeredChoices } from '../../ui/bulk/offered.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { useKey } from '../../ui/keys.ts';
import { selectionWords, bulkWords as words } from '../../words/bulk.ts';
import classes from './selection.module.css';
import { clearSelection, deselect, useSelection, useSelectionFull } from './selection.ts';

const BulkDialog = lazy(() => import('../../ui/bulk/bulk-dialog.tsx'));
/** Picking several rows one after the other asks once. */
const PAUSE_MS = 150;

/** What can be done with the requests that are picked; not there while none is. */
export function SelectionBar() {
  const codes = useSelection();
  const [task, setTask] = useState<BulkTask | null>(null);
  const actions = useRef<HTMLButtonElement>(null);
  return (
    <>
      {codes.length > 0 && (
        <Bar
          codes={codes}
          actions={actions}
          onChoose={(action) => setTask({ action, codes: [...codes] })}
        />
      )}
      {task !== null && (
        <Suspense fallback={null}>
          <BulkDialog
            key={task.action}
            task={task}
            opener={actions}
            onClose={() => setTask(null)}
            // What is left is what somebody may still want to do something about.
            onOver={deselect}
          />
        </Suspense>
      )}
    </>
  );
}

function Bar(props: {
  readonly codes: readonly string[];
  readonly actions: RefObject<HTMLButtonElement | null>;
  readonly onChoose: (action: BulkAction) => void;
}) {
  const { codes, actions, onChoose } = props;
  const [settled] = useDebouncedValue(codes, PAUSE_MS);
  const choices = useQuery(bulkChoicesQuery(settled));
  const isFull = useSelectionFull();
  const [isOpen, setOpen] = useState(false);
  useKey('.', () => setOpen(true));
  const { primary, possible, impossible } = offeredChoices(choices.data ?? []);
  // Counts of another selection would be wrong ones.
  const isCurrent = settled === codes && !choices.isPlaceholderData && choices.data !== undefined;
  const share = (allowed: number): string =>
    isCurrent ? ` ${words.ofAll(allowed, codes.length)}` : '';
  return (
    <section className={classes.bar} aria-label={selectionWords.bar}>
      <span className={classes.count} role="status">
        {words.selected(codes.length)}
      </span>
      {primary !== null && (
        <Button size="xs" onClick={() => onChoose(primary.action)}>
          {bulkLabel(primary.action)}
          {share(primary.allowed)}
        </Button>
      )}
      <Menu
        opened={isOpen}
        onChange={setOpen}
        position="top-start"
        width={320}
        withinPortal
        returnFocus
        menuItemTabIndex={0}
      >
        <Menu.Target>
          <Button
            ref={actions}
            size="xs"
            variant="default"
            rightSection={<ChevronDown size={14} aria-hidden="true" />}
            title={words.actionsHint}
          >
            {words.actions}
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={classes.menu}>
          {possible.map(({ action, allowed }) => (
            <Menu.Item
              key={action}
              data-destructive={isDestructive(action) || undefined}
              rightSection={<span className={classes.share}>{share(allowed)}</span>}
              onClick={() => onChoose(action)}
            >
              {bulkLabel(action)}
            </Menu.Item>
          ))}
          {possible.length === 0 && (
            <p className={classes.none}>
              {choices.isError
                ? words.choicesFailed
                : choices.data === undefined
                  ? words.loading
                  : words.nothing}
            </p>
          )}
          {impossible.length > 0 && (
            <>
              <Menu.Divider />
              <Menu.Label>{words.notPossible}</Menu.Label>
              {impossible.map(({ action, reason }) => (
                <Menu.Item
                  key={action}
                  aria-disabled="true"
                  closeMenuOnClick={false}
                  className={classes.refused}
                >
                  <span className={classes.refusedLabel}>{bulkLabel(action)}</span>
                  <span className={classes.reason}>{reason}</span>
                </Menu.Item>
              ))}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {isFull && (
        <span className={classes.full} role="alert">
          {selectionWords.full(BULK_MOST_ROWS)}
        </span>
      )}
      <span className={classes.push} />
      <CopyButton text={codes.join('\n')} what={selectionWords.copy} />
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        className={classes.clear ?? ''}
        leftSection={<X size={14} aria-hidden="true" />}
        onClick={clearSelection}
      >
        {selectionWords.clear}
      </Button>
    </section>
  );
}
