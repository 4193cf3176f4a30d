import {
  CSV,
  instructions,
  isChosen,
  isOneOf,
  MARKDOWN_MAX_LENGTH,
  SPREADSHEET,
  XML,
  ZIP,
} from '../common-fields.ts';
import type { Accept, Field, RequestType } from '../define.ts';

type OutputKind = 'csv' | 'zip' | 'xml';

interface State {
  readonly value: string;
  readonly label: string;
  /** What the operator hands over for each chosen carrier. */
  readonly output: readonly OutputKind[];
  /** F-XF1: the ZIP of every chosen carrier must come with the request. */
  readonly needsZip: boolean;
}

const STATES: readonly State[] = [
  { value: 'CA', label: 'California (CA)', output: ['zip'], needsZip: true },
  { value: 'CO', label: 'Colorado (CO)', output: ['xml'], needsZip: false },
  { value: 'FL', label: 'Florida (FL)', output: ['xml'], needsZip: false },
  { value: 'GA', label: 'Georgia (GA)', output: ['xml'], needsZip: false },
  { value: 'IL', label: 'Illinois (IL)', output: ['xml'], needsZip: false },
  { value: 'MN', label: 'Minnesota (MN)', output: ['xml'], needsZip: false },
  { value: 'MS', label: 'Mississippi (MS)', output: ['zip'], needsZip: true },
  { value: 'NC', label: 'North Carolina (NC)', output: ['xml'], needsZip: false },
  { value: 'NJ', label: 'New Jersey (NJ)', output: ['xml'], needsZip: false },
  { value: 'OK', label: 'Oklahoma (OK)', output: ['xml'], needsZip: false },
  { value: 'SC', label: 'South Carolina (SC)', output: ['csv'], needsZip: false },
  { value: 'TX', label: 'Texas (TX)', output: ['xml'], needsZip: false },
  { value: 'UT', label: 'Utah (UT)', output: ['csv', 'zip'], needsZip: true },
  { value: 'WA', label: 'Washington (WA)', output: ['zip'], needsZip: true },
];

const CARRIERS = [
  { value: 'rvic', label: 'RVIC' },
  { value: 'ssic', label: 'SSIC' },
] as const;
type Carrier = (typeof CARRIERS)[number];

/** What the Compliance report filters by (D2). */
export const STATE_CODES = STATES.map(({ value }) => value) as [string, ...string[]];
export const CARRIER_CODES = CARRIERS.map(({ value }) => value) as [string, ...string[]];

const OUTPUTS: readonly { kind: OutputKind; suffix: string; label: string; accept: Accept }[] = [
  { kind: 'csv', suffix: 'Csv', label: 'CSV', accept: CSV },
  { kind: 'zip', suffix: 'Zip', label: 'ZIP', accept: ZIP },
  { kind: 'xml', suffix: 'Xml', label: 'XML', accept: XML },
];

const ZIP_STATES = STATES.filter((state) => state.needsZip).map((state) => state.value);

function carrierZip(carrier: Carrier): Field {
  return {
    kind: 'file',
    name: `${carrier.value}Zip`,
    label: `${carrier.label} ZIP`,
    section: 'Files',
    accept: ZIP,
    applies: (values) => isChosen(values, 'carriers', carrier.value),
    required: (values) => isOneOf(values, 'state', ZIP_STATES),
  };
}

function outputFiles(carrier: Carrier): readonly Field[] {
  return OUTPUTS.map((output) => {
    const states = STATES.filter((state) => state.output.includes(output.kind));
    const codes = states.map((state) => state.value);
    return {
      kind: 'file',
      name: `${carrier.value}${output.suffix}`,
      label: `${carrier.label} ${output.label}`,
      section: 'Output files',
      accept: output.accept,
      applies: (_values, request) =>
        isChosen(request, 'carriers', carrier.value) && isOneOf(request, 'state', codes),
      required: true,
    };
  });
}

export const xmlFiles = {
  key: 'xml_files',
  prefix: 'XF',
  name: 'Generating XML files',
  description: 'Turn a spreadsheet into the files that a state asks of each carrier.',
  teams: ['compliance'],
  schedulable: false,
  variantField: 'state',
  needsApproval: () => false,
  approvalOnDemand: false,
  form: {
    fields: [
      {
        kind: 'select',
        name: 'state',
        label: 'State',
        section: 'State and carriers',
        required: true,
        options: STATES.map(({ value, label }) => ({ value, label })),
      },
      {
        kind: 'multiselect',
        name: 'carriers',
        label: 'Carriers',
        section: 'State and carriers',
        required: true,
        options: CARRIERS,
      },
      {
        kind: 'file',
        name: 'file',
        label: 'Spreadsheet',
        section: 'Files',
        accept: SPREADSHEET,
        required: true,
      },
      ...CARRIERS.map(carrierZip),
      instructions,
    ],
    rules: [],
    warnings: [],
  },
  operation: {
    fields: [
      ...CARRIERS.flatMap(outputFiles),
      {
        kind: 'markdown',
        name: 'notes',
        label: 'Notes',
        section: 'Notes',
        maxLength: MARKDOWN_MAX_LENGTH,
      },
    ],
    rules: [],
    warnings: [],
    prefill: () => ({}),
  },
  pricing: [
    {
      operation: 'xml_file',
      quantity: (_operation, request) =>
        CARRIERS.filter(({ value }) => isChosen(request, 'carriers', value)).length,
    },
  ],
} as const satisfies RequestType;
