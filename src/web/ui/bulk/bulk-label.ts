import type { BulkAction } from '../../../domain/api/bulk.ts';
import { ACTIONS } from '../../../domain/requests/actions.ts';
import { bulkExplanations, bulkWords as words } from '../../words/bulk.ts';

/** An action's name; in bulk, an edit changes less than on one request. */
export function bulkLabel(action: BulkAction): string {
  return action === 'edit' ? words.editLabel : ACTIONS[action].label;
}

/** One sentence: what it does. */
export function bulkExplains(action: BulkAction): string {
  return bulkExplanations[action] ?? ACTIONS[action].explains;
}
