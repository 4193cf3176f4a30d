import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { ApiError, Unreachable } from '../api/client.ts';
import { common, states } from '../words/common.ts';
import classes from './states.module.css';

interface StateProps {
  readonly title: string;
  readonly children?: ReactNode;
  /** Buttons or links: what to do next. */
  readonly actions?: ReactNode;
  readonly icon?: ReactNode;
  /** `page` when it stands instead of the whole page: its title becomes the page's heading. */
  readonly as?: 'page' | 'block';
  readonly role?: 'alert' | 'status';
}

function State({ title, children, actions, icon, as = 'block', role }: StateProps) {
  const Heading = as === 'page' ? 'h1' : 'h2';
  return (
    <div className={classes.state} data-as={as} role={role}>
      {icon !== undefined && <div className={classes.icon}>{icon}</div>}
      <Heading className={classes.title}>{title}</Heading>
      {children !== undefined && <div className={classes.text}>{children}</div>}
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}

/** Nothing to show, which is fine: says why and what to do. */
export function EmptyState(props: Omit<StateProps, 'role'>) {
  return <State {...props} />;
}

interface ErrorStateProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly as?: 'page' | 'block';
}

/** Something could not be loaded. Picks the fitting words: not found, not allowed, down, failed. */
export function ErrorState({ error, onRetry, as = 'block' }: ErrorStateProps) {
  if (error instanceof Unreachable) {
    return <ServerDown as={as} {...(onRetry === undefined ? {} : { onRetry })} />;
  }
  const problem = error instanceof ApiError ? error.problem : null;
  if (problem?.code === 'not_found') return <NotFound as={as} />;
  if (problem?.code === 'not_allowed') return <NotAllowed as={as} detail={problem.detail} />;
  return (
    <State
      as={as}
      role="alert"
      title={states.failedTitle}
      actions={
        onRetry && (
          <Button variant="default" onClick={onRetry}>
            {common.tryAgain}
          </Button>
        )
      }
    >
      <p>{problem?.detail ?? states.failedText}</p>
      {problem?.requestId !== undefined && (
        <p className={classes.small}>{states.reference(problem.requestId)}</p>
      )}
    </State>
  );
}

/** Also what somebody sees who may not see a request: its existence is not leaked (P3). */
export function NotFound({ as = 'page' }: { as?: 'page' | 'block' }) {
  return (
    <State as={as} title={states.notFoundTitle} actions={<BackToStart />}>
      <p>{states.notFoundText}</p>
    </State>
  );
}

export function NotAllowed({
  as = 'page',
  detail,
}: {
  as?: 'page' | 'block';
  /** Who it is for, when the server said so. */
  detail?: string;
}) {
  return (
    <State as={as} title={states.notAllowedTitle} actions={<BackToStart />}>
      <p>
        {detail === undefined ? null : `${detail} `}
        {states.notAllowedText}
      </p>
    </State>
  );
}

/** Also for errors thrown while rendering: a fresh load is the honest way out. */
export function Crashed() {
  return (
    <State
      as="page"
      role="alert"
      title={states.crashedTitle}
      actions={
        <Button variant="default" onClick={() => location.reload()}>
          {states.reload}
        </Button>
      }
    >
      <p>{states.crashedText}</p>
    </State>
  );
}

const RETRY_SECONDS = 5;

/** Tries again by itself, every few seconds, and says so. */
export function ServerDown({
  onRetry,
  as = 'page',
}: {
  onRetry?: () => void;
  as?: 'page' | 'block';
}) {
  const [seconds, setSeconds] = useState(RETRY_SECONDS);
  const textId = useId();
  useEffect(() => {
    if (onRetry === undefined) return;
    const timer = setTimeout(() => {
      if (seconds > 0) return setSeconds(seconds - 1);
      onRetry();
      setSeconds(RETRY_SECONDS);
    }, 1_000);
    return () => clearTimeout(timer);
  }, [seconds, onRetry]);
  return (
    <State
      as={as}
      role="alert"
      title={states.serverDownTitle}
      actions={
        onRetry && (
          <Button variant="default" onClick={onRetry} aria-describedby={textId}>
            {common.tryAgain}
          </Button>
        )
      }
    >
      <p>{states.serverDownText}</p>
      {onRetry !== undefined && (
        <p id={textId} className={classes.small} aria-live="off">
          {states.serverDownRetry(seconds)}
        </p>
      )}
    </State>
  );
}

/** A plain link: these states also show where the router itself gave up. */
function BackToStart() {
  return (
    <Button component="a" href="/" variant="default">
      {common.backToStart}
    </Button>
  );
}
