import type { MessageSource } from '../../../domain/notifications/messages.ts';
import { displayName } from '../../../domain/people.ts';
import type { StartedDelivery } from './queries.ts';

/** The facts of a delivery that its message is made of. Nothing else of the request goes along (N9). */
export function messageSource(delivery: StartedDelivery): MessageSource {
  const { request, actor } = delivery;
  return {
    event: delivery.event,
    people: delivery.people,
    at: delivery.at,
    actorName: actor === null ? null : displayName(actor),
    action: delivery.action,
    from: delivery.from,
    to: delivery.to,
    // N9: an internal comment stays inside, whoever is mentioned in it.
    text: delivery.isInternal ? null : delivery.text,
    isRedacted: delivery.isRedacted,
    request: {
      code: request.code,
      type: request.type,
      variant: request.variant,
      partnerName: request.partnerName,
      threadTitle: request.threadTitle,
      team: request.team,
      priority: request.priority,
      requesterName: displayName(delivery.requester),
      scheduledOn: request.scheduledOn,
      scheduledTimezone: request.scheduledTimezone,
      tatStartAt: request.tatStartAt,
      operationNotes: request.operationNotes,
    },
  };
}
