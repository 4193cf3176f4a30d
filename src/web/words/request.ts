import type { ActionKey } from '../../domain/requests/actions.ts';
import type { Status } from '../../domain/requests/request.ts';

/** What the page of one request says. Labels of types, fields, statuses and actions are the domain's. */

export const page = {
  code: 'code',
  asked: 'What was asked for',
  nothingAsked: 'Nothing besides the type was filled in.',
  operation: 'Operation details',
  otherFiles: 'Files added later',
  priority: (name: string) => `${name} priority`,
  updateAsked: (who: string | null) =>
    who === null ? 'An update was asked for' : `${who} asked for an update`,
  rejectedBefore: 'Rejected before',
  uncancelledBy: (who: string) => `Brought back by ${who}`,
} as const;

/** The sentence at the top. `who` is null when the person reading is meant. */
export const next = {
  leadership: 'Waiting for leadership to approve',
  operator: 'Waiting for an operator',
  qa_agent: 'Waiting for a QA agent',
  assigned_operator: (who: string | null) =>
    who === null ? 'You are working on it' : `${who} is working on it`,
  assigned_qa_agent: (who: string | null) =>
    who === null ? 'You are checking it' : `${who} is checking it`,
  requester: (who: string | null) =>
    who === null ? 'Waiting for you to clear the block' : `Waiting for ${who} to clear the block`,
  /** After "Waiting for …". */
  since: (duration: string) => ` for ${duration}`,
  sinceNow: ' for less than a minute',
  /** After "… is working on it". */
  started: ', started ',
  sinceExactly: (when: string, zone: string) => `Since ${when} ${zone}`,
  active: (day: string, time: string, zone: string) => `Becomes active on ${day}, ${time} ${zone}`,
  activeThere: (when: string, zone: string) => `That is ${when} ${zone}.`,
  completed: 'Completed',
  cancelled: 'Cancelled',
  tookTat: (duration: string) => `after ${duration}`,
} as const;

export const facts = {
  requester: 'Requester',
  creator: 'Created by',
  team: 'Team',
  operator: 'Operator',
  lastOperator: 'Last operator',
  qaAgent: 'QA agent',
  nobody: 'Nobody yet',
  approvedBy: 'Approved by',
  requested: 'Requested',
  scheduled: 'Scheduled for',
  operated: 'Operated',
  sentToQa: 'Sent to QA',
  qaStarted: 'QA started',
  completed: 'Completed',
  cancelled: 'Cancelled',
  uncancelled: 'Brought back',
  tat: 'Turn-around time',
  tatRunning: (duration: string) => `${duration} so far`,
  tatNotStarted: 'Not started',
  people: 'People',
  dates: 'Dates',
  zone: (zone: string) => `Times in ${zone}`,
  timeInStatus: 'Time in each status',
  timeColumn: 'Time',
  statusColumn: 'Status',
  timeIn: (status: string, duration: string) => `${status}: ${duration}`,
} as const;

export const secrets = {
  masked: 'Masked',
  reveal: 'Reveal',
  recorded: 'Revealing is recorded in the audit log.',
  hide: 'Hide',
  hiddenIn: (seconds: number) => `Hidden again in ${seconds} s. This look was recorded.`,
  failed: 'The value could not be revealed. Try again.',
} as const;

export const actions = {
  more: 'Actions',
  moreNamed: 'More actions',
  hint: 'Actions (press .)',
  unavailable: 'Not possible now',
  why: 'Why can’t I …?',
  none: 'There is nothing you can do on this request now.',
  cancel: 'Cancel',
  close: 'Close',
  copyTyped: 'what you typed',
  keep: 'Copy what you typed. It also stays here as a draft.',
  noLonger: 'This is no longer possible.',
  toPriceLists: 'Go to the price lists',
  again: (label: string) => `${label} anyway`,
  draftFailed: 'Your earlier draft could not be loaded; nothing is saved while you type.',
  conflict: 'Somebody was faster',
  failed: 'This did not work. Nothing was changed.',
  unreachableTitle: 'The server cannot be reached',
  unreachable: 'It is not known whether this was done. Try again; it will not be done twice.',
} as const;

/** The button of a dialog: a verb with its object. */
export const submitLabel: Partial<Record<ActionKey, string>> = {
  decline: 'Decline request',
  send_to_qa: 'Send to QA',
  complete: 'Complete request',
  resolve: 'Resolve block',
  give_update: 'Give update',
  assign: 'Assign request',
  reject: 'Reject work',
  block: 'Block request',
  cancel: 'Cancel request',
};

const backToOperators = 'back with the operators';

