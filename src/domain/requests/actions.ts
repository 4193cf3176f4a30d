import { MARKDOWN_MAX_LENGTH } from './common-fields.ts';
import type { Field, Form, RequestType } from './define.ts';
import { STATUSES, type Status } from './request.ts';

/**
 * What can be done to a request: its words, the statuses it starts from and the form it asks for.
 * Who may do it stands in `permissions.ts`, what it does in `lifecycle.ts`.
 */

export const ACTION_KEYS = [
  'approve',
  'decline',
  'operate',
  'send_to_qa',
  'start_qa',
  'complete',
  'resolve',
  'uncancel',
  'give_update',
  'edit',
  'assign',
  'ask_for_update',
  'ask_for_approval',
  'reject',
  'block',
  'unassign',
  'discount',
  'correct',
  'cancel',
] as const;
/** In the order in which a page offers them: the likeliest need first, the destructive last. */
export type ActionKey = (typeof ACTION_KEYS)[number];

/** What happens to a request without a person choosing it from the list. */
export type EventAction =
  | ActionKey
  | 'create'
  | 'activate'
  | 'comment'
  | 'redact'
  /** M2: a request that was completed before the first price list got its price. */
  | 'price';

export interface Action {
  /** The specification's rule. */
  readonly rule: string;
  /** The button: a verb. */
  readonly label: string;
  /** Completes "Dana Reyes …" in the timeline. */
  readonly past: string;
  readonly from: readonly Status[];
  /** One sentence for the dialog: what this does. */
  readonly explains: string;
  /** X1: the client must send the version it saw. */
  readonly needsVersion: boolean;
  readonly fields: readonly Field[];
}

const NOT_FINAL = [
  'scheduled',
  'pending_approval',
  'pending',
  'in_progress',
  'qa_pending',
  'qa_in_progress',
  'blocked',
] as const satisfies readonly Status[];

function reason(label: string, required: boolean): Field {
  return { kind: 'markdown', name: 'reason', label, required, maxLength: MARKDOWN_MAX_LENGTH };
}

function message(label: string): Field {
  return {
    kind: 'markdown',
    name: 'message',
    label,
    required: true,
    maxLength: MARKDOWN_MAX_LENGTH,
  };
}

