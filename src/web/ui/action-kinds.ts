import type { ActionKey } from '../../domain/requests/actions.ts';

/** These move the work on; the others are offered more quietly, even when they come first. */
const STEPS: ReadonlySet<ActionKey> = new Set([
  'approve',
  'operate',
  'send_to_qa',
  'start_qa',
  'complete',
  'resolve',
  'uncancel',
]);

export function isStep(action: ActionKey): boolean {
  return STEPS.has(action);
}

export function isDestructive(action: ActionKey): boolean {
  return action === 'cancel' || action === 'decline';
}
