import {
  anyFile,
  DETAIL_PRICING,
  given,
  instructions,
  isOneOf,
  link,
  partnerName,
  properties,
  updateDetails,
  withoutFileAndLink,
} from '../common-fields.ts';
import type { Condition, Field, RequestType, Rule } from '../define.ts';

const MULTIPLIERS = ['0.5', '1', '1.5', '2', '2.5', '3', '4', '5', '6'];

type SubType =
  | 'property_name'
  | 'management_company'
  | 'legal_entity'
  | 'address'
  | 'property_type'
  | 'property_units'
  | 'coverage'
  | 'integration_code'
  | 'banking_information';

/**
 * F-PR1, F-PR2: a field that belongs to one sub-type is needed unless a file or a link carries it,
 * and does not exist for the others.
 */
function forSubType(subType: SubType): {
  section: string;
  applies: Condition;
  required: Condition;
} {
  return {
    section: 'The change',
    applies: (values) => isOneOf(values, 'subType', [subType]),
    required: withoutFileAndLink,
  };
}

const coverageField = { section: 'The change', applies: forSubType('coverage').applies };

function listOf(noun: string): Pick<Extract<Field, { kind: 'list' }>, 'kind' | 'noun' | 'help'> {
  return { kind: 'list', noun, help: 'One on each line, or separated by commas' };
}

const coverageGiven: Rule = {
  id: 'F-PR1',
  check: (values) =>
    coverageField.applies(values, {}) &&
    withoutFileAndLink(values) &&
    !given(values, 'coverageMultiplier') &&
    !given(values, 'coverageAmount')
      ? [{ path: 'coverageMultiplier', message: 'Choose a coverage multiplier or enter an amount' }]
      : [],
};

const multiplierOrAmount: Rule = {
  id: 'F-PR3',
  check: (values) =>
    given(values, 'coverageMultiplier') && given(values, 'coverageAmount')
      ? [
          {
            path: 'coverageAmount',
            message: 'A multiplier and an amount exclude each other; clear one of them',
          },
        ]
      : [],
};

export const propertyRecords = {
  key: 'property_records',
  prefix: 'PR',
  name: 'Property records',
  description: 'Correct what is on file about properties: name, address, units, coverage, banking.',
  teams: ['revenue', 'support'],
  schedulable: true,
  variantField: 'subType',
  needsApproval: () => false,
  approvalOnDemand: true,
  form: {
    fields: [
      {
        kind: 'select',
        name: 'subType',
        label: 'Sub-type',
        section: 'What to change',
        required: true,
        options: [
          { value: 'property_name', label: 'Property name' },
          { value: 'management_company', label: 'Property management company' },
          { value: 'legal_entity', label: 'Property legal entity' },
          { value: 'address', label: 'Address' },
          { value: 'property_type', label: 'Property type' },
          { value: 'property_units', label: 'Property units' },
          { value: 'coverage', label: 'Coverage type/amount' },
          { value: 'integration_code', label: 'Integration code' },
          { value: 'banking_information', label: 'Banking information' },
        ] satisfies { value: SubType; label: string }[],
      },
      { ...partnerName, section: 'What to change' },
      {
        ...anyFile('A file or a link can take the place of the properties and the change below'),
        section: 'What to change',
      },
      { ...link, section: 'What to change' },
      {
        ...properties,
        label: 'Properties affected',
        section: 'What to change',
        required: withoutFileAndLink,
      },
      {
        ...forSubType('property_name'),
        ...listOf('name'),
        name: 'newNames',
        label: 'New names',
        help: 'In the order of the properties, one on each line',
      },
      {
        ...forSubType('management_company'),
        kind: 'text',
        name: 'newCompany',
        label: 'New company',
        maxLength: 255,
      },
      {
        ...forSubType('legal_entity'),
        kind: 'text',
        name: 'newPolicyholder',
        label: 'New policyholder',
        maxLength: 255,
      },
      {
        ...forSubType('address'),
        kind: 'multiline',
        name: 'correctedAddress',
        label: 'Corrected address',
        maxLength: 2_000,
      },
      {
        ...forSubType('property_type'),
        kind: 'select',
        name: 'propertyType',
        label: 'New property type',
        options: [
          { value: 'single_family', label: 'Single-family' },
          { value: 'garden_community', label: 'Garden-community' },
          { value: 'multifamily', label: 'Multifamily' },
        ],
      },
      { ...forSubType('property_units'), ...listOf('unit'), name: 'units', label: 'Units' },
      {
        ...coverageField,
        kind: 'select',
        name: 'coverageMultiplier',
        label: 'Coverage type multiplier',
        help: 'A multiplier or an amount, not both',
        options: MULTIPLIERS.map((value) => ({ value, label: `${value} ×` })),
      },
      {
        ...coverageField,
        kind: 'money',
        name: 'coverageAmount',
        label: 'Coverage amount',
        help: 'In dollars, from 330.00 to 200,000,000.00',
        min: '330.00',
        max: '200000000.00',
      },
      {
        ...forSubType('integration_code'),
        kind: 'select',
        name: 'integration',
        label: 'Integration',
        options: [
          { value: 'yardi', label: 'Yardi' },
          { value: 'realpage', label: 'RealPage' },
          { value: 'udr', label: 'UDR' },
          { value: 'rent_manager', label: 'Rent Manager' },
          { value: 'mri', label: 'MRI' },
          { value: 'entrata', label: 'Entrata' },
          { value: 'eqr', label: 'EQR' },
        ],
      },
      {
        ...forSubType('integration_code'),
        ...listOf('code'),
        name: 'integrationCodes',
        label: 'Integration codes',
      },
      {
        ...forSubType('banking_information'),
        kind: 'secret',
        name: 'bankDetails',
        label: 'Bank details',
        help: 'Stored encrypted and shown masked; whoever reveals them is recorded',
        maxLength: 2_000,
      },
      instructions,
    ],
    rules: [coverageGiven, multiplierOrAmount],
    warnings: [],
  },
  operation: {
    fields: updateDetails({ usersRequired: false }),
    rules: [],
    warnings: [],
    prefill: () => ({}),
  },
  pricing: DETAIL_PRICING,
} as const satisfies RequestType;
