import type { BulkAction } from '../../domain/api/bulk.ts';
import type { Outcome } from '../api/bulk.ts';

/** One action on many requests. Names of actions are the domain's. */

const requests = (count: number): string => (count === 1 ? '1 request' : `${count} requests`);

export const bulkWords = {
  /** In the menu: how many of the selection. */
  ofAll: (allowed: number, all: number) =>
    allowed === all ? `all ${all}` : `${allowed} of ${all}`,
  nothing: 'There is nothing you can do on these requests now.',
  notPossible: 'Not possible for this selection',
  loading: 'Looking what is possible',
  choicesFailed: 'What is possible could not be loaded.',
  actions: 'Actions',
  actionsHint: 'Actions on the selected (press .)',

  selected: (count: number) => `${count} selected`,
  editLabel: 'Change priority or date',
  keepPriority: 'Leave as it is',
  keepDate: 'Empty leaves each date as it is. The day begins where the requester is.',
  nothingToChange: 'Choose a priority or a date',

  preview: 'What will happen',
  previewing: 'Looking who will change',
  willChange: (count: number) =>
    count === 1 ? '1 request will change' : `${count} requests will change`,
  noneWillChange: 'None of these requests will change',
  refused: (count: number) => (count === 1 ? '1 is left out' : `${count} are left out`),
  codes: 'codes',
  showAll: (count: number) => `Show all ${count}`,
  unknown: 'There is no such request',

  running: (done: number, all: number) => `${done} of ${all} done`,
  runningHint: 'You can leave this open. Each request is changed on its own.',
  stop: 'Stop',
  stopping: 'Stopping after this step',

  over: (done: number, all: number) =>
    done === all
      ? done === 1
        ? 'The request is changed'
        : `All ${all} requests are changed`
      : `${done} of ${requests(all)} changed`,
  tryAgain: (count: number) =>
    count === 1 ? 'Try the failed one again' : `Try the ${count} failed ones again`,
  otherReason: 'No reason was given',
} as const;

/** What an action does, where the words for one request do not fit many. */
export const bulkExplanations: Partial<Readonly<Record<BulkAction, string>>> = {
  operate: 'You become the operator of these requests.',
  start_qa: 'You become the QA agent of these requests.',
  complete:
    'The operation details of each request are confirmed as its operator recorded them. The requesters are told.',
  approve: 'The requests go to the operators, or wait for their dates when they are scheduled.',
  decline: 'The requests are cancelled and the requesters are told why.',
  reject: 'The requests go back to their operators.',
  block: 'The requesters are asked to clear what stands in the way.',
  resolve: 'The requests return to the operators and their turn-around time starts again.',
  cancel:
    'Work on the requests ends. They can be brought back later, without their scheduled dates.',
  ask_for_update: 'Whoever works on the requests is asked how they stand.',
  ask_for_approval: 'The requests wait until leadership approves them.',
  give_update: 'Tell the requesters where things stand.',
  discount:
    'Takes a share off the prices. Frozen totals stay as they are; discounts and final prices are computed anew.',
  unassign: 'Others can take them. Turn-around time goes on.',
  uncancel: 'The requests start again, as if they had just been submitted.',
  edit: 'Priority and scheduled date. Everything else is changed request by request.',
};

/** The heading over the rows with this result. */
export const outcomeWords: Readonly<Record<Outcome, (count: number) => string>> = {
  failed: (count) => `${count} failed on our side; nothing was changed there`,
  unanswered: (count) => `${count} without an answer; trying again does nothing twice`,
  not_sent: (count) => `${count} not started`,
  changed_meanwhile: (count) => `${count} changed by somebody else meanwhile`,
  refused: (count) => `${count} refused`,
  done: (count) => `${count} done`,
};

/** The button: a verb and how many. */
export const bulkSubmit: Readonly<Record<BulkAction, (count: number) => string>> = {
  approve: (count) => `Approve ${requests(count)}`,
  decline: (count) => `Decline ${requests(count)}`,
  operate: (count) => `Operate ${requests(count)}`,
  send_to_qa: (count) => `Send ${requests(count)} to QA`,
  start_qa: (count) => `Start QA of ${requests(count)}`,
  complete: (count) => `Complete ${requests(count)}`,
  resolve: (count) => `Resolve ${count === 1 ? '1 block' : `${count} blocks`}`,
  uncancel: (count) => `Uncancel ${requests(count)}`,
  give_update: (count) => `Give update on ${requests(count)}`,
  edit: (count) => `Change ${requests(count)}`,
  assign: (count) => `Assign ${requests(count)}`,
  ask_for_update: (count) => `Ask for update on ${requests(count)}`,
  ask_for_approval: (count) => `Ask for approval of ${requests(count)}`,
  reject: (count) => `Reject the work of ${requests(count)}`,
  block: (count) => `Block ${requests(count)}`,
  unassign: (count) => `Unassign ${requests(count)}`,
  discount: (count) => `Set the discount of ${requests(count)}`,
  cancel: (count) => `Cancel ${requests(count)}`,
};

export const selectionWords = {
  column: 'Selected',
  page: 'Select all on this page',
  row: (code: string) => `Select ${code}`,
  bar: 'Selected requests',
  full: (most: number) => `At most ${most} at once; the others were not added.`,
  copy: 'the codes',
  clear: 'Clear selection',
  select: 'Select',
  done: 'Done',
} as const;

export const adminRequestsWords = {
  title: 'Requests',
  lead: 'One action on many requests, and corrections.',
  bulkTitle: 'Act on many requests',
  bulkLead:
    'Paste codes from a mail or a spreadsheet. You see who will change and who is refused before anything happens; one bad request stops nothing.',
  codes: 'Codes',
  codesHelp: (most: number) => `Separated by commas, spaces or new lines; at most ${most}.`,
  codesPlaceholder: 'UR-26Q4001, DT-26Q4017',
  count: (count: number) => (count === 1 ? '1 code' : `${count} codes`),
  notCodes: (count: number) => (count === 1 ? 'This is no code:' : 'These are no codes:'),
  tooMany: (most: number, over: number) => `At most ${most} at once; remove ${over}.`,
  repeated: (count: number) => `${count} repeated`,
  action: 'Action',
  chooseAction: 'Choose …',
  noAction: 'Choose an action',
  noCodes: 'Paste at least one code',
  andMore: (count: number) => `and ${count} more`,
  choose: 'Continue',
  correctTitle: 'Correct one request',
  correctLead:
    'A correction puts right what was recorded wrongly, in any status: a field, the team or the requester. It needs a reason, and everybody who sees the request sees it in its history. Status, operation details and frozen prices stay: use Reject for work that was done wrongly.',
  code: 'Code of the request',
  correct: 'Correct',
  noCode: 'Enter a code such as UR-26Q4001',
} as const;
