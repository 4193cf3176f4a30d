import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import type { NotificationAlerts } from '../../../domain/api/notifications.ts';
import { CHANNEL_NAMES } from '../../../domain/notifications/deliveries.ts';
import { alertsQuery } from '../../api/notifications.ts';
import { formatInstantExactly, formatMoment } from '../../format.ts';
import { useNowMs, useViewerZone } from '../../ui/now.ts';
import { alertWords as words } from '../../words/admin.ts';
import { common } from '../../words/common.ts';
import classes from './frame.module.css';

type Alert = NotificationAlerts['alerts'][number];

/** N2: a thin line for each channel that does not deliver, until it does. */
export default function AlertBar() {
  const alerts = useQuery(alertsQuery).data?.alerts ?? [];
  return (
    <div role="status" className={classes.alerts}>
      {oneEach(alerts).map((alert) => (
        <Line key={alert.channel} alert={alert} />
      ))}
    </div>
  );
}

/** What waits for a channel that is off waits for that very reason. */
function oneEach(alerts: readonly Alert[]): readonly Alert[] {
  const isOff = (channel: Alert['channel']) =>
    alerts.some((other) => other.channel === channel && other.kind === 'channel_off');
  return alerts.filter(({ kind, channel }) => kind === 'channel_off' || !isOff(channel));
}

function Line({ alert: { kind, channel, since, reason } }: { alert: Alert }) {
  const zone = useViewerZone();
  const nowMs = useNowMs();
  const when = formatMoment(since, nowMs, zone);
  const exactly = common.at(formatInstantExactly(since, zone), zone);
  const what = kind === 'channel_off' ? words.off : words.waiting;
  const text = what(CHANNEL_NAMES[channel], when);
  return (
    <div className={classes.alert} data-kind={kind}>
      <TriangleAlert size={14} aria-hidden="true" />
      <span
        className={classes.alertText}
        title={reason === null ? exactly : `${exactly}. ${reason}`}
      >
        <span className={classes.alertWhat}>{reason === null ? text : `${text}: `}</span>
        {reason}
      </span>
      {kind === 'channel_off' ? (
        <Link to="/admin/notifications" className={classes.alertLink}>
          {words.show}
        </Link>
      ) : (
        <Link
          to="/admin/deliveries"
          search={{ state: 'pending,sending', channel }}
          className={classes.alertLink}
        >
          {words.showWaiting}
        </Link>
      )}
    </div>
  );
}
