import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { TargetsAnswer } from '../../../domain/api/reports.ts';
import { requestType } from '../../../domain/requests/types/index.ts';
import { useSetTarget } from '../../api/operations.ts';
import { formatDuration } from '../../format.ts';
import { common } from '../../words/common.ts';
import { targetWords as words } from '../../words/targets.ts';
import { failureText } from '../failure-text.ts';
import { showToast } from '../toast.ts';
import { minutesOf, partsOf, type TargetParts } from './target-time.ts';
import classes from './targets.module.css';

const PARTS = ['days', 'hours', 'minutes'] as const satisfies readonly (keyof TargetParts)[];
const MINUTE_MS = 60_000;

/** D4: an admin sets a type's target time, or takes it away. */
export function TargetDialog(props: {
  readonly target: TargetsAnswer['targets'][number];
  readonly onClose: () => void;
}) {
  const { target, onClose } = props;
  const { name } = requestType(target.type);
  const [parts, setParts] = useState(() => partsOf(target.targetMs));
  const [refusal, setRefusal] = useState<string | null>(null);
  const setting = useSetTarget();
  const save = (targetMinutes: number | null) =>
    setting.mutate(
      { type: target.type, targetMinutes },
      {
        onSuccess: () => {
          showToast({
            text:
              targetMinutes === null
                ? words.targetRemoved(name)
                : words.targetSaved(name, formatDuration(targetMinutes * MINUTE_MS)),
          });
          onClose();
        },
        onError: (error) => setRefusal(failureText(error)),
      },
    );
  const submit = () => {
    const minutes = minutesOf(parts);
    setRefusal(null);
    if (minutes === 'too_short') setRefusal(words.targetTooShort);
    else if (minutes === 'too_long') setRefusal(words.targetTooLong);
    else save(minutes);
  };
  return (
    <Modal opened onClose={onClose} title={words.dialogTitle(name)} size={440}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p className={classes.dim}>{words.dialogText}</p>
        <div className={classes.time}>
          {PARTS.map((part, at) => (
            <TextInput
              key={part}
              label={words[part]}
              inputMode="numeric"
              autoComplete="off"
              maxLength={6}
              error={refusal !== null}
              value={parts[part]}
              {...(at === 0 ? { 'data-autofocus': true } : {})}
              onChange={(event) => {
                const digits = event.currentTarget.value.replaceAll(/\D/g, '');
                setParts((before) => ({ ...before, [part]: digits }));
              }}
            />
          ))}
        </div>
        <p role="alert" className={classes.failed}>
          {refusal}
        </p>
        <div className={classes.buttons}>
          {target.targetMs !== null && (
            <Button
              variant="subtle"
              color="red"
              disabled={setting.isPending}
              className={classes.aside ?? ''}
              onClick={() => save(null)}
            >
              {words.removeTarget}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={setting.isPending}>
            {words.saveTarget}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
