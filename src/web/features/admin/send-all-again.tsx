import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { DELIVERY_STATE_NAMES } from '../../../domain/notifications/deliveries.ts';
import { ApiError } from '../../api/client.ts';
import { type DeliverySearch, sendAgainFilter } from '../../api/delivery-search.ts';
import { useSendAllAgain } from '../../api/notifications.ts';
import { formatCount } from '../../format.ts';
import { showToast } from '../../ui/toast.ts';
import { common, states } from '../../words/common.ts';
import { deliveriesWords as words } from '../../words/deliveries.ts';
import classes from './rows.module.css';

/** N2: after an outage, everything that the filters leave; offered where all of it can be. */
export function SendAllAgain({ search }: { search: DeliverySearch }) {
  const [isAsking, setAsking] = useState(false);
  const sending = useSendAllAgain();
  const filter = sendAgainFilter(search);
  if (filter === null) return null;
  const chosen = filter.state ?? [];
  const send = () =>
    sending.mutate(filter, {
      onSuccess: ({ count, more }) => {
        setAsking(false);
        const done = words.sendAllDone(formatCount(count), count === 1);
        showToast({ text: more ? `${done} ${words.sendAllMore}` : done });
      },
    });
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {words.sendAll}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={words.sendAllTitle}
        size={440}
      >
        <p>{words.sendAllText(chosen.map((state) => DELIVERY_STATE_NAMES[state]).join(', '))}</p>
        {chosen.includes('unknown') && <p className={classes.warns}>{words.sendAllUnknown}</p>}
        {chosen.includes('suppressed') && (
          <p className={classes.warns}>{words.sendAllSuppressed}</p>
        )}
        <p role="alert" className={classes.failed}>
          {sending.error !== null && failureText(sending.error)}
        </p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={() => setAsking(false)}>
            {common.cancel}
          </Button>
          <Button data-autofocus loading={sending.isPending} onClick={send}>
            {words.sendAllSubmit}
          </Button>
        </div>
      </Modal>
    </>
  );
}

function failureText(error: unknown): string {
  return error instanceof ApiError ? error.problem.detail : states.serverDownText;
}
