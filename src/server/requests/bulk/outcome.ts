import type { BulkAnswer } from '../../../domain/api/bulk.ts';
import { DomainError } from '../../../domain/errors.ts';
import { STATUSES, type Status } from '../../../domain/requests/request.ts';
import type { RequestRow } from '../stored-request.ts';

export type RowAnswer = BulkAnswer['rows'][number];

/** What the sender knew of a row, and what the table said when the run began. */
export interface Expected {
  readonly code: string;
  readonly row: RequestRow;
  readonly version: number | undefined;
  readonly wasAllowed: boolean;
}

/** Null: the error is ours, to be logged. */
export function refusedOutcome(error: unknown, expected: Expected): RowAnswer | null {
  if (!(error instanceof DomainError)) return null;
  const { code, row } = expected;
  const as = (outcome: RowAnswer['outcome'], status: Status | null, reason: string): RowAnswer => ({
    code,
    outcome,
    status,
    reason,
  });
  switch (error.code) {
    case 'conflict': {
      const status = STATUSES.find((one) => one === error.conflict?.status) ?? row.status;
      return as(isRace(error, expected) ? 'changed_meanwhile' : 'refused', status, error.message);
    }
    case 'validation_failed': {
      const messages = (error.issues ?? []).map(({ message }) => message);
      return as('refused', row.status, messages.length === 0 ? error.message : said(messages));
    }
    case 'not_allowed':
    case 'not_set_up':
      return as('refused', row.status, error.message);
    // P3: an admin moved it to another team meanwhile.
    case 'not_found':
      return as('refused', null, error.message);
    default:
      return null;
  }
}

/** X1: it was possible when they looked, or they looked at an older version. */
function isRace({ conflict }: DomainError, { version, wasAllowed }: Expected): boolean {
  return wasAllowed || (version !== undefined && version !== conflict?.version);
}

function said(messages: readonly string[]): string {
  return messages.map((message) => (/[.!?]$/.test(message) ? message : `${message}.`)).join(' ');
}
