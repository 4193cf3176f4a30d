import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { LinkView } from '../../../domain/api/account.ts';
import { useAcceptLink } from '../../api/account.ts';
import { OutsideTitle } from '../../ui/outside.tsx';
import { linkPageWords } from '../../words/account.ts';
import classes from './account.module.css';
import { Failure } from './failure.tsx';
import { LinkIsOver } from './link-is-over.tsx';
import { isOver } from './link-over.ts';

const words = linkPageWords.email_change;

/** One press: mail programs that open links by themselves must change nothing. */
export function ConfirmEmail({ token, link }: { token: string; link: LinkView }) {
  const accepting = useAcceptLink();
  if (isOver(accepting.error)) return <LinkIsOver />;
  if (accepting.isSuccess) {
    return (
      <div role="status">
        <OutsideTitle title={words.doneTitle} lead={words.done(link.email)} />
        <p className={classes.go}>
          <Link to="/">{words.goOn}</Link>
        </p>
      </div>
    );
  }
  return (
    <>
      <OutsideTitle title={words.title} lead={words.lead(link.email)} />
      <div className={classes.form}>
        <Failure error={accepting.error} />
        <Button
          size="md"
          fullWidth
          loading={accepting.isPending}
          onClick={() => accepting.mutate({ token })}
        >
          {words.submit}
        </Button>
      </div>
    </>
  );
}
