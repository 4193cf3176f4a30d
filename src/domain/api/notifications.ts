import { z } from 'zod';
import {
  CHANNELS,
  DELIVERY_STATES,
  LEFT_OUT_REASONS,
  type LeftOutReason,
  SENDABLE_AGAIN,
  SUPPRESSED_REASONS,
  type SuppressedReason,
} from '../notifications/deliveries.ts';
import { NOTIFICATION_EVENTS, OUTBOX_EVENTS } from '../notifications/events.ts';
import { many } from './many.ts';
import { personRef } from './people.ts';

/** Notifications over the wire: deliveries, switches, settings, mutes, Telegram. */

const instant = z.string();
const channel = z.enum(CHANNELS);
const reasons = Object.keys(SUPPRESSED_REASONS) as [SuppressedReason, ...SuppressedReason[]];
const leftOutReasons = Object.keys(LEFT_OUT_REASONS) as [LeftOutReason, ...LeftOutReason[]];

/** N6: one notification on one channel for one recipient. */
export const delivery = z.object({
  id: z.number().int(),
  /** Of the request. */
  code: z.string(),
  event: z.enum(OUTBOX_EVENTS),
  channel,
  recipient: z.object({
    kind: z.enum(['operations', 'address', 'channel', 'chat', 'user']),
    person: personRef.nullable(),
    address: z.string().nullable(),
  }),
  state: z.enum(DELIVERY_STATES),
  suppressedReason: z.enum(reasons).nullable(),
  /** Why an admin dropped it, in their words. */
  dropReason: z.string().nullable(),
  leftOut: z.array(z.object({ person: personRef, reason: z.enum(leftOutReasons) })),
  attempts: z.number().int(),
  lastError: z.string().nullable(),
  createdAt: instant,
  lastAttemptAt: instant.nullable(),
  /** While it is retried; null when it waits for something else. */
  nextAttemptAt: instant.nullable(),
  finishedAt: instant.nullable(),
  /** What a pending delivery waits for besides its time: its channel, or the one before it (N3). */
  waitsFor: z.enum(['channel', 'earlier']).nullable(),
  providerId: z.string().nullable(),
});
export type Delivery = z.infer<typeof delivery>;

/** Of one request, oldest first: for operators, QA agents, leadership and admins (N6). */
export const requestDeliveries = z.object({
  deliveries: z.array(delivery),
  /** Since when and why a channel is off (N2). */
  channelsOff: z.array(z.object({ channel, since: instant, reason: z.string() })),
});
export type RequestDeliveries = z.infer<typeof requestDeliveries>;

/** Of all requests, newest first, 50 a page; `next` is the id to ask `before` with. */
export const deliveriesPage = z.object({
  deliveries: z.array(delivery),
  next: z.number().int().nullable(),
});
export type DeliveriesPage = z.infer<typeof deliveriesPage>;

const deliveryFilters = z.object({
  channel: many(CHANNELS),
  state: many(DELIVERY_STATES),
  event: many(OUTBOX_EVENTS),
  /** Why nothing was sent. */
  reason: many(reasons),
  /** Of the request, in any case of letters. */
  code: z.string().trim().max(40).toUpperCase().optional(),
});

/** Filters narrow together. `before`: the `next` of the page above. */
export const deliveriesQuery = deliveryFilters.extend({
  before: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
});
export type DeliveriesQuery = z.infer<typeof deliveriesQuery>;

/** The same filters; without a state, what failed. */
export const sendAgainBody = deliveryFilters.extend({ state: many(SENDABLE_AGAIN) });
export type SendAgainBody = z.infer<typeof sendAgainBody>;

/** Up to a bound at a time; `more`: to be asked again. */
export const sendAgainAnswer = z.object({ count: z.number().int(), more: z.boolean() });
export type SendAgainAnswer = z.infer<typeof sendAgainAnswer>;

