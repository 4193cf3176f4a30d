import { Anchor, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { MyNotifications } from '../../../domain/api/notifications.ts';
import { CHANNEL_NAMES, CHANNELS } from '../../../domain/notifications/deliveries.ts';
import { EVENT_NAMES } from '../../../domain/notifications/events.ts';
import { myNotificationsQuery, useMute } from '../../api/notifications.ts';
import { Section } from '../../ui/settings/section.tsx';
import { SwitchTable } from '../../ui/switch-table.tsx';
import { showToast } from '../../ui/toast.ts';
import { common } from '../../words/common.ts';
import { profileWords as words } from '../../words/profile.ts';
import classes from './profile.module.css';

/** N7: what this person hears of, per event and channel; each switch is saved by itself. */
export function NotificationsSection() {
  const mine = useQuery(myNotificationsQuery);
  return (
    <Section title={words.notificationsTitle} lead={words.notificationsLead}>
      {mine.data !== undefined ? (
        <Choices mine={mine.data} />
      ) : mine.isError ? (
        <p className={classes.note}>
          {words.notificationsFailed}{' '}
          <Anchor component="button" type="button" onClick={() => void mine.refetch()}>
            {common.tryAgain}
          </Anchor>
        </p>
      ) : (
        <Skeleton height={440} radius={6} />
      )}
    </Section>
  );
}

function Choices({ mine }: { mine: MyNotifications }) {
  const mute = useMute();
  const { mutable, muted } = mine;
  return (
    <div>
      <SwitchTable
        name={words.notificationsTable}
        rowsName={words.event}
        rows={mutable.map(({ event }) => ({ key: event, label: EVENT_NAMES[event] }))}
        columns={CHANNELS.map((channel) => ({ key: channel, label: CHANNEL_NAMES[channel] }))}
        isOn={(event, channel) => {
          const channels = mutable.find((each) => each.event === event)?.channels ?? [];
          if (!channels.includes(channel)) return null;
          return !muted.some((each) => each.event === event && each.channel === channel);
        }}
        nameOf={words.notification}
        nothing={words.notificationOff}
        onChange={(event, channel, isOn) =>
          mute.mutate(
            { event, channel, isMuted: !isOn },
            {
              onError: () =>
                showToast({
                  text: words.notificationFailed(EVENT_NAMES[event], CHANNEL_NAMES[channel]),
                  tone: 'failed',
                }),
            },
          )
        }
      />
      <p className={classes.note}>{words.notificationsNote}</p>
    </div>
  );
}
