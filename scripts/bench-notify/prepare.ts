import { type Instant, instantFromEpochMs } from '../../src/domain/kernel/calendar.ts';
import type { Db } from '../../src/server/db/pool.ts';
import { inTransaction } from '../../src/server/db/transaction.ts';
import { planNotifications } from '../../src/server/notifications/outbox/plan.ts';
import { outboxInserts } from '../../src/server/notifications/outbox/queries.ts';
import type { NotificationSettings } from '../../src/server/settings/notifications.ts';
import { type ToldEvent, toldEvents, writeOutbox } from './queries.ts';
import { preciseEpochMs } from './sinks.ts';

export const SETTINGS: NotificationSettings = {
  operationsMailbox: 'operations@example.com',
  approverAddresses: [],
  slackChannel: 'C0BENCH01',
  telegramChat: '-1001234567890',
  operationsTimezone: 'America/New_York',
};

const SIDE_BY_SIDE = 8;

/** The events of loaded requests, one after the other, each told once. */
export function eventSource(db: Db) {
  let last = 0;
  return {
    async next(count: number): Promise<readonly ToldEvent[]> {
      const events = await toldEvents(db, last, count);
      if (events.length < count) throw new Error('too few requests were loaded');
      last = events.at(-1)?.id ?? last;
      return events;
    },
  };
}

/**
 * Tells of an event as the platform does: one mail, one Slack message, one Telegram message.
 * @returns just before its commit, in epoch milliseconds
 */
export async function tellOf(db: Db, { id, event, requesterId }: ToldEvent): Promise<number> {
  const planned = planNotifications([event], {
    people: {
      actorId: requesterId,
      requesterId,
      operatorId: null,
      qaAgentId: null,
      blockedBy: null,
      updateRequestedBy: null,
      cancelledBy: null,
    },
    to: 'pending',
    leadershipIds: [],
    approverAddresses: [],
    assigneeId: null,
    mentionedIds: [],
  });
  let committingAt = 0;
  await inTransaction(db, async (tx) => {
    await writeOutbox(tx, id, outboxInserts(planned, now()));
    committingAt = preciseEpochMs();
  });
  return committingAt;
}

const now = (): Instant => instantFromEpochMs(Date.now());

/** Fills the outbox. */
export async function tellOfAll(db: Db, events: readonly ToldEvent[]): Promise<void> {
  const waiting = events.values();
  await Promise.all(
    Array.from({ length: SIDE_BY_SIDE }, async () => {
      for (const event of waiting) await tellOf(db, event);
    }),
  );
}
