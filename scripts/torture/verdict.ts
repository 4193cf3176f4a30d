import {
  CHANNEL_NAMES,
  CHANNELS,
  type Channel,
} from '../../src/domain/notifications/deliveries.ts';
import type { Db } from '../../src/server/db/pool.ts';
import { checkEmail } from './check-email.ts';
import { checkSlack } from './check-slack.ts';
import { checkTelegram } from './check-telegram.ts';
import type { Records } from './providers.ts';
import { finalDeliveries, tally } from './queries.ts';

export type Figure = readonly [name: string, value: string];

/** Compares what was to be sent with what the providers took (N1–N4). */
export async function judge(
  db: Db,
  records: Records,
  host: string,
): Promise<{ readonly violations: readonly string[]; readonly figures: readonly Figure[] }> {
  const { events, requests, held } = await tally(db);
  const deliveries = await finalDeliveries(db);
  const of = (channel: Channel) => deliveries.filter((delivery) => delivery.channel === channel);
  const lanesOf = (channel: Channel) => [
    ...Map.groupBy(of(channel), ({ laneId }) => laneId).values(),
  ];
  const email = checkEmail(lanesOf('email'), records.mails, host);
  const slack = checkSlack(lanesOf('slack'), records.slack);
  const telegram = checkTelegram(lanesOf('telegram'), records.telegram);
  const counts = CHANNELS.map((channel) => `${of(channel).length} ${CHANNEL_NAMES[channel]}`);
  return {
    violations: [
      ...(held > 0 ? [`${held} lanes are still held by somebody`] : []),
      ...email.violations,
      ...slack.violations,
      ...telegram.violations,
    ],
    figures: [
      ['events', `${events} of ${requests} requests`],
      ['deliveries', `${deliveries.length}: ${counts.join(', ')}`],
      ['tried more than once', String(deliveries.filter(({ attempts }) => attempts > 1).length)],
      ['mails that came again with the same Message-ID', String(email.copies)],
      ['unknown (Telegram)', `${telegram.unknown}, of which ${telegram.arrived} arrived`],
    ],
  };
}
