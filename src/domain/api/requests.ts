import { z } from 'zod';
import { plainText } from '../kernel/text.ts';
import { ROLES, TEAMS } from '../people.ts';
import { OPERATION_KEYS } from '../pricing/operations.ts';
import { ACTION_KEYS } from '../requests/actions.ts';
import { REQUEST_TYPE_KEYS } from '../requests/define.ts';
import { PRIORITIES, STATUSES } from '../requests/request.ts';
import { many } from './many.ts';
import { personRef } from './people.ts';

/** Requests over the wire. Instants are ISO UTC strings, days `YYYY-MM-DD`, values as the form names them. */

export const values = z.record(z.string(), z.unknown());

export const listItem = z.object({
  code: z.string(),
  type: z.enum(REQUEST_TYPE_KEYS),
  /** Label of the sub-type or of the state; null when the type has none. */
  variant: z.string().nullable(),
  partnerName: z.string().nullable(),
  status: z.enum(STATUSES),
  priority: z.enum(PRIORITIES),
  team: z.enum(TEAMS),
  requester: personRef,
  operator: personRef.nullable(),
  qaAgent: personRef.nullable(),
  createdAt: z.string(),
  statusSince: z.string(),
  scheduledOn: z.string().nullable(),
  scheduledTimezone: z.string().nullable(),
  completedAt: z.string().nullable(),
  /** Milliseconds from TAT start to completion, for completed requests (X4). */
  tatMs: z.number().int().nullable(),
  updateRequested: z.boolean(),
  previouslyRejected: z.boolean(),
  /**
   * P4: absent for whoever may not see prices; null while there is none. `total` is before the
   * discount; amounts are decimal strings in USD.
   */
  price: z.object({ total: z.string(), final: z.string() }).nullable().optional(),
});
export type ListItem = z.infer<typeof listItem>;

export const VIEWS = ['my_work', 'my_requests', 'needs_approval', 'all'] as const;
export type View = (typeof VIEWS)[number];

/** D1. `from`/`to` are days in the viewer's zone, both included. */
export const listQuery = z.object({
  view: z.enum(VIEWS).optional(),
  type: many(REQUEST_TYPE_KEYS),
  status: many(STATUSES),
  team: many(TEAMS),
  priority: many(PRIORITIES),
  /** Requester, operator or QA agent. */
  person: z.coerce.number().int().positive().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  q: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(10).max(100).default(25),
  /** Opaque, from `older` or `newer` of a previous answer. */
  cursor: z.string().max(200).optional(),
});
export type ListQuery = z.infer<typeof listQuery>;

export const listAnswer = z.object({
  requests: z.array(listItem),
  /** Cursors of the neighbouring pages; null where there is none. */
  older: z.string().nullable(),
  newer: z.string().nullable(),
});
export type ListAnswer = z.infer<typeof listAnswer>;

/** Exact up to 10,000; beyond that `more` is true and `count` is 10000. */
export const countOf = z.object({ count: z.number().int(), more: z.boolean() });
export type CountOf = z.infer<typeof countOf>;
/** Without filters: every ready view. With filters: `filtered` besides. */
export const countAnswer = z.object({
  views: z.object({
    my_work: countOf.nullable(),
    my_requests: countOf.nullable(),
    needs_approval: countOf.nullable(),
    all: countOf,
  }),
  filtered: countOf.nullable(),
});
export type CountAnswer = z.infer<typeof countAnswer>;

export const fileRef = z.object({
  id: z.string(),
  name: z.string(),
  sizeBytes: z.number().int(),
  mimeType: z.string(),
  uploadedAt: z.string(),
  uploader: personRef,
  csv: z.object({ columns: z.array(z.string()), rows: z.number().int() }).nullable(),
});
export type FileRef = z.infer<typeof fileRef>;

export const historyEvent = z.object({
  id: z.number().int(),
  /** `create`, an action, `activate`, `comment` or `redact`. */
  action: z.string(),
  at: z.string(),
  /** Null when the system acted. */
  actor: personRef.nullable(),
  from: z.enum(STATUSES).nullable(),
  to: z.enum(STATUSES),
  /** Markdown; null when there is none or it was redacted. */
  message: z.string().nullable(),
  /** True when an admin removed the text (R3). */
  redacted: z.boolean(),
  changes: z.array(
    z.object({
      field: z.string(),
      /** As the form holds it; of a corrected `requester`, a `personRef`. */
      from: z.unknown(),
      to: z.unknown(),
      /** An encrypted field: "changed", never by value. */
      secret: z.boolean(),
    }),
  ),
  /** Files that came with the event (L8, L18). */
  files: z.array(fileRef),
  link: z.string().nullable(),
  /** L20: who was assigned; create: the requester when an admin created on behalf. */
  person: personRef.nullable(),
  /** L18: only operators, QA agents, leadership and admins are shown this. */
  isInternal: z.boolean(),
  /** L18: whom `@username` in the message means; usernames as typed then, in small letters. */
  mentions: z.array(z.object({ username: z.string(), person: personRef })),
});
export type HistoryEvent = z.infer<typeof historyEvent>;

export const availability = z.object({
  action: z.enum(ACTION_KEYS),
  available: z.boolean(),
  eligible: z.boolean(),
  reason: z.string().nullable(),
});

