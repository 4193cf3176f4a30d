import {
  addDays,
  type CalendarDay,
  dayIn,
  type Instant,
} from '../../src/domain/kernel/calendar.ts';
import type { FileFacts } from '../../src/domain/requests/define.ts';
import type { Content, ContentKind, Stock } from './contents.ts';
import type { Contact, Partner, Property } from './partners.ts';
import type { Random } from './random.ts';
import { fillText } from './texts/fill.ts';

/** What a request is about: its partner, the places and people its texts name, and its files. */

export interface SceneFile {
  readonly facts: FileFacts;
  readonly content: Content;
}

export interface Scene {
  readonly partner: Partner;
  readonly random: Random;
  readonly write: (templates: readonly string[]) => string;
  readonly properties: (least: number, most: number) => readonly Property[];
  readonly contacts: (least: number, most: number) => readonly Contact[];
  /** A file that somebody uploads for this request; its id. */
  readonly upload: (kind: ContentKind, name: string) => string;
  readonly files: ReadonlyMap<string, SceneFile>;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'] as const;

export function newScene(
  partner: Partner,
  stock: Stock,
  createdAt: Instant,
  random: Random,
): Scene {
  const files = new Map<string, SceneFile>();
  const slots = slotsOf(partner, dayIn('UTC', createdAt), random);
  return {
    partner,
    random,
    files,
    write: (templates) =>
      fillText(random.pick(templates), { ...slots, count: String(random.whole(4, 160)) }),
    properties: (least, most) => random.some(partner.properties, least, most),
    contacts: (least, most) => random.some(partner.contacts, least, most),
    upload: (kind, name) => {
      const content = random.pick(stock[kind]);
      const id = random.uuid();
      const facts = {
        id,
        name: `${name}${content.extension}`,
        sizeBytes: content.sizeBytes,
        csv: content.csv,
      };
      files.set(id, { facts, content });
      return id;
    },
  };
}

function slotsOf(partner: Partner, day: CalendarDay, random: Random): Record<string, string> {
  const [property, property2] = random.some(partner.properties, 2, 2);
  return {
    partner: partner.name,
    property: property?.name ?? '',
    property2: property2?.name ?? '',
    contact: random.pick(partner.contacts).name,
    weekday: random.pick(WEEKDAYS),
    month: monthOf(addDays(day, 28)),
    lastMonth: monthOf(addDays(day, -28)),
  };
}

function monthOf(day: CalendarDay): string {
  return MONTHS[Number(day.slice(5, 7)) - 1] ?? '';
}
