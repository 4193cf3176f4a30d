import { type CalendarDay, instant } from '../../src/domain/kernel/calendar.ts';
import type { OutboxEvent } from '../../src/domain/notifications/events.ts';
import type { MessageSource } from '../../src/domain/notifications/messages.ts';
import type { PeopleBefore } from '../../src/domain/notifications/recipients.ts';
import type { Team } from '../../src/domain/people.ts';
import type { EventAction } from '../../src/domain/requests/actions.ts';
import type { RequestTypeKey } from '../../src/domain/requests/define.ts';
import { threadTitle, variantLabel } from '../../src/domain/requests/naming.ts';
import type { Status } from '../../src/domain/requests/request.ts';
import { requestType } from '../../src/domain/requests/types/index.ts';

/** One believable notification of every event for every type: for the preview page and for tests. */

export const EXAMPLE_PEOPLE = {
  requester: { id: 101, name: 'Dana Reyes' },
  operator: { id: 102, name: 'Tomasz Wójcik' },
  qaAgent: { id: 103, name: 'Priya Nair' },
  leader: { id: 104, name: 'Lena Ortiz' },
  admin: { id: 105, name: 'Samuel Okafor' },
} as const;

type Person = (typeof EXAMPLE_PEOPLE)[keyof typeof EXAMPLE_PEOPLE];

interface Happened {
  readonly actor: Person | null;
  readonly action: EventAction | 'comment';
  readonly from: Status | null;
  readonly to: Status;
  readonly text: string | null;
}

const { requester, operator, qaAgent, leader, admin } = EXAMPLE_PEOPLE;

const HAPPENED: Readonly<Record<OutboxEvent, Happened>> = {
  new_request_created: {
    actor: requester,
    action: 'create',
    from: null,
    to: 'pending',
    text: null,
  },
  request_pending_approval: {
    actor: admin,
    action: 'ask_for_approval',
    from: 'pending',
    to: 'pending_approval',
    text: null,
  },
  request_approved: {
    actor: leader,
    action: 'approve',
    from: 'pending_approval',
    to: 'scheduled',
    text: null,
  },
  scheduled_request_activated: {
    actor: null,
    action: 'activate',
    from: 'scheduled',
    to: 'pending',
    text: null,
  },
  update_requested: {
    actor: requester,
    action: 'ask_for_update',
    from: 'in_progress',
    to: 'in_progress',
    text: null,
  },
  update_provided: {
    actor: operator,
    action: 'give_update',
    from: 'in_progress',
    to: 'in_progress',
    text: 'About **two thirds** are done. The rest follows tomorrow morning: the export of the old portal takes a night.',
  },
  request_blocked: {
    actor: operator,
    action: 'block',
    from: 'in_progress',
    to: 'blocked',
    text: `Two things are missing before I can go on:

- the list names **Oak Court** twice, with different addresses
- the column \`unit_id\` is empty from row 40 on

The sheet I mean: https://files.example.com/northwind/units.xlsx`,
  },
  request_resolved: {
    actor: requester,
    action: 'resolve',
    from: 'blocked',
    to: 'pending',
    text: 'Oak Court is the one in Springfield. The corrected sheet is attached, every unit has its id now.',
  },
  request_sent_to_qa: {
    actor: operator,
    action: 'send_to_qa',
    from: 'in_progress',
    to: 'qa_pending',
    text: null,
  },
  request_rejected: {
    actor: qaAgent,
    action: 'reject',
    from: 'qa_in_progress',
    to: 'in_progress',
    text: 'Rows 12 to 18 still show the *old* name. Please run the sheet again, and check the suffixes.',
  },
  request_cancelled: {
    actor: leader,
    action: 'decline',
    from: 'pending_approval',
    to: 'cancelled',
    text: 'The partner renewed yesterday, so this must not happen any more. Please talk to their PSM first.',
  },
  request_uncancelled: {
    actor: requester,
    action: 'uncancel',
    from: 'cancelled',
    to: 'pending',
    text: null,
  },
  request_completed: {
    actor: qaAgent,
    action: 'complete',
    from: 'qa_in_progress',
    to: 'completed',
    text: null,
  },
  work_assigned: {
    actor: admin,
    action: 'assign',
    from: 'pending',
    to: 'in_progress',
    text: null,
  },
  comment_mention: {
    actor: qaAgent,
    action: 'comment',
    from: 'in_progress',
    to: 'in_progress',
    text: '@dana.reyes can you tell whether the garage units belong to this, too? Nobody lives there.',
  },
};

