import type { DelayPart } from '../../domain/reports/choices.ts';

/** The operations report (D4). */
export const operationsWords = {
  title: 'Operations',
  lead: 'What waits now, who did what, and where the time goes.',
  none: '–',

  queueTitle: 'Queue now',
  queueLead:
    'Every request that is neither completed nor cancelled, by how long it has been in its status. This is of now, whatever the period.',
  queueTable: 'Open requests by status and age',
  status: 'Status',
  total: 'Total',
  allStatuses: 'All',
  oldest: 'Oldest',
  overTarget: 'Over target',
  overTargetHelp: 'Open longer since creation than the target of their type.',
  noQueueTitle: 'Nothing waits',
  noQueueText: 'Every request is completed or cancelled.',
  ageUnder: (until: string) => `Under ${until}`,
  ageBetween: (from: string, until: string) => `${from} to ${until}`,
  ageOver: (from: string) => `${from} or more`,
  inStatus: (count: string, status: string) => `${count} in status ${status}: show them`,

  targetsTitle: 'Target times',
  targetsLead:
    'How long a request of each type may take. Open ones are measured from creation until now, completed ones by their turn-around time. Elapsed time: nights and weekends count.',
  late: 'Completed late',
  lateOf: (late: string, all: string, percent: string | null) =>
    percent === null ? `${late} of ${all}` : `${late} of ${all} (${percent})`,
  lateHelp: 'Completed in the period with a turn-around time over target, of those with a target.',
  lateNone: 'No request that was completed in the period has a target.',

  operatorsTitle: 'Operators',
  qaTitle: 'QA agents',
  operatorsLead:
    'Taken: began to operate, or was handed the work. Completed: requests operated by them that were completed in the period and still are. Rejected: times their work was sent back. Median: time in progress of the completed ones.',
  qaLead:
    'Taken: began QA, or was handed it. Completed: requests they completed in the period that still are. Rejected: times they sent work back. Median: time in QA of the completed ones.',
  workTable: (role: string) => `${role}: what each of them did`,
  workOfAll: 'For all teams and of all types: the filters above do not narrow people’s work.',
  person: 'Name',
  taken: 'Taken',
  completed: 'Completed',
  rejected: 'Rejected',
  medianOperate: 'Median in progress',
  medianQa: 'Median in QA',
  noWork: 'Nobody did any of this work in the period.',
  showAll: (count: string) => `Show all ${count}`,
  showFewer: 'Show fewer',

  rejectionsTitle: 'Rejections',
  rejectionsLead:
    'Work that was sent back to its operator in the period. Completions are all of the period, also of requests that were rejected later.',
  rate: 'Rejection rate',
  rateHelp:
    'Rejections ÷ (completions + rejections from QA): of all the times work was judged, how often it was sent back. A request that was rejected twice counts twice.',
  fromQa: 'During QA',
  fromCompleted: 'After completion',
  completions: 'Completions',

  blockedTitle: 'Blocked',
  blockedLead:
    'Blocks that lie in the period, wholly or partly, with the time of them that does. A blocked request waits for its requester.',
  blocks: 'Blocks',
  blockedTotal: 'Time in all',
  blockedAverage: 'On average',
  blockedOpen: 'Still blocked',
  reasonsTitle: 'Most frequent reasons',
  reason: 'Reason',
  times: 'Times',
  reasonTime: 'Time',
  redacted: (count: string, isOne: boolean) =>
    isOne
      ? 'The reason of 1 more block was removed by an admin.'
      : `The reasons of ${count} more blocks were removed by an admin.`,
  noReasons: 'Nothing was blocked in the period.',
  more: 'Show all of it',
  less: 'Show less',

  delayTitle: 'Where the time goes',
  delayLead:
    'From creation to completion, on average, for the requests that were completed in the period. Each second belongs to the status the request had at that time.',
  delayTable: 'Time from creation to completion by part',
  part: 'Part',
  average: 'Average',
  share: 'Share',
  ofTat: 'Within turn-around',
  totalTime: 'In all',
  totalHelp: 'Days and hours:minutes:seconds. The parts add up to the total to the second.',
  elapsed: 'From creation to completion',
  tat: 'Turn-around time',
  tatMark: (average: string, percent: string) =>
    `The last ${average} on average (${percent}) are turn-around time: since the request was ready to be worked on for the last time.`,
  before: 'Before the turn-around time',
  within: 'Within the turn-around time',
  startAxis: 'Created',
  endAxis: 'Completed',
  noDelayTitle: 'Nothing was completed in this period',
  noDelayText: 'Choose a longer period, or loosen a filter.',
  requests: (count: string, isOne: boolean) =>
    isOne ? '1 completed request' : `${count} completed requests`,

  definitionsTitle: 'What these figures mean',
  definitions: (days: string, zone: string) =>
    [
      {
        term: 'Period',
        text: `${days}, days of ${zone}, first and last included. Completed requests count by the day they were completed, other events by the day they happened.`,
      },
      {
        term: 'Completed',
        text: 'Requests whose completion still stands. One that was rejected later counts only when it is completed again, and then with that date.',
      },
      {
        term: 'Work of operators and QA agents',
        text: 'Always for all teams and of all types, whichever filters are set.',
      },
      {
        term: 'Median',
        text: 'Half took longer, half took less. It is exact, not estimated.',
      },
      {
        term: 'Turn-around time',
        text: 'From the moment a request was ready to be worked on until it was completed. It begins anew after a block is resolved, and when a cancelled request is brought back.',
      },
      {
        term: 'Time',
        text: 'Elapsed time. Nights, weekends and holidays count.',
      },
    ] as const,
} as const;

/** What somebody waits for in each part, as a reader says it. */
export const DELAY_PART_NAMES: Record<DelayPart, string> = {
  scheduled: 'Scheduled for later',
  approval: 'Waiting for leadership',
  blocked: 'Blocked (waiting for the requester)',
  cancelled: 'Cancelled',
  completed: 'Completed before a rejection',
  pending: 'Waiting for an operator',
  operate: 'Operator at work',
  qa_pending: 'Waiting for QA',
  qa: 'QA at work',
};
