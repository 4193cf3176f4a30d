import type { RequestDetail } from '../../../../domain/api/requests.ts';
import type { ActionKey } from '../../../../domain/requests/actions.ts';
import { isDestructive } from '../../../ui/action-kinds.ts';

type Availability = RequestDetail['actions'][number];

export interface OfferedActions {
  /**
   * The one this person most likely needs now: the first the server allows, in its order. Null when
   * all they could do is end the request.
   */
  readonly primary: ActionKey | null;
  readonly others: readonly ActionKey[];
  /** Theirs in principle, not now: listed with the reason. */
  readonly unavailable: readonly Availability[];
  /** Never theirs: behind "Why can't I …?". */
  readonly foreign: readonly Availability[];
}

export function offeredActions(actions: readonly Availability[]): OfferedActions {
  const possible = actions.filter(({ available }) => available).map(({ action }) => action);
  const primary = possible.find((action) => !isDestructive(action)) ?? null;
  const others = possible.filter((action) => action !== primary);
  const impossible = actions.filter(({ available }) => !available);
  return {
    primary,
    others,
    unavailable: impossible.filter(({ eligible }) => eligible),
    foreign: impossible.filter(({ eligible }) => !eligible),
  };
}
