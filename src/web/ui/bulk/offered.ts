import type { BulkChoices } from '../../../domain/api/bulk.ts';
import { isStep } from '../action-kinds.ts';

type Choice = BulkChoices['choices'][number];

export interface OfferedChoices {
  /** The step that fits most of the selection; null when none moves any of it on. */
  readonly primary: Choice | null;
  /** What can be done to at least one of them, in the domain's order. */
  readonly possible: readonly Choice[];
  /** Theirs in principle, but not for a selection like this one. */
  readonly impossible: readonly Choice[];
}

/** What a selection's menu offers. Pure. */
export function offeredChoices(choices: readonly Choice[]): OfferedChoices {
  const possible = choices.filter(({ allowed, reason }) => allowed > 0 && reason === null);
  const [primary = null] = possible
    .filter(({ action }) => isStep(action))
    .toSorted((a, b) => b.allowed - a.allowed);
  return {
    primary,
    possible,
    impossible: choices.filter(({ reason }) => reason !== null),
  };
}