/** A channel as its provider and the queue see it. */
export const channelStatus = z.object({
  channel,
  /** How it is configured in the environment; null: it is not (N8). */
  mode: z.enum(['smtp', 'bot', 'webhook']).nullable(),
  off: z.object({ since: instant, reason: z.string() }).nullable(),
  waiting: z.object({ count: z.number().int(), oldestAt: instant.nullable() }),
});
export type ChannelStatus = z.infer<typeof channelStatus>;

/** For admins on every page (N2): what stops notifications. Empty when all is well. */
export const notificationAlerts = z.object({
  alerts: z.array(
    z.object({
      kind: z.enum(['channel_off', 'waiting']),
      channel,
      since: instant,
      /** Why the channel is off; null for one whose oldest delivery waits for long. */
      reason: z.string().nullable(),
    }),
  ),
});
export type NotificationAlerts = z.infer<typeof notificationAlerts>;

export const notificationSettings = z.object({
  operationsMailbox: z.string().nullable(),
  approverAddresses: z.array(z.string()),
  slackChannel: z.string().nullable(),
  telegramChat: z.string().nullable(),
  operationsTimezone: z.string(),
});
export type NotificationSettingsView = z.infer<typeof notificationSettings>;

/** The admin page of notifications. */
export const notificationAdmin = z.object({
  channels: z.array(channelStatus),
  settings: notificationSettings,
  /** Where the environment sends what has no destination among the settings. */
  defaults: notificationSettings.pick({ slackChannel: true, telegramChat: true }),
  /** Event × channel; true: on. */
  toggles: z.record(z.enum(NOTIFICATION_EVENTS), z.record(channel, z.boolean())),
});
export type NotificationAdmin = z.infer<typeof notificationAdmin>;

/** Absent fields stay as they are. Approver addresses as typed: split at commas and new lines (R6). */
export const notificationSettingsBody = z.object({
  operationsMailbox: z.string().max(254).nullable().optional(),
  approverAddresses: z.string().max(10_000).optional(),
  slackChannel: z.string().max(100).nullable().optional(),
  telegramChat: z.string().max(100).nullable().optional(),
  operationsTimezone: z.string().max(100).optional(),
});
export type NotificationSettingsBody = z.infer<typeof notificationSettingsBody>;

export const toggleBody = z.object({
  event: z.enum(NOTIFICATION_EVENTS),
  channel,
  isOn: z.boolean(),
});
export type ToggleBody = z.infer<typeof toggleBody>;

/** 200 also when the test failed: what happened is the answer. */
export const testAnswer = z.object({ isSent: z.boolean(), explains: z.string() });
export type TestAnswer = z.infer<typeof testAnswer>;

/** N7: the signed-in person's own. */
export const myNotifications = z.object({
  /** What may be muted; the rest asks to act or names nobody. */
  mutable: z.array(z.object({ event: z.enum(OUTBOX_EVENTS), channels: z.array(channel) })),
  muted: z.array(z.object({ event: z.enum(OUTBOX_EVENTS), channel })),
  telegram: z.object({ isAvailable: z.boolean(), isLinked: z.boolean() }),
});
export type MyNotifications = z.infer<typeof myNotifications>;

export const muteBody = z.object({ event: z.enum(OUTBOX_EVENTS), channel, isMuted: z.boolean() });
export type MuteBody = z.infer<typeof muteBody>;

/** A one-time start link: opened by its person in Telegram before it expires. */
export const telegramLink = z.object({ url: z.string(), expiresAt: instant });
export type TelegramLink = z.infer<typeof telegramLink>;

/** Behind the link at the foot of a mail: which event its token mutes, for whom. */
export const unsubscribeView = z.object({
  event: z.enum(OUTBOX_EVENTS),
  email: z.string(),
  isMuted: z.boolean(),
});
export type UnsubscribeView = z.infer<typeof unsubscribeView>;

/** What the page behind that link asks for. */
export const unsubscribeBody = z.object({ isMuted: z.boolean() });