/** Said once an action is done; where there is an opposite action it is named. */
export const done: Readonly<Record<ActionKey, (code: string, to: Status) => string>> = {
  approve: (code, to) =>
    to === 'scheduled'
      ? `${code} is approved and waits for its date.`
      : `${code} is approved and with the operators.`,
  decline: (code) => `${code} is declined. Uncancel brings it back.`,
  operate: (code) => `You are the operator of ${code}. Unassign releases it.`,
  send_to_qa: (code) => `${code} is sent to QA.`,
  start_qa: (code) => `You are the QA agent of ${code}. Unassign releases it.`,
  complete: (code) => `${code} is completed.`,
  resolve: (code) => `${code} is ${backToOperators}.`,
  uncancel: (code, to) =>
    to === 'pending_approval'
      ? `${code} is back and waits for approval. Cancel request ends it again.`
      : `${code} is ${backToOperators}. Cancel request ends it again.`,
  give_update: (code) => `Your update on ${code} is recorded.`,
  edit: (code) => `${code} is changed.`,
  correct: (code) => `${code} is corrected.`,
  assign: (code) => `${code} is assigned. Unassign releases it.`,
  ask_for_update: (code) => `An update on ${code} is asked for.`,
  ask_for_approval: (code) => `${code} waits for leadership to approve.`,
  reject: (code) => `${code} is back with its operator.`,
  block: (code) => `${code} is blocked. Resolve ends the block.`,
  unassign: (code, to) =>
    to === 'pending'
      ? `${code} is released. Operate takes it again.`
      : `${code} is released. Start QA takes it again.`,
  discount: (code) => `The discount on ${code} is set.`,
  cancel: (code) => `${code} is cancelled. Uncancel brings it back.`,
};

export const timeline = {
  title: 'History',
  newestFirst: 'Newest first',
  oldestFirst: 'Oldest first',
  showOlder: 'Show older',
  olderFailed: 'Older history could not be loaded.',
  system: 'The system',
  somebody: 'Somebody',
  created: 'created the request',
  createdFor: (who: string) => `created the request for ${who}`,
  activated: 'The scheduled date was reached',
  redactedEvent: 'removed a text from the history',
  assignedTo: (who: string) => `assigned the request to ${who}`,
  assignedToSelf: 'took the request',
  priced: (version: string) => `gave the request its price by version ${version}`,
  removed: 'This text was removed by an admin.',
  folded: (count: number) => `${count} smaller events`,
  showFolded: 'Show them',
  hideFolded: 'Fold them',
  menu: (what: string) => `More about: ${what}`,
  redact: 'Remove the text',
  values: (count: number) => (count === 1 ? '1 value' : `${count} values`),
  changes: (count: number) => (count === 1 ? '1 change' : `${count} changes`),
} as const;

export const changes = {
  was: 'before',
  is: 'now',
  empty: 'empty',
  secret: 'changed',
  removedText: 'text removed by an admin',
  added: (entry: string) => `added ${entry}`,
  removed: (entry: string) => `removed ${entry}`,
  showText: 'Show both texts',
  hideText: 'Hide the texts',
  textChanged: 'text changed',
  more: (count: number) => `and ${count} more`,
} as const;

export const redaction = {
  title: 'Remove the text of this event',
  explains:
    'The text goes for good. The event, its author and your reason stay in the history. Nobody can bring the text back.',
  reason: 'Reason',
  submit: 'Remove text',
  done: 'The text was removed.',
} as const;

export const edit = {
  title: (code: string) => `Edit ${code}`,
  back: 'Cancel',
  submit: 'Save changes',
  saved: (code: string) => `${code} is changed.`,
  unchanged: 'Nothing was changed.',
  impossibleTitle: 'This request cannot be edited now',
  open: 'Back to the request',
  approved: (who: string) =>
    `Approved by ${who}. Changing what is asked for withdraws the approval; priority and scheduled date do not.`,
  willWait: 'Once saved, the request waits for leadership to approve.',
  willWaitAgain:
    'Changing the request withdraws its approval: once saved, it waits for approval again.',
  activates: 'Without its date the request becomes active as soon as you save.',
  dateSettled: (day: string) =>
    `It was scheduled for ${day}. The date cannot be changed any more: it has been reached.`,
  changedAfterDraft: 'The request was changed after this draft was saved:',
  conflictTitle: (who: string) => `${who} changed this request while you were editing`,
  conflictText: 'Your text is still here. This is what changed meanwhile:',
  conflictNothing: 'The fields of this form are as they were.',
  conflictBoth: 'You changed this too; yours would replace it.',
  apply: 'Keep mine on top of theirs',
  applyHint: 'Fields you did not touch take the new values. Then save again.',
  somebody: 'Somebody',
  draftFailed: 'Your earlier draft could not be loaded; nothing is saved while you type.',
} as const;
