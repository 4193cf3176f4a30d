import {
  type CalendarDay,
  epochMs,
  formatDuration,
  type Instant,
  isTimeZone,
} from '../kernel/calendar.ts';
import { parseMarkdown, type RichText } from '../kernel/markdown.ts';
import { shortenRichText, shortenText } from '../kernel/rich-text-cut.ts';
import { formatCalendarDay, formatInstant } from '../kernel/time-words.ts';
import { TEAM_NAMES, type Team } from '../people.ts';
import { ACTIONS, isActionKey } from '../requests/actions.ts';
import type { RequestTypeKey } from '../requests/define.ts';
import { PRIORITY_NAMES, type Priority, type Status } from '../requests/request.ts';
import { requestType } from '../requests/types/index.ts';
import type { OutboxEvent } from './events.ts';
import { becauseOf, callOf, type Happening, headlineOf } from './headlines.ts';
import type { PeopleBefore } from './recipients.ts';
import { typedLine, typedRichText } from './typed-text.ts';

/**
 * What a notification says (section 8), once for all channels: each channel renders this model and
 * adds nothing to it. Nothing here holds prices, costs, internal comments or bank details (N9).
 *
 * Every line is one line of visible characters, the quote a tree of them; escaping is the channel's.
 */
export interface Message {
  readonly event: MessageEvent;
  /** Of the request; a word where the message is about none. */
  readonly code: string;
  /** The request's page. */
  readonly url: string;
  /** N1: `[CODE] type – partner`, frozen at creation: the same in every mail of the request. */
  readonly subject: string;
  /** What happened, one plain sentence without a full stop: "Dana Reyes blocked this request". */
  readonly headline: string;
  /** "Property records – Address – Northwind", as it is now. */
  readonly title: string;
  /** Team, priority unless normal, schedule, turn-around time and the like; plain text, in order. */
  readonly facts: readonly MessageFact[];
  /** What somebody wrote: the reason, the message, the notes. */
  readonly quote: MessageQuote | null;
  /** What the reader is asked to do, on the button: "Approve or decline", "Open the request". */
  readonly call: string;
  /** When it happened, with the zone named: "Sun 22 Nov 2026, 14:05 Europe/Berlin". */
  readonly at: string;
  /** Why the reader gets it, one sentence. */
  readonly why: string;
}

/**
 * Besides the outbox: an admin tries out a channel, a report that somebody asked for is ready (D2), and
 * what concerns the reader's own account (section 1).
 */
export type MessageEvent = OutboxEvent | 'test' | 'export_ready' | 'account';

export function isAboutRequest(event: MessageEvent): event is OutboxEvent {
  return event !== 'test' && event !== 'export_ready' && event !== 'account';
}

export interface MessageQuote {
  readonly label: string;
  readonly text: RichText;
  /** There is more of it on the request's page. */
  readonly isShortened: boolean;
}

export interface MessageFact {
  readonly label: string;
  readonly value: string;
}

/** Everything a message is made of, as the database knows it when it is sent. */
export interface MessageSource {
  readonly event: OutboxEvent;
  readonly at: Instant;
  /** Null: the system. */
  readonly actorName: string | null;
  /** As stored with the event. */
  readonly people: PeopleBefore;
  /** Of the change that this tells about. */
  readonly action: string;
  readonly from: Status | null;
  readonly to: Status;
  /** Reason, message or comment as typed (Markdown); null when none was given. */
  readonly text: string | null;
  /** The text was removed by an admin (R3). */
  readonly isRedacted: boolean;
  readonly request: {
    readonly code: string;
    readonly type: RequestTypeKey;
    /** Label of the sub-type or state. */
    readonly variant: string | null;
    readonly partnerName: string | null;
    readonly threadTitle: string;
    readonly team: Team;
    readonly priority: Priority;
    readonly requesterName: string;
    readonly scheduledOn: CalendarDay | null;
    readonly scheduledTimezone: string | null;
    readonly tatStartAt: Instant | null;
    /** Operating notes as typed (Markdown), for events about finished work. */
    readonly operationNotes: string | null;
  };
}

/** Who reads: decides the time zone and whether "you" is somebody. */
export interface Reader {
  readonly timezone: string;
  /** Null for shared destinations: mailbox, channel, chat. */
  readonly userId: number | null;
}

/** As long as the longest a form takes; older data may be longer. */
const LINE_MAX_LENGTH = 300;
/** A message is short; mail clients, too, cut what is very long. */
const QUOTE_MAX_LENGTH = 6_000;
/** More is not even parsed: addresses and marks take their part, parsing takes its time. */
const PARSED_MAX_LENGTH = 9_000;

/**
 * Section 8, N5, N9: what one reader is told about one event.
 *
 * @param siteUrl where the platform is reached, without a path
 */