/** Section 6: the receipt of one completion. Amounts are decimal strings in USD. */
export const receipt = z.object({
  completedAt: z.string(),
  /** Null: completed before the first price list, and not priced since (M2). */
  priceList: z.object({ version: z.number().int(), title: z.string() }).nullable(),
  lines: z.array(
    z.object({
      operation: z.enum(OPERATION_KEYS),
      quantity: z.number().int(),
      clientPrice: z.string(),
      clientSubtotal: z.string(),
      /** P4: absent for everybody but admins. */
      costs: z
        .object({
          operateCost: z.string(),
          qaCost: z.string(),
          operateSubtotal: z.string(),
          qaSubtotal: z.string(),
        })
        .optional(),
    }),
  ),
  /** Null while not priced. */
  totals: z
    .object({
      clientTotal: z.string(),
      discountPercent: z.string(),
      discountAmount: z.string(),
      finalPrice: z.string(),
      /** P4: absent for everybody but admins. `margin` is what is left of the final price. */
      costs: z
        .object({ operateTotal: z.string(), qaTotal: z.string(), margin: z.string() })
        .optional(),
    })
    .nullable(),
  /** L12: when it was rejected; null for the one that counts. */
  supersededAt: z.string().nullable(),
});
export type Receipt = z.infer<typeof receipt>;

export const requestDetail = listItem.extend({
  /** P4: absent for whoever may not see prices. Receipts are newest first; at most one counts. */
  pricing: z.object({ discountPercent: z.string(), receipts: z.array(receipt) }).optional(),
  version: z.number().int(),
  creator: personRef,
  /** The type's own values, file fields as file ids, secrets as `{ kept: true }`. */
  values,
  /** Of forms and actions; those of a comment stand with its event. */
  files: z.array(fileRef),
  operation: values.nullable(),
  operatedAt: z.string().nullable(),
  sentToQaAt: z.string().nullable(),
  qaStartedAt: z.string().nullable(),
  cancelledAt: z.string().nullable(),
  uncancelledAt: z.string().nullable(),
  uncancelledBy: personRef.nullable(),
  tatStartAt: z.string().nullable(),
  updateRequestedAt: z.string().nullable(),
  updateRequestedBy: personRef.nullable(),
  approvedAt: z.string().nullable(),
  approvedBy: personRef.nullable(),
  nextStep: z.object({
    waitingFor: z
      .enum([
        'leadership',
        'date',
        'operator',
        'assigned_operator',
        'qa_agent',
        'assigned_qa_agent',
        'requester',
      ])
      .nullable(),
    person: personRef.nullable(),
    since: z.string(),
  }),
  /** X4: milliseconds spent in each status so far, the present one counted up to now. */
  timeInStatusMs: z.partialRecord(z.enum(STATUSES), z.number().int()),
  actions: z.array(availability),
  /** L20: the role the assignee must hold. */
  assignableRole: z.enum(ROLES),
  /** Newest first, at most 50; older ones from `/events?before=`. */
  events: z.array(historyEvent),
  moreEvents: z.boolean(),
});
export type RequestDetail = z.infer<typeof requestDetail>;

export const eventsAnswer = z.object({ events: z.array(historyEvent), moreEvents: z.boolean() });
export type EventsAnswer = z.infer<typeof eventsAnswer>;

export const createBody = z.object({
  type: z.enum(REQUEST_TYPE_KEYS),
  /** P2: needed when the requester could create for more than one team. */
  team: z.enum(TEAMS).optional(),
  /** P1: the requester, when an admin creates for somebody else. */
  onBehalfOf: z.number().int().optional(),
  /** Everything of `requestForm(type)`: partner, fields, instructions, priority, scheduledOn. */
  values,
  /** The draft this came from; removed on success, and the source of its kept secrets. */
  draft: z.string().max(100).optional(),
});
export type CreateBody = z.infer<typeof createBody>;
/** 201. */
export const createAnswer = z.object({ code: z.string(), status: z.enum(STATUSES) });
export type CreateAnswer = z.infer<typeof createAnswer>;

/** Body of every action; `edit` sends the complete form like a creation. Answers the fresh `requestDetail`. */
export const actionBody = z.object({
  version: z.number().int().optional(),
  values: values.default({}),
  draft: z.string().max(100).optional(),
});
export type ActionBody = z.infer<typeof actionBody>;

/** L18: `COMMENT_FORM` as it was filled in. Answers the fresh `requestDetail`. */
export const commentBody = z.object({
  /** Markdown. */
  message: z.string(),
  isInternal: z.boolean().default(false),
  /** Own uploads, by id. */
  files: z.array(z.string().max(100)).max(100).default([]),
  draft: z.string().max(100).optional(),
});
export type CommentBody = z.input<typeof commentBody>;

/** L18: who may be mentioned in a comment, the best match for what was typed first. */
export const mentionable = z.object({
  people: z.array(z.object({ id: z.number().int(), name: z.string(), username: z.string() })),
});
export type Mentionable = z.infer<typeof mentionable>;

export const revealAnswer = z.object({ secrets: z.record(z.string(), z.string()) });
export type RevealAnswer = z.infer<typeof revealAnswer>;

export const redactBody = z.object({
  reason: z
    .string()
    .overwrite(plainText)
    .trim()
    .min(1, 'Enter why the text must go')
    .max(500, 'At most 500 characters'),
});
