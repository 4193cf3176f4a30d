import { epochMs } from '../../src/domain/kernel/calendar.ts';
import { NO_PERCENT } from '../../src/domain/kernel/money.ts';
import { typeByPrefix } from '../../src/domain/requests/types/index.ts';
import { newStorageKey } from '../../src/server/files/storage-key.ts';
import type { RequestColumns } from '../../src/server/requests/stored-request.ts';
import type { Content } from './contents.ts';
import type { Invented } from './invent.ts';
import type { Life, LifeEvent } from './life.ts';
import type { SamplePerson } from './people.ts';

/** The invented year as rows of the tables. Ids are given in the order of time. */

export type Row = Readonly<Record<string, unknown>>;

export interface StoredContent {
  readonly storageKey: string;
  readonly content: Content;
}

export interface Rows {
  readonly requests: readonly Row[];
  readonly events: readonly Row[];
  readonly texts: readonly Row[];
  readonly files: readonly Row[];
  readonly attached: readonly Row[];
  readonly counters: readonly Row[];
  /** What has to lie in the file store. */
  readonly contents: readonly StoredContent[];
}

export interface NumberedEvent {
  readonly id: number;
  readonly requestId: number;
  readonly event: LifeEvent;
}

/** Everything that happened, in the order of time. */
export function numberedEvents(lives: readonly Life[]): readonly NumberedEvent[] {
  return lives
    .flatMap((life, index) =>
      life.events.map((event, order) => ({ event, order, requestId: index + 1 })),
    )
    .sort((a, b) => epochMs(a.event.at) - epochMs(b.event.at) || a.order - b.order)
    .map(({ event, requestId }, index) => ({ id: index + 1, requestId, event }));
}

export function rowsOf({ lives }: Invented): Rows {
  const events = numberedEvents(lives);
  const files = events.flatMap(({ id, requestId, event }) =>
    event.files.map((attached) => ({
      ...attached,
      eventId: id,
      requestId,
      event,
      storageKey: newStorageKey(),
    })),
  );
  return {
    requests: lives.map(requestRow),
    events: events.map(({ id, requestId, event }) => eventRow(event, id, requestId)),
    texts: events.flatMap(({ id, event }) => textRows(event, id)),
    files: files.map(({ id, file, event, storageKey }) => ({
      id,
      storage_key: storageKey,
      name: file.facts.name,
      size_bytes: file.content.sizeBytes,
      sha256: `\\x${file.content.sha256.toString('hex')}`,
      mime_type: file.content.mimeType,
      csv: file.content.csv,
      uploader_id: event.actorId,
      uploaded_at: event.at,
    })),
    attached: files.map(({ id, place, eventId, requestId }) => ({
      request_id: requestId,
      file_id: id,
      place,
      event_id: eventId,
    })),
    counters: counterRows(lives),
    contents: files.map(({ file, storageKey }) => ({ storageKey, content: file.content })),
  };
}

export function personRow(person: SamplePerson, passwordHash: string): Row {
  return {
    id: person.actor.id,
    username: person.username,
    email: person.email,
    first_name: person.firstName,
    last_name: person.lastName,
    timezone: person.actor.timezone,
    slack_member_id: person.slackMemberId,
    telegram_user_id: person.telegramUserId,
    password_hash: person.hasPassword ? passwordHash : null,
    roles: person.roles,
    teams: person.teams,
    is_active: person.isActive,
    created_at: person.joinedAt,
    updated_at: person.workedUntil ?? person.joinedAt,
    last_sign_in_at: person.lastSignInAt,
    erased_at: person.erasedAt,
    registered_at: person.registeredAt,
  };
}

const REQUEST_COLUMNS = [
  'code',
  'type',
  'variant',
  'requester_id',
  'creator_id',
  'team',
  'priority',
  'partner_name',
  'thread_title',
  'instructions',
  'data',
  'operation',
  'status',
  'created_at',
  'updated_at',
  'status_since',
  'scheduled_on',
  'scheduled_timezone',
  'scheduled_at',
  'operator_id',
  'qa_agent_id',
  'operated_at',
  'sent_to_qa_at',
  'qa_started_at',
  'completed_at',
  'cancelled_at',
  'cancelled_by',
  'uncancelled_at',
  'uncancelled_by',
  'blocked_at',
  'blocked_by',
  'tat_start_at',
  'update_requested_at',
  'update_requested_by',
  'previously_rejected',
  'approval_asked',
  'approval_waived',
  'approved_at',
  'approved_by',
  'approved_content',
  'version',
  'discount_percent',
] as const satisfies readonly (keyof RequestColumns)[];

const DEFAULTS: Partial<Record<(typeof REQUEST_COLUMNS)[number], unknown>> = {
  discount_percent: NO_PERCENT,
};

/** Every column in the same order, JSON as JSON: the whole row becomes part of a JSON text. */
function requestRow({ columns }: Life, index: number): Row {
  const row = Object.fromEntries(
    REQUEST_COLUMNS.map((name) => [name, columns[name] ?? DEFAULTS[name] ?? null]),
  );
  const parsed = ['data', 'operation', 'approved_content'].map((name) => {
    const text = row[name];
    return [name, typeof text === 'string' ? JSON.parse(text) : null];
  });
  return { id: index + 1, ...row, ...Object.fromEntries(parsed) };
}

function eventRow(event: LifeEvent, id: number, requestId: number): Row {
  return {
    id,
    request_id: requestId,
    at: event.at,
    actor_id: event.actorId,
    action: event.transition.action,
    from_status: event.transition.from,
    to_status: event.transition.to,
    details: event.details,
  };
}

function textRows({ transition, typed }: LifeEvent, eventId: number): Row[] {
  const hasText = transition.message !== null || Object.keys(typed).length > 0;
  return hasText ? [{ event_id: eventId, message: transition.message, changes: typed }] : [];
}

/** R2: the next request of a prefix and quarter goes on after the last one here. */
function counterRows(lives: readonly Life[]): Row[] {
  const counters = new Map<string, Row>();
  for (const { state } of lives) {
    const parts = /^([A-Z]{2})-(\d{2})Q(\d)(\d+)$/.exec(state.code);
    const [, prefix = '', year, quarter, sequence] = parts ?? [];
    if (typeByPrefix(prefix) === null) throw new Error(`no type has the prefix of ${state.code}`);
    counters.set(`${prefix}${year}${quarter}`, {
      prefix,
      year: 2000 + Number(year),
      quarter: Number(quarter),
      last: Number(sequence),
    });
  }
  return [...counters.values()];
}