export const ACTIONS: Readonly<Record<ActionKey, Action>> = {
  approve: {
    rule: 'L2',
    label: 'Approve',
    past: 'approved the request',
    from: ['pending_approval'],
    explains: 'The request goes to the operators, or waits for its date when it is scheduled.',
    needsVersion: false,
    fields: [],
  },
  decline: {
    rule: 'L3',
    label: 'Decline',
    past: 'declined the request',
    from: ['pending_approval'],
    explains: 'The request is cancelled and the requester is told why.',
    needsVersion: false,
    fields: [reason('Reason', true)],
  },
  operate: {
    rule: 'L6',
    label: 'Operate',
    past: 'started to operate',
    from: ['pending'],
    explains: 'You become the operator of this request.',
    needsVersion: false,
    fields: [],
  },
  send_to_qa: {
    rule: 'L9',
    label: 'Send to QA',
    past: 'sent the request to QA',
    from: ['in_progress'],
    explains: 'Record what you did; a QA agent checks it next.',
    needsVersion: true,
    fields: [],
  },
  start_qa: {
    rule: 'L10',
    label: 'Start QA',
    past: 'started QA',
    from: ['qa_pending'],
    explains: 'You become the QA agent of this request.',
    needsVersion: false,
    fields: [],
  },
  complete: {
    rule: 'L11',
    label: 'Complete',
    past: 'completed the request',
    from: ['qa_in_progress'],
    explains: 'Confirm the operation details or correct them. The requester is told.',
    needsVersion: true,
    fields: [],
  },
  resolve: {
    rule: 'L8',
    label: 'Resolve',
    past: 'resolved the block',
    from: ['blocked'],
    explains: 'The request returns to the operators and its turn-around time starts again.',
    needsVersion: false,
    fields: [
      message('What has changed'),
      { kind: 'file', name: 'file', label: 'File', accept: null },
      { kind: 'url', name: 'link', label: 'Link' },
    ],
  },
  uncancel: {
    rule: 'L14',
    label: 'Uncancel',
    past: 'brought the request back',
    from: ['cancelled'],
    explains: 'The request starts again, as if it had just been submitted.',
    needsVersion: false,
    fields: [],
  },
  give_update: {
    rule: 'L17',
    label: 'Give update',
    past: 'gave an update',
    from: ['pending_approval', 'pending', 'in_progress', 'qa_pending', 'qa_in_progress', 'blocked'],
    explains: 'Tell the requester where things stand.',
    needsVersion: false,
    fields: [message('Update')],
  },
  edit: {
    rule: 'L19',
    label: 'Edit',
    past: 'edited the request',
    from: ['pending_approval', 'scheduled', 'pending'],
    explains: 'Change what was asked for.',
    needsVersion: true,
    fields: [],
  },
  assign: {
    rule: 'L20',
    label: 'Assign',
    past: 'assigned the request',
    from: ['pending', 'qa_pending'],
    explains: 'Hand the work to somebody; they are told by email.',
    needsVersion: false,
    fields: [{ kind: 'person', name: 'assignee', label: 'Assignee', required: true }],
  },
  ask_for_update: {
    rule: 'L16',
    label: 'Ask for update',
    past: 'asked for an update',
    from: ['pending_approval', 'pending', 'in_progress', 'qa_pending', 'qa_in_progress', 'blocked'],
    explains: 'Whoever works on the request is asked how it stands.',
    needsVersion: false,
    fields: [],
  },
  ask_for_approval: {
    rule: 'L4',
    label: 'Ask for approval',
    past: 'asked for approval',
    from: ['pending'],
    explains: 'The request waits until leadership approves it.',
    needsVersion: false,
    fields: [],
  },
  reject: {
    rule: 'L12',
    label: 'Reject',
    past: 'rejected the work',
    from: ['qa_in_progress', 'completed'],
    explains: 'The request goes back to its operator.',
    needsVersion: false,
    fields: [reason('Reason', true)],
  },
  block: {
    rule: 'L7',
    label: 'Block',
    past: 'blocked the request',
    from: ['pending', 'in_progress'],
    explains: 'The requester is asked to clear what stands in the way.',
    needsVersion: false,
    fields: [reason('What stands in the way', true)],
  },
  unassign: {
    rule: 'L15',
    label: 'Unassign',
    past: 'released the request',
    from: ['in_progress', 'qa_in_progress'],
    explains: 'Somebody else can take it. Turn-around time goes on.',
    needsVersion: false,
    fields: [],
  },
  discount: {
    rule: 'M4',
    label: 'Set discount',
    past: 'set the discount',
    from: STATUSES,
    explains:
      'Takes a share off the price. A frozen total stays as it is; discount and final price are computed anew.',
    needsVersion: false,
    fields: [
      {
        kind: 'percent',
        name: 'discountPercent',
        label: 'Discount',
        help: 'From 0 to 100 %, one decimal. 0 removes the discount.',
        required: true,
      },
      reason('Reason', true),
    ],
  },
  correct: {
    rule: 'Section 10, L19',
    label: 'Correct',
    past: 'corrected the request',
    from: STATUSES,
    explains:
      'Puts right what was recorded wrongly, in any status: a field, the team, the requester. Prices that are frozen stay.',
    needsVersion: true,
    fields: [reason('Reason', true)],
  },
  cancel: {
    rule: 'L13',
    label: 'Cancel request',
    past: 'cancelled the request',
    from: NOT_FINAL,
    explains: 'Work on the request ends. It can be brought back later, without its scheduled date.',
    needsVersion: false,
    fields: [reason('Reason', false)],
  },
};

/** M2: why nothing can be completed; said with the actions, and by the page that knows the way out. */
export const NO_PRICE_LIST = 'No price list is in force; an admin has to publish one first';

/** P4: events that only readers of prices are shown. */
export function isAboutPrices(action: EventAction): boolean {
  return action === 'discount' || action === 'price';
}

/** The form an action asks for; L9 and L11 ask for the type's operation details (section 5). */
export function actionForm(action: ActionKey, type: RequestType): Form {
  if (action === 'send_to_qa' || action === 'complete') return type.operation;
  return { fields: ACTIONS[action].fields, rules: [], warnings: [] };
}

export function isActionKey(text: string): text is ActionKey {
  return (ACTION_KEYS as readonly string[]).includes(text);
}
