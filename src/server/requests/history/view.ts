import type { FileRef, HistoryEvent } from '../../../domain/api/requests.ts';
import type { EventAction } from '../../../domain/requests/actions.ts';
import type { FieldChange } from '../../../domain/requests/changes.ts';
import { csvFactsOf } from '../../files/view.ts';
import type { People } from '../detail/people.ts';
import type { AttachedFileRow, EventRow } from '../detail/queries.ts';
import { mentionsOf, mergeChanges } from './event-details.ts';

/** R3: an event as people read it. Files of the creation are the request's own and not repeated. */
export function historyView(
  events: readonly EventRow[],
  files: readonly AttachedFileRow[],
  people: People,
): HistoryEvent[] {
  return events.map((event) => {
    const typed = event.typed ?? {};
    const link = typed.link as { to?: unknown } | undefined;
    return {
      id: event.id,
      action: event.action,
      at: event.at,
      actor: people.maybe(event.actorId),
      from: event.from,
      to: event.to,
      message: event.message,
      redacted: event.redacted,
      changes: mergeChanges(event.details, typed).map((change) =>
        changeView(event.action, change, people),
      ),
      files:
        event.action === 'create'
          ? []
          : files
              .filter((file) => file.eventId === event.id)
              .map((file) => attachedFileView(file, people)),
      link: event.action === 'resolve' && typeof link?.to === 'string' ? link.to : null,
      person: people.maybe(event.details.personId),
      isInternal: event.details.internal === true,
      mentions: mentionsOf(typed).map(({ username, personId }) => ({
        username,
        person: people.one(personId),
      })),
    };
  });
}

function changeView(
  action: EventAction,
  { field, from, to, secret }: FieldChange,
  people: People,
): HistoryEvent['changes'][number] {
  const isPerson = action === 'correct' && field === 'requester';
  const shown = (value: unknown) =>
    isPerson && typeof value === 'number' ? people.one(value) : value;
  return { field, from: shown(from), to: shown(to), secret: secret === true };
}

export function attachedFileView(file: AttachedFileRow, people: People): FileRef {
  return {
    id: file.id,
    name: file.name,
    sizeBytes: file.sizeBytes,
    mimeType: file.mimeType,
    uploadedAt: file.uploadedAt,
    uploader: people.one(file.uploaderId),
    csv: csvFactsOf(file.csv),
  };
}
