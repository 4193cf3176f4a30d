import { Button } from '@mantine/core';
import { Eye, EyeOff } from 'lucide-react';
import type { Field } from '../../../domain/requests/define.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { secrets as words } from '../../words/request.ts';
import classes from './content.module.css';
import type { Reveal } from './use-reveal.ts';

/** A masked value with the button that shows it, and what showing it means. */
export function SecretValue({ field, reveal }: { field: Field; reveal: Reveal }) {
  const text = reveal.secrets?.[field.name];
  if (text === undefined) {
    return (
      <div className={classes.secret}>
        <span className={classes.dots} role="img" aria-label={words.masked}>
          ••••••••
        </span>
        <Button
          variant="default"
          size="xs"
          leftSection={<Eye size={14} aria-hidden="true" />}
          loading={reveal.isLoading}
          onClick={() => void reveal.show()}
        >
          {words.reveal}
        </Button>
        {reveal.hasFailed ? (
          <span className={classes.failed} role="alert">
            {words.failed}
          </span>
        ) : (
          <span className={classes.note}>{words.recorded}</span>
        )}
      </div>
    );
  }
  return (
    <div className={classes.secret}>
      <div className={classes.shown}>{text}</div>
      <Button
        variant="default"
        size="xs"
        leftSection={<EyeOff size={14} aria-hidden="true" />}
        onClick={reveal.hide}
      >
        {words.hide}
      </Button>
      <CopyButton text={text} what={field.label} />
      <span className={classes.note}>{words.hiddenIn(reveal.secondsLeft)}</span>
    </div>
  );
}
