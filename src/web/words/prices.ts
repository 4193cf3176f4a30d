import type { PriceListEvent, PriceListState } from '../../domain/api/prices.ts';

export const PRICE_LIST_STATE_NAMES: Readonly<Record<PriceListState, string>> = {
  draft: 'Draft',
  upcoming: 'Upcoming',
  in_force: 'In force',
  past: 'Past',
  withdrawn: 'Withdrawn',
};

/** The page of all versions (M2). */
export const priceListsWords = {
  title: 'Price lists',
  lead: 'What completed requests cost. A version never changes what is completed already.',
  newDraft: 'New draft',
  drafts: 'Drafts',
  versions: 'Versions',
  table: 'Published price lists',
  version: 'Version',
  listTitle: 'Title',
  state: 'State',
  period: 'In force (UTC)',
  published: 'Published',
  publishedBy: 'Published by',
  priced: 'Requests priced',
  versionNumber: (version: number) => `Version ${version}`,
  from: (day: string) => `from ${day}`,
  fromTo: (from: string, to: string) => `${from} – ${to}`,
  never: 'Never applied',
  untitled: 'Untitled',
  draftFrom: (day: string) => `applies from ${day}`,
  draftNoDay: 'no effective day yet',
  changed: 'Changed ',
  by: ' by ',
  continueDraft: 'Continue',
  continueOf: (title: string) => `Continue the draft “${title}”`,
  requests: (count: string, isOne: boolean) => `${count} ${isOne ? 'request' : 'requests'}`,

  noneInForceTitle: 'No price list is in force',
  noneInForceText:
    'Until one is, no request can be completed: QA agents are told so when they try.',
  nextBegins: (version: number, day: string) => `Version ${version} begins on ${day}, 00:00 UTC.`,
  emptyTitle: 'No price list yet',
  emptyText:
    'Requests can be completed once a list with ten prices and their costs is published. Begin with a draft: nobody is billed by it.',

  notPriced: (count: string, isOne: boolean) =>
    isOne ? '1 completed request is not priced.' : `${count} completed requests are not priced.`,
  notPricedText: 'They were completed before the first list applied, and reports count them apart.',
  price: 'Price them',
  needsPublished: 'Publish a list first: they are priced by one that is or was in force.',
} as const;

/** A new draft, and the command that prices what is not priced. */
export const priceDialogWords = {
  newTitle: 'New draft',
  newText:
    'It starts with the prices of the newest published version. Nobody is billed by a draft.',
  newTextOf: (version: number) =>
    `It starts with the prices of version ${version}. Nobody is billed by a draft.`,
  newTextEmpty: 'It starts without prices. Nobody is billed by a draft.',
  name: 'Title',
  namePlaceholder: 'Rates 2027',
  create: 'Create draft',

  applyTitle: 'Price what is not priced',
  applyList: 'By this list',
  applyListOption: (version: number, title: string) => `Version ${version} – ${title}`,
  applyWhat: (count: string, isOne: boolean) =>
    `${count} completed ${isOne ? 'request is' : 'requests are'} priced by the list you choose:`,
  applyEffects: [
    'The prices are frozen with the version that you choose, whatever day they were completed on.',
    'Each request’s present discount is taken off.',
    'Each gets an entry in its history with your name. It cannot be taken back.',
    'What a later list says does not change them any more.',
  ],
  applySubmit: (count: string, isOne: boolean) =>
    `Price ${count} ${isOne ? 'request' : 'requests'}`,
  applyRunning: (done: string, all: string) => `${done} of ${all} priced`,
  applyName: 'Pricing requests',
  applyWaiting: 'The worker has not priced any for a while. It goes on by itself once it runs.',
  applyDone: (count: string, isOne: boolean) =>
    isOne ? 'The request is priced.' : `All ${count} requests are priced.`,
} as const;

