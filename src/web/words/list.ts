import type { ChoiceKey } from '../api/list-search.ts';

export const COLUMN_NAMES = {
  code: 'Code',
  requested: 'Requested',
  type: 'Type',
  team: 'Team',
  priority: 'Priority',
  requester: 'Requested by',
  partner: 'Partner / state',
  status: 'Status',
  operator: 'Operator',
  qa: 'QA by',
  tat: 'TAT',
  price: 'Price',
} as const;
export type ColumnKey = keyof typeof COLUMN_NAMES;

export const FILTER_NAMES: Record<ChoiceKey | 'person' | 'dates' | 'q', string> = {
  type: 'Type',
  status: 'Status',
  team: 'Team',
  priority: 'Priority',
  person: 'Person',
  dates: 'Requested',
  q: 'Text',
};

export const listWords = {
  tableName: 'Requests',
  search: 'Search',
  searchPlaceholder: 'Code, partner, person, text',
  searchTooShort: 'At least 3 characters',
  columns: 'Columns',
  resetColumns: 'Reset columns and widths',
  personHint: 'Requester, operator or QA agent',
  count: (shown: string, isOne: boolean) => `${shown} ${isOne ? 'request' : 'requests'}`,
  pageSize: 'Rows per page',
  perPage: (size: string) => `${size} per page`,
  scheduledFor: (day: string, zone: string) => `Scheduled for ${day}, ${zone}`,
  nobodyYet: 'Nobody',
  beforeDiscount: 'before discount,',
  requestedBy: (name: string) => `by ${name}`,
} as const;

export const emptyWords = {
  filteredTitle: 'No request matches',
  filtered: 'Together these filters leave nothing. Loosen one of them:',
  loosen: {
    status: 'Any status',
    type: 'Any type',
    team: 'Any team',
    priority: 'Any priority',
    person: 'Anybody',
    dates: 'Any date',
    q: 'Any text',
  },
  tooShortTitle: 'Keep typing',
  pageTitle: 'Nothing on this page',
  pageText: 'The requests that stood here have moved on.',
  firstPage: 'Go to the newest',
  my_work: {
    title: 'Nothing waits for you',
    text: 'What you take on and what is ready to be taken shows here.',
  },
  my_requests: {
    title: 'You have no requests yet',
    text: 'What you request shows here, with who has it and since when.',
  },
  needs_approval: {
    title: 'Nothing to approve',
    text: 'Requests that need a decision of leadership show here.',
  },
  all: {
    title: 'No requests yet',
    text: 'Requests show here as soon as the first one is made.',
  },
} as const;
