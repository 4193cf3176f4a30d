import pg from 'pg';

/**
 * One connection kept for what belongs to a session: advisory locks and LISTEN. Whoever holds a lock
 * through it is known to be alive by PostgreSQL itself, whatever the clocks say.
 */
export interface DatabaseSession {
  /** Takes the session's advisory lock of this pair if nobody holds it. */
  tryLock(space: number, key: number): Promise<boolean>;
  listen(channel: string, listener: () => void): Promise<void>;
  /** Settles when the connection is gone, asked for or not: its locks belong to nobody then. */
  readonly ended: Promise<void>;
  end(): Promise<void>;
}

export interface SessionOptions {
  readonly connectionString: string;
  /** Shown in pg_stat_activity. */
  readonly name: string;
  /** How often the connection proves that it still leads somewhere. */
  readonly heartbeatMs?: number;
}

const answerWithinMs = 5_000;
const heartbeatEveryMs = 5_000;
/** The server ends a session that missed this many of its signs of life. */
const missedHeartbeats = 6;

/** @throws Error when the database does not answer */
export async function openSession(options: SessionOptions): Promise<DatabaseSession> {
  const { heartbeatMs = heartbeatEveryMs } = options;
  const client = new pg.Client({
    connectionString: options.connectionString,
    application_name: options.name,
    connectionTimeoutMillis: answerWithinMs,
    query_timeout: answerWithinMs,
    keepAlive: true,
    // A machine that loses its power hangs up on nobody: its locks would stay for hours, until the
    // server's network gives up on it.
    options: `-c idle_session_timeout=${missedHeartbeats * heartbeatMs}ms`,
  });
  let isOver = false;
  let heartbeat: NodeJS.Timeout | undefined;
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const over = (): void => {
    isOver = true;
    clearInterval(heartbeat);
    resolve();
  };
  client.on('error', over);
  client.on('end', over);
  await client.connect();

  // A connection that is cut without a word looks alive: only an answer proves that it is.
  let isAsking = false;
  heartbeat = setInterval(() => {
    if (isAsking) return;
    isAsking = true;
    client
      .query('SELECT 1')
      .catch(() => {
        over();
        void client.end().catch(() => undefined);
      })
      .finally(() => {
        isAsking = false;
      });
  }, heartbeatMs);

  return {
    async tryLock(space, key) {
      const { rows } = await client.query<{ locked: boolean }>(
        'SELECT pg_try_advisory_lock($1::int, $2::int) AS locked',
        [space, key],
      );
      return rows[0]?.locked === true;
    },
    async listen(channel, listener) {
      client.on('notification', (message) => {
        if (message.channel === channel) listener();
      });
      await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
    },
    ended,
    async end() {
      clearInterval(heartbeat);
      if (!isOver) await client.end().catch(() => undefined);
      await ended;
    },
  };
}