/** One list: a draft being written, or a published one. */
export const priceListWords = {
  back: 'Price lists',
  draftLead: 'Nobody is billed by it until it is published.',
  copy: 'Copy to a new draft',
  publish: 'Publish',
  withdraw: 'Withdraw',
  discard: 'Discard draft',
  name: 'Title',
  effectiveOn: 'Applies from',
  effectiveHelp: 'From 00:00 UTC of this day',
  effectiveLocal: (when: string, zone: string) => `${when} in ${zone}`,
  effectiveToday: 'Today: it applies from the moment it is published',
  saved: (time: string) => `Saved ${time}`,
  savedBut: (time: string, count: number) =>
    `Saved ${time}, but for ${count === 1 ? 'one field' : `${count} fields`} below`,
  saving: 'Saving',
  retrying: 'Not saved yet, trying again',
  refused: 'Could not be saved',

  prices: 'Prices',
  pricesTable: 'Prices of the ten operations, in US dollars',
  pricesHelp:
    'In US dollars, for one unit each. Client prices have two decimals, costs three. Enter or the arrow keys move within a column; a column copied from a spreadsheet can be pasted.',
  pricesDifference: (version: number) => `Differences are to version ${version}.`,
  pricesInForce: (version: number) => `Differences are to version ${version}, in force.`,
  pricesFirst: 'There is no list to compare with.',
  operation: 'Operation',
  priceOf: (field: string, operation: string) => `${field}, ${operation}`,
  was: (amount: string) => `was ${amount}`,
  pasted: (count: number, left: number) =>
    `${count === 1 ? '1 value' : `${count} values`} pasted${left === 0 ? '' : `; ${left} did not fit`}.`,
  undo: 'Undo',

  conflictTitle: (name: string, time: string) => `${name} saved this draft at ${time}`,
  conflictTitleYou: (time: string) => `You saved this draft in another window at ${time}`,
  conflictText: (count: number) =>
    `Yours stands below and is not saved. It differs in ${count === 1 ? 'one value' : `${count} values`}:`,
  conflictLine: (what: string, mine: string, theirs: string) =>
    `${what}: yours ${mine}, theirs ${theirs}`,
  conflictMore: (count: number) => `and ${count} more`,
  loadTheirs: 'Load theirs',
  keepMine: 'Keep mine and save it',
  gone: 'It was published or discarded meanwhile. What you typed since was not saved.',

  publishTitle: (version: number) => `Publish version ${version}`,
  publishNow:
    'It is in force as soon as it is published, and prices every request completed from then on.',
  publishFrom: (utc: string) =>
    `It is in force from ${utc}, and prices every request completed from then on.`,
  publishLocal: (local: string, zone: string) => `For you that is ${local} (${zone}).`,
  publishUntil: (version: number, day: string) => `Version ${version} takes over on ${day}.`,
  publishInstead: (version: number) =>
    `It replaces version ${version}, which has the same day and does not apply any more.`,
  publishFinal:
    'A published version does not change any more. Completed requests keep their prices.',
  publishSame: (version: number) => `No price differs from version ${version}, in force.`,
  publishFirst: 'It is the first list: nothing is in force before it.',
  publishChanges: (count: number, version: number) =>
    `${count === 1 ? 'One price differs' : `${count} prices differ`} from version ${version}, in force:`,
  publishSubmit: (version: number) => `Publish version ${version}`,
  published: (version: number) => `Version ${version} is published.`,

  withdrawTitle: (version: number) => `Withdraw version ${version}?`,
  withdrawText: (day: string) =>
    `It would have begun on ${day}. It stays in the list as withdrawn and never applies; what is in force now stays in force.`,
  withdrawSubmit: (version: number) => `Withdraw version ${version}`,
  withdrawn: (version: number) => `Version ${version} is withdrawn.`,
  discardTitle: 'Discard this draft?',
  discardText: (title: string) => `“${title}” and its prices are gone for everybody.`,
  discardSubmit: 'Discard draft',
  discarded: 'The draft is discarded.',

  history: 'History',
  event: {
    create: 'created this draft',
    edit: 'changed the draft',
    publish: 'published it',
    withdraw: 'withdrew it',
    discard: 'discarded it',
    apply: 'priced what was not priced by it',
  } satisfies Record<PriceListEvent['action'], string>,
  changes: (count: number) => `${count} values`,
  titleField: 'Title',
  dayField: 'Applies from',
  requestsField: 'Requests',
  empty: 'empty',
  fromTo: (from: string, to: string) => `${from} → ${to}`,
} as const;

/** M5. */
export const whatIfWords = {
  title: 'What if',
  lead: (name: string) =>
    `What “${name}” would have done to a past period, had it been in force then.`,
  leadUntitled: 'What this list would have done to a past period, had it been in force then.',
  period: 'Period',
  lastMonth: 'Last month',
  lastQuarter: 'Last quarter',
  thisYear: 'This year',
  ownDays: 'Days',
  from: 'From',
  to: 'To',
  /** Billing days. */
  days: (from: string, to: string) => `${from} – ${to}, UTC days`,
  show: 'Show',
  definitions: [
    'Requests completed on these days (00:00 to 24:00 UTC), as they stand now: one that was reopened counts by its last completion.',
    'Before: the frozen price with its discount. After: the same quantities by this list, with the same discount, rounded as it would be billed.',
  ],
  notPriced: (count: string, isOne: boolean) =>
    `${count} ${isOne ? 'request that was' : 'requests that were'} completed then and ${isOne ? 'is' : 'are'} not priced ${isOne ? 'is' : 'are'} left out.`,
  incomplete: (count: number) =>
    count === 1
      ? 'One price is missing: fill it in to see what the list would have done.'
      : `${count} prices are missing: fill them in to see what the list would have done.`,
  wrong: 'Correct the prices above to see what the list would have done.',
  none: 'Nothing was completed on these days.',
  noneText: 'Choose another period.',
  byTeam: 'By team',
  byType: 'By type',
  team: 'Team',
  type: 'Type',
  requests: 'Requests',
  before: 'Before',
  after: 'After',
  difference: 'Difference',
  totals: 'In all',
  legendBefore: 'before',
  legendAfter: 'after',
} as const;
