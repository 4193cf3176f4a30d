import type { HistoryEvent } from '../../../../domain/api/requests.ts';
import { ACTION_KEYS, ACTIONS, type ActionKey } from '../../../../domain/requests/actions.ts';
import { correctionForm } from '../../../../domain/requests/correct-form.ts';
import type { Field, RequestType } from '../../../../domain/requests/define.ts';
import { requestForm } from '../../../../domain/requests/request-form.ts';
import { isBlank } from '../../../ui/form/raw-values.ts';

/** How one changed value is told: what matters differs by kind. */
export type ChangeView =
  | { readonly kind: 'secret' }
  /** An admin removed both sides (R3). */
  | { readonly kind: 'redacted' }
  /** Given for the first time: there is nothing to compare with. */
  | { readonly kind: 'given'; readonly value: unknown }
  | { readonly kind: 'list'; readonly added: Entries; readonly removed: Entries }
  /** Too long for one line: folded. */
  | { readonly kind: 'long'; readonly from: unknown; readonly to: unknown }
  | { readonly kind: 'short'; readonly from: unknown; readonly to: unknown };
type Entries = readonly string[];

const LONG_TEXT = 80;
type Change = HistoryEvent['changes'][number];

export function changeView(change: Change, field: Field | null, isRedacted: boolean): ChangeView {
  const { from, to } = change;
  if (change.secret) return { kind: 'secret' };
  const isNothing = isBlank(from) && isBlank(to);
  if (isNothing) return isRedacted ? { kind: 'redacted' } : { kind: 'short', from, to };
  if (isBlank(from)) return { kind: 'given', value: to };
  if (field?.kind === 'list' || field?.kind === 'emails' || field?.kind === 'multiselect') {
    const [before, after] = [entriesOf(from), entriesOf(to)];
    const added = after.filter((entry) => !before.includes(entry));
    const removed = before.filter((entry) => !after.includes(entry));
    // The same entries in another order, or one repeated: both sides say it best.
    if (added.length + removed.length > 0) return { kind: 'list', added, removed };
  }
  return { kind: isLong(from) || isLong(to) ? 'long' : 'short', from, to };
}

/** The field a change speaks about; null for what a later version of the type no longer has. */
export function fieldOf(type: RequestType, action: string, name: string): Field | null {
  const isOperation = action === 'send_to_qa' || action === 'complete';
  const { fields } = isOperation
    ? type.operation
    : action === 'discount'
      ? ACTIONS.discount
      : action === 'correct'
        ? correctionForm(type)
        : requestForm(type);
  return fields.find((field) => field.name === name) ?? null;
}

export function actionOf(name: string): ActionKey | null {
  return ACTION_KEYS.find((key) => key === name) ?? null;
}

function entriesOf(value: unknown): Entries {
  return Array.isArray(value) ? value.map((entry: unknown) => String(entry)) : [];
}

function isLong(value: unknown): boolean {
  if (typeof value === 'string') return value.length > LONG_TEXT || value.includes('\n');
  return Array.isArray(value) && value.some((entry) => typeof entry === 'object');
}
