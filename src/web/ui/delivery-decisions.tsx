import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Delivery } from '../../domain/api/notifications.ts';
import { DROPPABLE, SENDABLE_AGAIN } from '../../domain/notifications/deliveries.ts';
import { type DeliveryDecision, useDecideDelivery } from '../api/notifications.ts';
import { deliveryWords as words } from '../words/deliveries.ts';
import { failureText } from './failure-text.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { showToast } from './toast.ts';

const DECISIONS: Readonly<Record<DeliveryDecision, { label: string; done: string }>> = {
  'send-again': { label: words.sendAgain, done: words.sentAgain },
  'mark-sent': { label: words.markSent, done: words.markedSent },
  drop: { label: words.drop, done: words.dropped },
};

/** N2, N4: what an admin may decide about a delivery as it stands. */
export function decisionsOn(
  delivery: Pick<Delivery, 'state' | 'attempts' | 'waitsFor'>,
): readonly DeliveryDecision[] {
  const { state, attempts, waitsFor } = delivery;
  const isIn = (states: readonly string[]) => states.includes(state);
  // What is about to be sent for the first time is gone before anybody has decided.
  const isOnItsWay = state === 'pending' && attempts === 0 && waitsFor === null;
  return [
    ...(isIn(SENDABLE_AGAIN) ? (['send-again'] as const) : []),
    ...(state === 'unknown' ? (['mark-sent'] as const) : []),
    ...(isIn(DROPPABLE) && !isOnItsWay ? (['drop'] as const) : []),
  ];
}

interface DeliveryDecisionsProps {
  readonly delivery: Delivery;
  /** Where every line may have some. */
  readonly isCompact?: boolean;
}

/** A button for each decision; says what became of it. Dropping asks for a reason first. */
export function DeliveryDecisions({ delivery, isCompact = false }: DeliveryDecisionsProps) {
  const [isAsking, setAsking] = useState(false);
  const deciding = useDecideDelivery();
  const isUnderWay = (decision: DeliveryDecision) =>
    deciding.isPending && deciding.variables.decision === decision;
  const decide = (decision: DeliveryDecision) =>
    deciding.mutate(
      { id: delivery.id, decision },
      {
        onSuccess: () => showToast({ text: DECISIONS[decision].done }),
        onError: (error) => showToast({ text: failureText(error), tone: 'failed' }),
      },
    );
  return (
    <>
      {decisionsOn(delivery).map((decision) => (
        <Button
          key={decision}
          size={isCompact ? 'compact-xs' : 'xs'}
          variant="default"
          loading={isUnderWay(decision)}
          onClick={() => {
            if (decision !== 'drop') return decide(decision);
            deciding.reset();
            setAsking(true);
          }}
        >
          {DECISIONS[decision].label}
        </Button>
      ))}
      {isAsking && (
        <ReasonDialog
          title={words.dropTitle}
          explains={
            delivery.state === 'unknown' ? `${words.dropText} ${words.dropUnknown}` : words.dropText
          }
          help={words.dropHelp}
          submit={words.dropSubmit}
          tone="danger"
          isBusy={isUnderWay('drop')}
          failure={deciding.error}
          onClose={() => setAsking(false)}
          onSubmit={(reason) =>
            deciding.mutate(
              { id: delivery.id, decision: 'drop', reason },
              {
                onSuccess: () => {
                  setAsking(false);
                  showToast({ text: DECISIONS.drop.done });
                },
              },
            )
          }
        />
      )}
    </>
  );
}
