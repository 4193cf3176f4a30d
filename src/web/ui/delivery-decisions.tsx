import { Button } from '@mantine/core';
import type { Delivery } from '../../domain/api/notifications.ts';
import { SENDABLE_AGAIN } from '../../domain/notifications/deliveries.ts';
import { ApiError } from '../api/client.ts';
import { type DeliveryDecision, useDecideDelivery } from '../api/notifications.ts';
import { states } from '../words/common.ts';
import { deliveryWords as words } from '../words/deliveries.ts';
import { showToast } from './toast.ts';

const DECISIONS: Readonly<Record<DeliveryDecision, { label: string; done: string }>> = {
  'send-again': { label: words.sendAgain, done: words.sentAgain },
  'mark-sent': { label: words.markSent, done: words.markedSent },
};

/** N2, N4: what an admin may decide about a delivery as it stands. */
export function decisionsOn({ state }: Pick<Delivery, 'state'>): readonly DeliveryDecision[] {
  if (!SENDABLE_AGAIN.some((each) => each === state)) return [];
  return state === 'unknown' ? ['send-again', 'mark-sent'] : ['send-again'];
}

interface DeliveryDecisionsProps {
  readonly delivery: Delivery;
  /** Where every line may have some. */
  readonly isCompact?: boolean;
}

/** A button for each decision; says what became of it. */
export function DeliveryDecisions({ delivery, isCompact = false }: DeliveryDecisionsProps) {
  const deciding = useDecideDelivery();
  const decide = (decision: DeliveryDecision) =>
    deciding.mutate(
      { id: delivery.id, decision },
      {
        onSuccess: () => showToast({ text: DECISIONS[decision].done }),
        onError: (error) => showToast({ text: failureText(error), tone: 'failed' }),
      },
    );
  return decisionsOn(delivery).map((decision) => (
    <Button
      key={decision}
      size={isCompact ? 'compact-xs' : 'xs'}
      variant="default"
      loading={deciding.isPending && deciding.variables.decision === decision}
      onClick={() => decide(decision)}
    >
      {DECISIONS[decision].label}
    </Button>
  ));
}

function failureText(error: unknown): string {
  return error instanceof ApiError ? error.problem.detail : states.serverDownText;
}
