import { Button } from '@mantine/core';
import { CircleAlert, CircleCheck } from 'lucide-react';
import type { ChannelStatus } from '../../../domain/api/notifications.ts';
import { CHANNEL_NAMES } from '../../../domain/notifications/deliveries.ts';
import { ApiError } from '../../api/client.ts';
import { useTestChannel } from '../../api/notifications.ts';
import { formatCount } from '../../format.ts';
import { ChannelName } from '../../ui/delivery.tsx';
import { Moment } from '../../ui/time.tsx';
import { notificationsWords as words } from '../../words/admin.ts';
import { states } from '../../words/common.ts';
import classes from './admin.module.css';

/** One channel as it stands: its mode, what stops it, what waits, and a test of it. */
export function ChannelCard({ status }: { status: ChannelStatus }) {
  const { channel, mode, off, waiting } = status;
  return (
    <>
      <div className={classes.cardHead}>
        <h3>
          <ChannelName channel={channel} />
        </h3>
        <State status={status} />
      </div>
      {mode === null ? (
        <p className={classes.dim}>{words.configure[channel]}</p>
      ) : (
        <p className={classes.dim}>{words.modes[mode]}</p>
      )}
      {off !== null && (
        <div className={classes.off}>
          <p>
            {words.offSince}
            <Moment at={off.since} />: {off.reason}
          </p>
          <p>{words.comesBack}</p>
        </div>
      )}
      {mode !== null && (
        <>
          <p className={classes.figures}>
            {waiting.count === 0 ? words.nothingWaits : words.waiting(formatCount(waiting.count))}
            {waiting.count > 0 && waiting.oldestAt !== null && (
              <>
                {words.oldest}
                <Moment at={waiting.oldestAt} />
              </>
            )}
          </p>
          <Test channel={channel} />
        </>
      )}
    </>
  );
}

function State({ status: { mode, off } }: { status: ChannelStatus }) {
  const state = mode === null ? 'none' : off === null ? 'on' : 'off';
  const label = { none: words.notConfigured, on: words.on, off: words.off }[state];
  return (
    <span className={classes.state} data-state={state}>
      {label}
    </span>
  );
}

/** What became of the last test stands beside its button: it may take some seconds. */
function Test({ channel }: { channel: ChannelStatus['channel'] }) {
  const test = useTestChannel(channel);
  const failure =
    test.error === null
      ? null
      : test.error instanceof ApiError
        ? test.error.problem.detail
        : states.serverDownText;
  const answer = test.data ?? (failure === null ? null : { isSent: false, explains: failure });
  return (
    <div className={classes.test}>
      <Button
        variant="default"
        size="xs"
        loading={test.isPending}
        aria-label={words.testOf(CHANNEL_NAMES[channel])}
        onClick={() => test.mutate()}
      >
        {words.test}
      </Button>
      <div role="status">
        {answer !== null && !test.isPending && (
          <p className={classes.answer} data-sent={answer.isSent || undefined}>
            {answer.isSent ? (
              <CircleCheck size={14} aria-hidden="true" />
            ) : (
              <CircleAlert size={14} aria-hidden="true" />
            )}
            <span>{answer.explains}</span>
          </p>
        )}
      </div>
    </div>
  );
}
