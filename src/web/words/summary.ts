/** Cost and performance (D3). */
export const summaryWords = {
  title: 'Cost and performance',
  download: 'Download',
  csv: 'These tables as CSV',
  xlsx: 'These tables as XLSX',
  print: 'Print',

  headline: 'Headline figures',
  comparedWith: (days: string) => `Each compared with ${days}, the period before.`,
  billed: 'Billed',
  completed: 'Completed requests',
  averagePrice: 'Average price',
  averageTat: 'Average turn-around time',
  medianTat: 'Median turn-around time',
  discount: 'Discounts given',
  notPriced: 'Not priced',
  notPricedNote: 'Counted as completed, in no amount',
  operateCost: 'Cost of operating',
  qaCost: 'Cost of QA',
  margin: 'Margin',
  /** In heads of columns. */
  completedShort: 'Completed',
  averageTatShort: 'Average TAT',
  medianTatShort: 'Median TAT',
  discountShort: 'Discounts',
  none: '–',

  byTeam: 'By team',
  byType: 'By type',
  team: 'Team',
  type: 'Type',
  total: 'Total',
  share: (percent: string) => `${percent} of all`,

  trend: 'Trend',
  trendStep: 'Trend by',
  week: 'Weeks',
  month: 'Months',
  weeksTooMany: 'Weeks are shown for up to 366 days.',
  trendTable: {
    week: 'Billed and completed, week by week',
    month: 'Billed and completed, month by month',
  },
  billedPer: { week: 'Billed per week', month: 'Billed per month' },
  completedPer: { week: 'Completed per week', month: 'Completed per month' },
  partial: 'Hatched: the period holds only a part of it.',
  partialMark: (days: string) => `${days} (part)`,
  days: 'Days',

  distribution: 'Distribution',
  tatDistribution: 'Turn-around time',
  priceDistribution: 'Final price',
  range: 'Range',
  requests: 'Requests',
  requestCount: (count: string, isOne: boolean) => `${count} ${isOne ? 'request' : 'requests'}`,
  below: (end: string) => `Below ${end}`,
  between: (from: string, until: string) => `${from} to below ${until}`,
  from: (start: string) => `${start} and more`,
  nothingPriced: 'No priced request in this period.',

  prices: 'Price of each completed request',
  pricesOf: (type: string) => `Final prices, ${type}`,
  pricesType: 'Type',
  newest: (shown: string, all: string) => `The newest ${shown} of ${all} are shown.`,
  each: (count: string, isOne: boolean) =>
    isOne ? 'One point: the only priced request.' : `One point each: ${count} priced requests.`,
  opens: 'A point opens its request.',
  noPoints: (type: string) => `No priced request of this type in this period: ${type}.`,
  request: 'Request',
  partner: 'Partner',
  completedAt: 'Completed',
  finalPrice: 'Final price',
  more: (count: string) => `Show ${count} more`,
  notListed: (count: string) => `Of the points above, ${count} older ones are not listed here.`,

  changed: 'Changed since',
  changedLead:
    'Corrections made after the period’s end to what was completed in it. The figures above contain them.',
  changedNewest: (shown: string, all: string) => `The newest ${shown} of ${all}.`,
  when: 'When',
  what: 'What',
  before: 'Before',
  after: 'After',
  whats: {
    rejected: 'Rejected',
    discount: 'Discount changed',
    priced: 'Priced afterwards',
    team: 'Moved to another team',
  },
  noAmount: 'Not priced',
  noLonger: 'No longer counted',

  empty: 'Nothing was completed in these days',
  emptyText: 'A request counts on the day it was completed. Choose other days, or fewer filters.',
  emptyFiltered: 'Clear the filters',
  periodBefore: (days: string) => `Go to ${days}`,

  printed: (at: string, zone: string) => `Printed ${at} ${zone}`,
  printedFilters: (teams: string, types: string) => `Teams: ${teams}. Types: ${types}.`,
  all: 'all',
} as const;

export const changeWords = {
  more: 'more',
  less: 'less',
  longer: 'longer',
  shorter: 'shorter',
  same: 'Unchanged',
  nothingBefore: 'Nothing to compare with',
  nothingNow: 'None in this period',
  change: (amount: string, how: string, percent: string | null) =>
    percent === null ? `${amount} ${how}` : `${amount} ${how} (${percent})`,
} as const;

/** On the page: what the figures mean, in the order in which people ask. */
export const definitionWords = {
  title: 'How these figures are made',
  list: (zone: string) => [
    {
      term: 'What counts',
      text: 'Requests that are completed now. One that was rejected afterwards counts no more, until it is completed again.',
    },
    {
      term: 'Which date',
      text: 'The moment of completion. Not when it was requested or became active.',
    },
    {
      term: 'Which days',
      text: `First and last day are both included. Days begin at 00:00 in ${zone}. Local days are yours; billing days are UTC, the same for everybody, as bills have them. Weeks begin on Monday.`,
    },
    {
      term: 'Billed',
      text: 'The sum of final prices: what the operations of a request came to with the price list in force when it was completed, less its discount, which is rounded half-even to cents for each request. Sums are exact.',
    },
    {
      term: 'Average price',
      text: 'Billed, divided by the number of priced requests, rounded half-even to cents.',
    },
    {
      term: 'Not priced',
      text: 'Completed before the first price list. Such requests count as completed and in turn-around times, and in no amount.',
    },
    {
      term: 'Turn-around time (TAT)',
      text: 'From the moment a request becomes pending until its completion; it starts again when a block is resolved or a cancelled request comes back. The median is the time that half of the requests stay below; of an even number, the mean of the two in the middle.',
    },
    {
      term: 'The period before',
      text: 'The same number of days right before, or as many whole months when the period is whole months.',
    },
  ],
  costs: {
    term: 'Costs and margin',
    text: 'Internal costs of operating and of QA with the same frozen list, and billed less both. Only admins see them.',
  },
} as const;
