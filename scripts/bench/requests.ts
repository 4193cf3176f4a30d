import { createHash } from 'node:crypto';
import {
  addDays,
  dayIn,
  epochMs,
  type Instant,
  instantFromEpochMs,
  startOfDay,
} from '../../src/domain/kernel/calendar.ts';
import { NO_PERCENT, type Percent } from '../../src/domain/kernel/money.ts';
import type { Team } from '../../src/domain/people.ts';
import { quantitiesOf } from '../../src/domain/pricing/price.ts';
import { formatCode } from '../../src/domain/requests/codes.ts';
import type { RequestTypeKey } from '../../src/domain/requests/define.ts';
import { threadTitle, variantLabel } from '../../src/domain/requests/naming.ts';
import type { Priority, Status } from '../../src/domain/requests/request.ts';
import { requestType } from '../../src/domain/requests/types/index.ts';
import { liveThrough } from './life.ts';
import type { BenchPerson } from './people.ts';
import { type BenchPrice, pricedBy } from './prices.ts';
import type { Random } from './random.ts';
import { instructionsText, operationValues, PARTNERS, typeValues } from './texts.ts';

/** One request with everything a detail page loads. Column names are the tables' own. */
export interface BenchRequest {
  readonly request: Readonly<Record<string, unknown>>;
  readonly events: readonly Readonly<Record<string, unknown>>[];
  readonly texts: readonly Readonly<Record<string, unknown>>[];
  readonly files: readonly Readonly<Record<string, unknown>>[];
  readonly attached: readonly Readonly<Record<string, unknown>>[];
  /** Of the completion that counts; null while there is none, or from before the first list. */
  readonly price: BenchPrice | null;
}

export interface Staff {
  readonly operators: readonly BenchPerson[];
  readonly qaAgents: readonly BenchPerson[];
  readonly leadership: readonly BenchPerson[];
  readonly members: ReadonlyMap<Team, readonly BenchPerson[]>;
}

const DISCOUNTS = ['5.0', '10.0', '12.5', '33.3'] as readonly string[] as readonly Percent[];

const HOUR_MS = 3_600_000;
const YEARS_MS = 3 * 365 * 24 * HOUR_MS;
/** Of a hundred requests. */
const TYPES: readonly (readonly [RequestTypeKey, number])[] = [
  ['user_records', 34],
  ['property_records', 26],
  ['deactivation_toggle', 14],
  ['unit_transfer', 10],
  ['address_validation', 8],
  ['xml_files', 6],
  ['stripe_disputes', 2],
];

/** Requests in the order of their creation, spread over three years that end at `now`. */
export function* requests(
  count: number,
  staff: Staff,
  now: Instant,
  random: Random,
): Generator<BenchRequest> {
  const sequences = new Map<string, number>();
  let eventId = 0;
  for (let index = 0; index < count; index += 1) {
    // Later days are busier. The last request is a minute old.
    const share = Math.sqrt((index + 1) / count);
    const createdAt = instantFromEpochMs(epochMs(now) - 60_000 - (1 - share) * YEARS_MS);
    const built = build(index + 1, createdAt, now, staff, random, sequences, () => (eventId += 1));
    yield built;
  }
}

function pickType(random: Random): RequestTypeKey {
  let left = random.next() * 100;
  for (const [type, share] of TYPES) {
    left -= share;
    if (left < 0) return type;
  }
  return 'user_records';
}

/** Old requests are finished, young ones are anywhere on their way. */
function pickStatus(createdAt: Instant, now: Instant, random: Random): Status {
  const ageHours = (epochMs(now) - epochMs(createdAt)) / HOUR_MS;
  if (random.chance(0.05)) return 'cancelled';
  if (ageHours > 24 * 14) return random.chance(0.003) ? 'blocked' : 'completed';
  if (random.chance(Math.min(0.9, ageHours / 200))) return 'completed';
  return random.pick([
    'pending',
    'pending',
    'pending',
    'in_progress',
    'in_progress',
    'qa_pending',
    'qa_in_progress',
    'blocked',
    'pending_approval',
    'scheduled',
  ] as const);
}

const WORKED: readonly Status[] = [
  'in_progress',
  'qa_pending',
  'qa_in_progress',
  'blocked',
  'completed',
];
const IN_QA: readonly Status[] = ['qa_in_progress', 'completed'];

