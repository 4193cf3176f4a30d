import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Names behind Slack's and Telegram's numbers, as far as the sample data knows them. */
export interface Directory {
  readonly slack: ReadonlyMap<string, string>;
  readonly telegram: ReadonlyMap<number, string>;
}

const file = join(import.meta.dirname, '../sample/people.ts');

/** The sample company's; empty where a copy of the platform leaves the sample data out. */
export async function sampleDirectory(): Promise<Directory> {
  const slack = new Map<string, string>();
  const telegram = new Map<number, string>();
  if (!existsSync(file)) return { slack, telegram };
  const { samplePeople } = await import('../sample/people.ts');
  const { instantFromEpochMs } = await import('../../src/domain/kernel/calendar.ts');
  for (const person of samplePeople(instantFromEpochMs(Date.now()))) {
    const name = `${person.firstName} ${person.lastName}`;
    if (person.slackMemberId !== null) slack.set(person.slackMemberId, name);
    if (person.telegramUserId !== null) telegram.set(person.telegramUserId, name);
  }
  return { slack, telegram };
}