interface Asked {
  readonly sequence: string;
  readonly team: Team;
  readonly partner: string | null;
  /** The chosen option of the type's variant field. */
  readonly variant: string | null;
  readonly notes: string;
}

const ASKED: Readonly<Record<RequestTypeKey, Asked>> = {
  user_records: {
    sequence: '018',
    team: 'support',
    partner: 'Acme Homes',
    variant: null,
    notes: 'All 14 users were added; two of them had an account already and kept their password.',
  },
  property_records: {
    sequence: '042',
    team: 'revenue',
    partner: 'Northwind Living',
    variant: 'address',
    notes: `Done in two parts:

1. 31 addresses by the bulk update
2. 4 by hand, because they share a parcel

Log: [processing report](https://files.example.com/reports/2026-11-22)`,
  },
  unit_transfer: {
    sequence: '007',
    team: 'revenue',
    partner: 'Birch & Sons Management',
    variant: 'partner_to_partner',
    notes: '212 units moved. The old partner sees them as *transferred* until midnight.',
  },
  deactivation_toggle: {
    sequence: '011',
    team: 'support',
    partner: 'Juniper Row Apartments',
    variant: 'toggle_off_invites',
    notes: 'Invites are off for all six properties.',
  },
  xml_files: {
    sequence: '003',
    team: 'compliance',
    partner: null,
    variant: 'NJ',
    notes: 'Both files validate against the schema of this quarter.',
  },
  address_validation: {
    sequence: '025',
    team: 'support',
    partner: 'Cedar Group',
    variant: null,
    notes: '118 of 120 addresses are valid. The other two do not exist in the postal register.',
  },
  stripe_disputes: {
    sequence: '009',
    team: 'accounting',
    partner: null,
    variant: null,
    notes: 'Three disputes were answered with proof of coverage, one was accepted.',
  },
};

const CREATED_AT = instant('2026-11-20T15:42:00Z');
const HAPPENED_AT = instant('2026-11-22T13:05:00Z');

const PEOPLE: PeopleBefore = {
  actorId: null,
  requesterId: requester.id,
  operatorId: operator.id,
  qaAgentId: qaAgent.id,
  blockedBy: operator.id,
  updateRequestedBy: requester.id,
  cancelledBy: leader.id,
};

const SCHEDULED_EVENTS: readonly OutboxEvent[] = [
  'request_pending_approval',
  'request_approved',
  'scheduled_request_activated',
];
const PRESSING_EVENTS: readonly OutboxEvent[] = [
  'new_request_created',
  'update_requested',
  'request_blocked',
];

/** What the sender would read from the database about this event on a request of this type. */
export function exampleSource(event: OutboxEvent, type: RequestTypeKey): MessageSource {
  const { actor, action, from, to, text } = HAPPENED[event];
  const asked = ASKED[type];
  const definition = requestType(type);
  const values = {
    ...(asked.partner === null ? {} : { partnerName: asked.partner }),
    ...(definition.variantField === null ? {} : { [definition.variantField]: asked.variant }),
  };
  const isScheduled = definition.schedulable && SCHEDULED_EVENTS.includes(event);
  return {
    event,
    at: event === 'new_request_created' ? CREATED_AT : HAPPENED_AT,
    actorName: actor?.name ?? null,
    people: { ...PEOPLE, actorId: actor?.id ?? null },
    action,
    from,
    to,
    text,
    isRedacted: false,
    request: {
      code: `${definition.prefix}-26Q4${asked.sequence}`,
      type,
      variant: variantLabel(definition, values),
      partnerName: asked.partner,
      threadTitle: threadTitle(definition, values),
      team: asked.team,
      priority: definition.schedulable && PRESSING_EVENTS.includes(event) ? 'high' : 'normal',
      requesterName: requester.name,
      scheduledOn: isScheduled ? ('2026-11-24' as CalendarDay) : null,
      scheduledTimezone: isScheduled ? 'America/New_York' : null,
      tatStartAt: CREATED_AT,
      operationNotes: asked.notes,
    },
  };
}
