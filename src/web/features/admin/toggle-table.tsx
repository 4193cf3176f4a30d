import type { NotificationAdmin } from '../../../domain/api/notifications.ts';
import { CHANNEL_NAMES, CHANNELS } from '../../../domain/notifications/deliveries.ts';
import { EVENT_NAMES, NOTIFICATION_EVENTS } from '../../../domain/notifications/events.ts';
import { useToggle } from '../../api/notifications.ts';
import { SwitchTable } from '../../ui/switch-table.tsx';
import { showToast } from '../../ui/toast.ts';
import { notificationsWords as words } from '../../words/admin.ts';

/** Event × channel; each switch is saved by itself. */
export function ToggleTable({ toggles }: { toggles: NotificationAdmin['toggles'] }) {
  const toggle = useToggle();
  return (
    <SwitchTable
      name={words.toggles}
      rowsName={words.event}
      rows={NOTIFICATION_EVENTS.map((event) => ({ key: event, label: EVENT_NAMES[event] }))}
      columns={CHANNELS.map((channel) => ({ key: channel, label: CHANNEL_NAMES[channel] }))}
      isOn={(event, channel) => toggles[event][channel]}
      nameOf={words.toggle}
      onChange={(event, channel, isOn) =>
        toggle.mutate(
          { event, channel, isOn },
          {
            onError: () =>
              showToast({
                text: words.toggleFailed(EVENT_NAMES[event], CHANNEL_NAMES[channel]),
                tone: 'failed',
              }),
          },
        )
      }
    />
  );
}
