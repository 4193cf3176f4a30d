import { Tooltip } from '@mantine/core';
import { Hash, type LucideIcon, Mail, Send } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Delivery } from '../../domain/api/notifications.ts';
import {
  CHANNEL_NAMES,
  type Channel,
  DELIVERY_STATE_NAMES,
  type DeliveryState,
  LEFT_OUT_REASONS,
  SUPPRESSED_REASONS,
} from '../../domain/notifications/deliveries.ts';
import { formatInstantExactly, formatRelative } from '../format.ts';
import { common } from '../words/common.ts';
import { deliveryWords as words } from '../words/deliveries.ts';
import classes from './delivery.module.css';
import { useNowMs, useViewerZone } from './now.ts';
import { Person } from './person.tsx';

const CHANNEL_ICONS: Readonly<Record<Channel, LucideIcon>> = {
  email: Mail,
  slack: Hash,
  telegram: Send,
};

export function ChannelIcon({ channel }: { channel: Channel }) {
  const Icon = CHANNEL_ICONS[channel];
  return <Icon size={14} aria-hidden="true" />;
}

export function ChannelName({ channel }: { channel: Channel }) {
  return (
    <span className={classes.channel}>
      <ChannelIcon channel={channel} />
      {CHANNEL_NAMES[channel]}
    </span>
  );
}

/** Hue and shape both differ per state: nobody has to tell two colours apart. */
const RING = <circle cx="7" cy="7" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.5" />;
const SHAPES: Readonly<Record<DeliveryState, ReactNode>> = {
  pending: RING,
  sending: (
    <>
      {RING}
      <path d="M7 3.8a3.2 3.2 0 0 1 0 6.4Z" fill="currentColor" />
    </>
  ),
  sent: (
    <>
      <circle cx="7" cy="7" r="6" fill="currentColor" />
      <path
        d="m4.4 7.2 1.8 1.8 3.4-3.8"
        fill="none"
        stroke="var(--bg)"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  unknown: (
    <>
      <path
        d="M7 1.2 12.8 7 7 12.8 1.2 7Z"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
      <circle cx="7" cy="7" r="1.4" fill="currentColor" />
    </>
  ),
  failed: (
    <path
      d="M4.5 1h5L13 4.5v5L9.5 13h-5L1 9.5v-5ZM6.2 3.4v4.4h1.6V3.4ZM6.2 9v1.6h1.6V9Z"
      fill="currentColor"
      fillRule="evenodd"
    />
  ),
  suppressed: (
    <path d="M3 7h8" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" fill="none" />
  ),
};

export function DeliveryDot({ state }: { state: DeliveryState }) {
  return (
    <svg className={classes.dot} data-state={state} viewBox="0 0 14 14" aria-hidden="true">
      {SHAPES[state]}
    </svg>
  );
}

export function DeliveryStateWord({ state }: { state: DeliveryState }) {
  return (
    <span className={classes.state}>
      <DeliveryDot state={state} />
      {DELIVERY_STATE_NAMES[state]}
    </span>
  );
}

export function RecipientName({ recipient }: { recipient: Delivery['recipient'] }) {
  if (recipient.person !== null) return <Person person={recipient.person} />;
  const name = recipientText(recipient);
  return <span title={recipient.address ?? name}>{name}</span>;
}

/** Shared destinations by what they are: where they lead to is a setting. */
function recipientText({ kind, address }: Delivery['recipient']): string {
  return kind === 'address' && address !== null ? address : words.recipients[kind];
}

/** Why it stands as it does, in one line; null when the state says it all. */
export function DeliveryReason({ delivery }: { delivery: Delivery }) {
  const nowMs = useNowMs();
  const zone = useViewerZone();
  return reasonOf(delivery, nowMs, zone);
}

function reasonOf(delivery: Delivery, nowMs: number, zone: string): string | null {
  const { state, suppressedReason, lastError, waitsFor, nextAttemptAt, attempts } = delivery;
  switch (state) {
    case 'suppressed':
      if (delivery.dropReason !== null) return words.droppedBecause(delivery.dropReason);
      return suppressedReason === null ? null : SUPPRESSED_REASONS[suppressedReason];
    case 'failed':
      return lastError;
    case 'unknown':
      return words.unknown;
    case 'sent':
      return leftOutOf(delivery);
    case 'sending':
      return attempts > 1 ? lastError : null;
    case 'pending': {
      if (waitsFor === 'channel') return words.waitsForChannel(CHANNEL_NAMES[delivery.channel]);
      if (waitsFor === 'earlier') return words.waitsForEarlier;
      if (attempts === 0) return words.firstTry;
      const again =
        nextAttemptAt === null ? null : words.retriesAt(nextAttempt(nextAttemptAt, nowMs, zone));
      return [lastError, again].filter((part) => part !== null).join('; ');
    }
  }
}

/** "in 12 m", with the exact instant and the zone on hover. */
export function NextAttempt({ at }: { at: string }) {
  const zone = useViewerZone();
  const nowMs = useNowMs();
  return (
    <Tooltip label={common.at(formatInstantExactly(at, zone), zone)}>
      <time dateTime={at}>{nextAttempt(at, nowMs, zone)}</time>
    </Tooltip>
  );
}

/** Within the minute, or due already while a sender comes to it. */
function nextAttempt(at: string, nowMs: number, zone: string): string {
  return Date.parse(at) - nowMs < 60_000 ? words.soon : formatRelative(at, nowMs, zone);
}

/** N7: who could have been mentioned and was not; null when nobody was left out. */
export function leftOutOf({ leftOut }: Pick<Delivery, 'leftOut'>): string | null {
  if (leftOut.length === 0) return null;
  return leftOut
    .map(({ person, reason }) => words.notMentioned(person.name, LEFT_OUT_REASONS[reason]))
    .join('; ');
}
