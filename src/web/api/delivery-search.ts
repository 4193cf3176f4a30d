import type { SendAgainBody } from '../../domain/api/notifications.ts';
import {
  CHANNELS,
  DELIVERY_STATES,
  SENDABLE_AGAIN,
  SUPPRESSED_REASONS,
  type SuppressedReason,
} from '../../domain/notifications/deliveries.ts';
import { OUTBOX_EVENTS } from '../../domain/notifications/events.ts';
import { lastPlace, type Placed, readPlaces } from './places.ts';
import type { ListParameters } from './queries.ts';

/** The deliveries page as it stands in the address bar. */
export interface DeliverySearch extends Placed {
  /** Several values are joined with commas. */
  readonly channel?: string;
  readonly state?: string;
  readonly event?: string;
  readonly reason?: string;
  /** Of the request. */
  readonly code?: string;
}

export const DELIVERY_CHOICES = {
  state: DELIVERY_STATES,
  channel: CHANNELS,
  event: OUTBOX_EVENTS,
  reason: Object.keys(SUPPRESSED_REASONS) as SuppressedReason[],
} as const satisfies Partial<Record<keyof DeliverySearch, readonly string[]>>;
export type DeliveryChoice = keyof typeof DELIVERY_CHOICES;
export const DELIVERY_CHOICE_KEYS = [
  'state',
  'channel',
  'event',
  'reason',
] as const satisfies readonly DeliveryChoice[];

/** Keeps what the page understands; a mistyped or outdated address still shows deliveries. */
export function readDeliverySearch(raw: Readonly<Record<string, unknown>>): DeliverySearch {
  const parts = (name: keyof DeliverySearch): readonly string[] => {
    const value = raw[name];
    return typeof value === 'string' ? value.split(',').filter((part) => part !== '') : [];
  };
  const search: { -readonly [K in keyof DeliverySearch]: DeliverySearch[K] } = {};
  for (const key of DELIVERY_CHOICE_KEYS) {
    const allowed: readonly string[] = DELIVERY_CHOICES[key];
    const values = allowed.filter((value) => parts(key).includes(value));
    if (values.length > 0) search[key] = values.join(',');
  }
  const code = typeof raw.code === 'string' ? raw.code.trim().slice(0, 40).toUpperCase() : '';
  if (code !== '') search.code = code;
  const before = readPlaces(raw.before);
  if (before !== undefined) search.before = before;
  return search;
}

export function hasDeliveryFilters(search: DeliverySearch): boolean {
  const { before: _place, ...filters } = search;
  return Object.keys(filters).length > 0;
}

export function chosenIn(search: DeliverySearch, key: DeliveryChoice): readonly string[] {
  return search[key]?.split(',') ?? [];
}

/** With one filter changed, or without it; back on the newest page. */
export function withDeliveryFilter(
  search: DeliverySearch,
  key: DeliveryChoice | 'code',
  value: string,
): DeliverySearch {
  const { before: _place, [key]: _replaced, ...rest } = search;
  return value === '' ? rest : { ...rest, [key]: value };
}

export function deliveryParameters(search: DeliverySearch): ListParameters {
  return { ...search, ...lastPlace(search) };
}

/**
 * The filters as "send all again" takes them; null while they let something through that cannot be
 * sent again, so that the button never does less than it says.
 */
export function sendAgainFilter(search: DeliverySearch): SendAgainBody | null {
  const states = SENDABLE_AGAIN.filter((state) => chosenIn(search, 'state').includes(state));
  if (states.length === 0 || states.length !== chosenIn(search, 'state').length) return null;
  const of = <K extends DeliveryChoice>(key: K) =>
    DELIVERY_CHOICES[key].filter((value) => chosenIn(search, key).includes(value));
  const [channel, event, reason] = [of('channel'), of('event'), of('reason')];
  return {
    state: states,
    ...(channel.length === 0 ? {} : { channel: [...channel] as SendAgainBody['channel'] }),
    ...(event.length === 0 ? {} : { event: [...event] as SendAgainBody['event'] }),
    ...(reason.length === 0 ? {} : { reason: [...reason] as SendAgainBody['reason'] }),
    ...(search.code === undefined ? {} : { code: search.code }),
  };
}
