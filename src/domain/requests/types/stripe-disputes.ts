import { billed, CSV, count, instructions, MARKDOWN_MAX_LENGTH } from '../common-fields.ts';
import type { CheckContext, RequestType, Rule, Values } from '../define.ts';

const CSV_COLUMNS = ['Market', 'Dispute Id', 'Deadline', 'Internal Notes'];

const someDispute: Rule = {
  id: 'SD',
  check: (values) =>
    disputeCount(values) > 0
      ? []
      : [
          {
            path: 'premiumDisputes',
            message:
              'Enter how many disputes there are; at least one of the two counts must be above 0',
          },
        ],
};

/** A header without its rows and a count that says otherwise: somebody should look twice. */
const rowsMatchCounts: Rule = {
  id: 'F-SD2',
  check: (values, context) => {
    const rows = csvRows(values, context);
    const disputes = disputeCount(values);
    if (rows === null || disputes === 0 || rows === disputes) return [];
    return [
      {
        path: 'file',
        message: `The CSV has ${rows} ${rows === 1 ? 'row' : 'rows'}, but the two counts add up to ${disputes}`,
      },
    ];
  },
};

export const stripeDisputes = {
  key: 'stripe_disputes',
  prefix: 'SD',
  name: 'Stripe disputes',
  description: 'Answer a batch of payment disputes before their deadline.',
  teams: ['accounting'],
  schedulable: false,
  variantField: null,
  needsApproval: () => false,
  approvalOnDemand: false,
  form: {
    fields: [
      {
        kind: 'file',
        name: 'file',
        label: 'CSV file',
        help: `With the columns ${CSV_COLUMNS.join(', ')}`,
        section: 'Disputes',
        accept: CSV,
        csvColumns: CSV_COLUMNS,
        required: true,
      },
      count('premiumDisputes', 'Premium disputes', { section: 'Disputes' }),
      count('riDisputes', 'RI disputes', { section: 'Disputes' }),
      instructions,
    ],
    rules: [someDispute],
    warnings: [rowsMatchCounts],
  },
  operation: {
    fields: [
      count('premiumDisputes', 'Premium disputes', { section: 'Counts', required: true }),
      count('riDisputes', 'RI disputes', { required: true }),
      {
        kind: 'markdown',
        name: 'notes',
        label: 'Notes',
        section: 'Notes',
        maxLength: MARKDOWN_MAX_LENGTH,
        required: true,
      },
    ],
    rules: [],
    warnings: [],
    prefill: () => ({}),
  },
  pricing: [billed('stripe_dispute', 'premiumDisputes', 'riDisputes')],
} as const satisfies RequestType;

function disputeCount(values: Values): number {
  return ['premiumDisputes', 'riDisputes'].reduce((sum, name) => {
    const value = values[name];
    return sum + (typeof value === 'number' ? value : 0);
  }, 0);
}

function csvRows(values: Values, context: CheckContext): number | null {
  const id = values.file;
  return typeof id === 'string' ? (context.files.get(id)?.csv?.rows ?? null) : null;
}
