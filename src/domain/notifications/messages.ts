import type { CalendarDay, Instant } from '../kernel/calendar.ts';
import type { RichText } from '../kernel/markdown.ts';
import type { Team } from '../people.ts';
import type { RequestTypeKey } from '../requests/define.ts';
import type { Priority, Status } from '../requests/request.ts';
import type { OutboxEvent } from './events.ts';

/**
 * What a notification says (section 8), once for all channels: each channel renders this model and
 * adds nothing to it. Nothing here holds prices, costs, internal comments or bank details (N9).
 */
export interface Message {
  readonly event: OutboxEvent;
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
  readonly quote: { readonly label: string; readonly text: RichText } | null;
  /** What the reader is asked to do, on the button: "Approve or decline", "Open the request". */
  readonly call: string;
  /** When it happened, with the zone named: "Sun 22 Nov 2026, 14:05 Europe/Berlin". */
  readonly at: string;
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
