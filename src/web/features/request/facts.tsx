import { lazy, type ReactNode, Suspense } from 'react';
import type { RequestDetail } from '../../../domain/api/requests.ts';
import { TEAM_NAMES } from '../../../domain/people.ts';
import { canSeeDeliveries } from '../../../domain/permissions.ts';
import { useMe } from '../../api/queries.ts';
import { formatDuration, formatInstant } from '../../format.ts';
import { useNowMs, useViewerZone } from '../../ui/now.ts';
import { Person } from '../../ui/person.tsx';
import { RelativeTime, ScheduledDay } from '../../ui/time.tsx';
import { facts as words } from '../../words/request.ts';
import classes from './facts.module.css';
import { TimeInStatus } from './time-in-status.tsx';

const DeliveriesPanel = lazy(() => import('./deliveries/panel.tsx'));
const PricePanel = lazy(() => import('./price/panel.tsx'));

/** Who and when, beside what was asked. */
export function Facts({ request, loadedAtMs }: { request: RequestDetail; loadedAtMs: number }) {
  const zone = useViewerZone();
  const seesDeliveries = canSeeDeliveries(useMe());
  return (
    <aside className={classes.facts} aria-label={words.people}>
      <People request={request} />
      <section>
        <h2 className={classes.heading}>{words.dates}</h2>
        <dl className={classes.list}>
          <Moment label={words.requested} at={request.createdAt} />
          {request.scheduledOn !== null && (
            <Fact label={words.scheduled}>
              <ScheduledDay day={request.scheduledOn} zone={request.scheduledTimezone} />
            </Fact>
          )}
          <Moment label={words.uncancelled} at={request.uncancelledAt} />
          <Moment label={words.operated} at={request.operatedAt} />
          <Moment label={words.sentToQa} at={request.sentToQaAt} />
          <Moment label={words.qaStarted} at={request.qaStartedAt} />
          <Moment label={words.completed} at={request.completedAt} />
          <Moment label={words.cancelled} at={request.cancelledAt} />
          <Fact label={words.tat}>
            <TurnAround request={request} />
          </Fact>
        </dl>
        <p className={classes.zone}>{words.zone(zone)}</p>
      </section>
      <TimeInStatus request={request} loadedAtMs={loadedAtMs} />
      {/* P4: the answer holds it for readers of prices only. */}
      {request.pricing !== undefined && (
        <Suspense fallback={null}>
          <PricePanel pricing={request.pricing} />
        </Suspense>
      )}
      {seesDeliveries && (
        <Suspense fallback={null}>
          <DeliveriesPanel request={request} />
        </Suspense>
      )}
    </aside>
  );
}

function People({ request }: { request: RequestDetail }) {
  const { requester, creator, operator, qaAgent, approvedBy, approvedAt, status } = request;
  // L8: after a block the operator stays on the request without being assigned.
  const isWorking = status !== 'pending' && status !== 'blocked';
  return (
    <section>
      <h2 className={classes.heading}>{words.people}</h2>
      <dl className={classes.list}>
        <Fact label={words.requester}>
          <Person person={requester} />
        </Fact>
        {creator.id !== requester.id && (
          <Fact label={words.creator}>
            <Person person={creator} />
          </Fact>
        )}
        <Fact label={words.team}>{TEAM_NAMES[request.team]}</Fact>
        {approvedBy !== null && approvedAt !== null && (
          <Fact label={words.approvedBy}>
            <Person person={approvedBy} />
            <span className={classes.beside}>
              <RelativeTime at={approvedAt} />
            </span>
          </Fact>
        )}
        <Fact label={operator !== null && !isWorking ? words.lastOperator : words.operator}>
          {operator === null ? <Nobody /> : <Person person={operator} />}
        </Fact>
        <Fact label={words.qaAgent}>
          {qaAgent === null ? <Nobody /> : <Person person={qaAgent} />}
        </Fact>
      </dl>
    </section>
  );
}

function Nobody() {
  return <span className={classes.quiet}>{words.nobody}</span>;
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.pair}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Moment({ label, at }: { label: string; at: string | null }) {
  const zone = useViewerZone();
  if (at === null) return null;
  return (
    <Fact label={label}>
      <time dateTime={at}>{formatInstant(at, zone)}</time>
    </Fact>
  );
}

/** X4: fixed once completed; until then it runs, and a cancelled request has none. */
function TurnAround({ request }: { request: RequestDetail }) {
  const nowMs = useNowMs();
  if (request.tatMs !== null) return formatDuration(request.tatMs);
  if (request.tatStartAt === null || request.status === 'cancelled') {
    return <span className={classes.quiet}>{words.tatNotStarted}</span>;
  }
  return words.tatRunning(formatDuration(nowMs - Date.parse(request.tatStartAt)));
}