export function composeMessage(source: MessageSource, reader: Reader, siteUrl: string): Message {
  const { request } = source;
  const happening: Happening = {
    event: source.event,
    action: source.action,
    to: source.to,
    people: source.people,
    actorName: line(source.actorName ?? 'The system'),
    requesterName: line(request.requesterName),
    readerId: reader.userId,
  };
  const because = becauseOf(happening);
  return {
    event: source.event,
    code: request.code,
    url: `${siteUrl.replace(/\/+$/, '')}/requests/${encodeURIComponent(request.code)}`,
    subject: `[${request.code}] ${line(request.threadTitle)}`,
    headline: headlineOf(happening),
    title: [requestType(request.type).name, request.variant, request.partnerName]
      .map((part) => line(part ?? ''))
      .filter((part) => part !== '')
      .join(' – '),
    facts: factsOf(source, reader),
    quote: quoteOf(source),
    call: callOf(happening),
    at: shownAt(source.at, reader),
    why:
      because === null
        ? 'An admin chose this address for notifications.'
        : `You get this because ${because}.`,
  };
}

/**
 * The message by which an admin tries out a channel.
 * @param platform what it is called (`platformName`)
 */
export function testMessage(
  at: Instant,
  reader: Reader,
  siteUrl: string,
  platform: string,
): Message {
  return {
    event: 'test',
    code: 'TEST',
    url: siteUrl,
    subject: `[TEST] ${platform} – test message`,
    headline: 'This is a test message',
    title: 'Notifications reach this place',
    facts: [],
    quote: null,
    call: `Open ${platform}`,
    at: shownAt(at, reader),
    why: 'An admin sent it to try out the notification settings.',
  };
}

function line(text: string): string {
  return typedLine(text, LINE_MAX_LENGTH);
}

/** A zone that this runtime does not know keeps no message from going out. */
function shownAt(at: Instant, { timezone }: Reader): string {
  const zone = isKnownZone(timezone) ? timezone : 'UTC';
  return `${formatInstant(at, zone)} ${zone}`;
}

/** Finding out costs more than the rest of a message; there are some hundred zones. */
const knownZones = new Set<string>();

function isKnownZone(zone: string): boolean {
  if (knownZones.has(zone)) return true;
  if (!isTimeZone(zone)) return false;
  knownZones.add(zone);
  return true;
}

function factsOf(source: MessageSource, reader: Reader): readonly MessageFact[] {
  const { event, at, people, request } = source;
  const facts: MessageFact[] = [{ label: 'Team', value: TEAM_NAMES[request.team] }];
  if (people.requesterId !== people.actorId && people.requesterId !== reader.userId) {
    facts.push({ label: 'Requested by', value: line(request.requesterName) });
  }
  if (request.priority !== 'normal') {
    facts.push({ label: 'Priority', value: PRIORITY_NAMES[request.priority] });
  }
  if (request.scheduledOn !== null) {
    const day = formatCalendarDay(request.scheduledOn);
    const zone = request.scheduledTimezone === null ? '' : ` (${line(request.scheduledTimezone)})`;
    facts.push({ label: 'Scheduled for', value: `${day}${zone}` });
  }
  if (event === 'request_completed' && request.tatStartAt !== null) {
    const tookMs = epochMs(at) - epochMs(request.tatStartAt);
    facts.push({ label: 'Turn-around time', value: formatDuration(tookMs) });
  }
  return facts;
}

function quoteOf(source: MessageSource): MessageQuote | null {
  const { event, action, isRedacted, request } = source;
  if (isRedacted) return { label: labelOf(event, action), text: REMOVED, isShortened: false };
  const isWorkDone = event === 'request_sent_to_qa' || event === 'request_completed';
  const typed = source.text ?? (isWorkDone ? request.operationNotes : null) ?? '';
  const parsed = shortenText(typed, PARSED_MAX_LENGTH);
  const { text, isShortened } = shortenRichText(
    typedRichText(parseMarkdown(parsed)),
    QUOTE_MAX_LENGTH,
  );
  if (text.length === 0) return null;
  return {
    label: source.text === null ? 'Operating notes' : labelOf(event, action),
    text,
    isShortened: isShortened || parsed !== typed,
  };
}

const REMOVED: RichText = [
  {
    type: 'p',
    children: [{ type: 'em', children: [{ type: 'text', value: '(the text was removed)' }] }],
  },
];

/** As the field is called in which it was typed. */
function labelOf(event: OutboxEvent, action: string): string {
  if (event === 'comment_mention') return 'Comment';
  const fields = isActionKey(action) ? ACTIONS[action].fields : [];
  return fields.find((field) => field.kind === 'markdown')?.label ?? 'Message';
}
