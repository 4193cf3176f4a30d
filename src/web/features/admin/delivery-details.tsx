import type { ReactNode } from 'react';
import type { Delivery } from '../../../domain/api/notifications.ts';
import {
  CHANNEL_NAMES,
  LEFT_OUT_REASONS,
  SUPPRESSED_REASONS,
} from '../../../domain/notifications/deliveries.ts';
import { formatCount, formatInstantExactly } from '../../format.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { DeliveryDecisions, decisionsOn } from '../../ui/delivery-decisions.tsx';
import { nameOf } from '../../ui/name-of.ts';
import { useViewerZone } from '../../ui/now.ts';
import { common } from '../../words/common.ts';
import { deliveriesWords, deliveryWords } from '../../words/deliveries.ts';
import classes from './rows.module.css';

const words = deliveriesWords.facts;

/** Everything that is known of one delivery, and what an admin may decide about it. */
export function DeliveryDetails({ delivery }: { delivery: Delivery }) {
  const { id, recipient, suppressedReason, lastError, leftOut, attempts, providerId } = delivery;
  return (
    <div className={classes.details}>
      {delivery.state === 'unknown' && (
        <p className={classes.explains}>{deliveriesWords.unknownExplains}</p>
      )}
      <dl className={classes.facts}>
        <Fact label={words.lastError}>
          {lastError !== null && <span className={classes.error}>{lastError}</span>}
        </Fact>
        <Fact label={words.reason}>
          {suppressedReason !== null && SUPPRESSED_REASONS[suppressedReason]}
        </Fact>
        <Fact label={words.dropReason}>{delivery.dropReason}</Fact>
        <Fact label={words.waitsFor}>{waitsForText(delivery)}</Fact>
        <Fact label={words.leftOut}>
          {leftOut.length > 0 && (
            <ul className={classes.leftOut}>
              {leftOut.map(({ person, reason }) => (
                <li key={person.id}>
                  {nameOf(person)}: {LEFT_OUT_REASONS[reason]}
                </li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact label={words.address}>{recipient.address}</Fact>
        <Moment label={words.created} at={delivery.createdAt} />
        <Moment
          label={words.lastAttempt}
          at={isUntried(delivery) ? null : delivery.lastAttemptAt}
        />
        <Moment label={words.nextAttempt} at={delivery.nextAttemptAt} />
        <Moment label={words.finished} at={delivery.finishedAt} />
        <Fact label={words.attempts}>{formatCount(attempts)}</Fact>
        <Fact label={words.providerId}>
          {providerId !== null && (
            <span className={classes.provider}>
              <span className="mono">{providerId}</span>
              <CopyButton text={providerId} what={words.providerId} />
            </span>
          )}
        </Fact>
        <Fact label={words.id}>
          <span className="mono">{id}</span>
        </Fact>
      </dl>
      {decisionsOn(delivery).length > 0 && (
        <div className={classes.decisions}>
          <DeliveryDecisions delivery={delivery} />
        </div>
      )}
    </div>
  );
}

/** Taken up and not sent: no provider was asked. */
function isUntried({ state, attempts }: Delivery): boolean {
  return state === 'suppressed' && attempts === 0;
}

function waitsForText({ waitsFor, channel }: Delivery): string | null {
  if (waitsFor === null) return null;
  return waitsFor === 'channel'
    ? deliveryWords.waitsForChannel(CHANNEL_NAMES[channel])
    : deliveryWords.waitsForEarlier;
}

/** Left out where there is nothing to say. */
function Fact({ label, children }: { label: string; children: ReactNode }) {
  if (children === null || children === false) return null;
  return (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Moment({ label, at }: { label: string; at: string | null }) {
  const zone = useViewerZone();
  return (
    <Fact label={label}>
      {at !== null && <time dateTime={at}>{common.at(formatInstantExactly(at, zone), zone)}</time>}
    </Fact>
  );
}
