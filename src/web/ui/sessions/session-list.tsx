import { Button } from '@mantine/core';
import { Monitor, Smartphone } from 'lucide-react';
import type { SessionRow } from '../../../domain/api/users.ts';
import { sessionsWords as words } from '../../words/sessions.ts';
import { RelativeTime } from '../time.tsx';
import { deviceName } from './device.ts';
import classes from './sessions.module.css';

interface SessionListProps {
  readonly sessions: readonly SessionRow[];
  /** The one that is being ended. */
  readonly ending: number | null;
  readonly onEnd: (id: number) => void;
}

/** Where somebody is signed in. The session that looks is marked, and ends by signing out only. */
export function SessionList({ sessions, ending, onEnd }: SessionListProps) {
  return (
    <ul className={classes.list} aria-label={words.list}>
      {sessions.map((session) => (
        <li key={session.id} className={classes.session}>
          <Session session={session} isEnding={ending === session.id} onEnd={onEnd} />
        </li>
      ))}
    </ul>
  );
}

interface SessionProps {
  readonly session: SessionRow;
  readonly isEnding: boolean;
  readonly onEnd: (id: number) => void;
}

function Session({ session, isEnding, onEnd }: SessionProps) {
  const { id, address, userAgent, createdAt, lastSeenAt, isCurrent } = session;
  const device = deviceName(userAgent);
  const Icon =
    userAgent !== null && /\bMobile\b|\bAndroid\b|\biPhone\b/.test(userAgent)
      ? Smartphone
      : Monitor;
  return (
    <>
      <Icon size={16} aria-hidden="true" className={classes.icon} />
      <div className={classes.facts}>
        <p className={classes.device} title={userAgent ?? undefined}>
          {device}
          {isCurrent && <span className={classes.current}>{words.current}</span>}
        </p>
        <p className={classes.dim}>
          {address !== null && <span>{address}</span>}
          <span>
            {words.since} <RelativeTime at={createdAt} />
          </span>
          <span>
            {words.lastSeen} <RelativeTime at={lastSeenAt} />
          </span>
        </p>
      </div>
      {!isCurrent && (
        <Button
          variant="default"
          size="xs"
          loading={isEnding}
          aria-label={words.endOf(device)}
          onClick={() => onEnd(id)}
        >
          {words.end}
        </Button>
      )}
    </>
  );
}