function build(
  id: number,
  createdAt: Instant,
  now: Instant,
  staff: Staff,
  random: Random,
  sequences: Map<string, number>,
  nextEventId: () => number,
): BenchRequest {
  const type = requestType(pickType(random));
  const team = random.pick(type.teams);
  const requester = random.pickUneven(staff.members.get(team) ?? []);
  const status = pickStatus(createdAt, now, random);
  const counter = formatCode(type.prefix, createdAt, 0).slice(0, -3);
  const sequence = (sequences.get(counter) ?? 0) + 1;
  sequences.set(counter, sequence);

  const hours = random.next() * 30;
  const stepMs = Math.max(
    1_000,
    Math.min(Math.round(hours * HOUR_MS), Math.floor((epochMs(now) - epochMs(createdAt)) / 10)),
  );
  const operator = WORKED.includes(status) ? random.pickUneven(staff.operators) : null;
  const qaAgent = IN_QA.includes(status) ? random.pickUneven(staff.qaAgents) : null;
  const partner = type.form.fields.some(({ name }) => name === 'partnerName')
    ? random.pickUneven(PARTNERS)
    : null;
  const file =
    type.key === 'xml_files' || type.key === 'stripe_disputes' || random.chance(0.3)
      ? fileRow(id, requester.id, createdAt, random)
      : null;
  const data = typeValues(type.key, file?.id ?? null, random);
  const scheduledOn =
    status === 'scheduled' ? addDays(dayIn(requester.timezone, now), random.whole(1, 40)) : null;

  const first: Status =
    status === 'scheduled' || status === 'pending_approval' ? status : 'pending';
  const life = liveThrough(
    { id, createdAt, first, status, requester, operator, qaAgent, stepMs },
    random,
    nextEventId,
  );
  const { events, texts, completedAt } = life;
  const last = events.at(-1)?.at ?? createdAt;

  const sentToQa = qaAgent !== null || status === 'qa_pending';
  const operation = sentToQa ? operationValues(type.key, random) : null;
  const discountPercent = random.chance(0.03) ? random.pick(DISCOUNTS) : NO_PERCENT;
  const priority: Priority = random.chance(0.1) ? 'high' : random.chance(0.1) ? 'low' : 'normal';
  return {
    request: {
      id,
      code: formatCode(type.prefix, createdAt, sequence),
      type: type.key,
      variant: variantLabel(type, data),
      requester_id: requester.id,
      creator_id: requester.id,
      team,
      priority,
      partner_name: partner,
      thread_title: threadTitle(type, { ...data, partnerName: partner }),
      instructions: random.chance(0.7) ? instructionsText(random) : null,
      data,
      operation,
      status,
      created_at: createdAt,
      updated_at: last,
      status_since: last,
      scheduled_on: scheduledOn,
      scheduled_timezone: scheduledOn === null ? null : requester.timezone,
      scheduled_at: scheduledOn === null ? null : startOfDay(scheduledOn, requester.timezone),
      operator_id: operator?.id ?? null,
      qa_agent_id: qaAgent?.id ?? null,
      operated_at: life.operatedAt,
      sent_to_qa_at: life.sentAt,
      qa_started_at: life.qaStartedAt,
      completed_at: completedAt,
      cancelled_at: status === 'cancelled' ? last : null,
      cancelled_by: status === 'cancelled' ? requester.id : null,
      blocked_at: status === 'blocked' ? last : null,
      blocked_by: status === 'blocked' ? (operator?.id ?? null) : null,
      tat_start_at: life.tatStart,
      previously_rejected: false,
      approval_asked: false,
      approval_waived: false,
      version: events.length,
      discount_percent: discountPercent,
    },
    price:
      completedAt === null || operation === null
        ? null
        : pricedBy(completedAt, quantitiesOf(type, operation, data), discountPercent),
    events,
    texts,
    files: file === null ? [] : [file],
    attached:
      file === null
        ? []
        : [{ request_id: id, file_id: file.id, place: 'file', event_id: events[0]?.id }],
  };
}

function fileRow(requestId: number, uploaderId: number, at: Instant, random: Random) {
  const digest = createHash('sha256').update(`file of ${requestId}`).digest('hex');
  const id = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `4${digest.slice(13, 16)}`,
    `8${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-');
  return {
    id,
    storage_key: `bench-${requestId}`,
    name: `export-${requestId}.csv`,
    size_bytes: random.whole(200, 400_000),
    sha256: `\\x${digest}`,
    mime_type: 'text/csv',
    csv: {
      columns: ['Market', 'Dispute Id', 'Deadline', 'Internal Notes'],
      rows: random.whole(1, 400),
    },
    uploader_id: uploaderId,
    uploaded_at: at,
  };
}
