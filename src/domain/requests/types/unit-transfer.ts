import {
  anyFile,
  COUNT_MAX,
  instructions,
  isOneOf,
  link,
  partnerName,
  properties,
  updateDetails,
  userEmails,
  withoutFileAndLink,
} from '../common-fields.ts';
import type { Condition, RequestType } from '../define.ts';

/** F-UT1 */
const toProspect: Condition = (values) => isOneOf(values, 'subType', ['partner_to_prospect']);

export const unitTransfer = {
  key: 'unit_transfer',
  prefix: 'UT',
  name: 'Unit transfer',
  description: 'Move properties from one partner to another partner or to a prospect.',
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
        section: 'From and to',
        required: true,
        options: [
          { value: 'partner_to_prospect', label: 'Partner to prospect' },
          { value: 'partner_to_partner', label: 'Partner to partner' },
        ],
      },
      { ...partnerName, label: 'Origin partner', section: 'From and to' },
      {
        kind: 'text',
        name: 'destination',
        label: 'Destination partner or prospect',
        section: 'From and to',
        maxLength: 255,
        required: true,
      },
      {
        kind: 'text',
        name: 'receivingPsm',
        label: 'Receiving partner’s PSM',
        section: 'From and to',
        maxLength: 255,
      },
      {
        kind: 'integer',
        name: 'portfolioSize',
        label: 'Prospect portfolio size',
        section: 'The prospect',
        min: 0,
        max: COUNT_MAX,
        applies: toProspect,
        required: true,
      },
      {
        kind: 'select',
        name: 'landlordType',
        label: 'Prospect landlord type',
        section: 'The prospect',
        applies: toProspect,
        required: true,
        options: [
          { value: 'owner', label: 'Owner' },
          { value: 'third_party_manager', label: '3rd party manager' },
          { value: 'owner_manager', label: 'Owner-manager' },
          { value: 'broker', label: 'Broker' },
          { value: 'vendor', label: 'Vendor' },
          { value: 'reit', label: 'REIT' },
          { value: 'other', label: 'Other' },
        ],
      },
      {
        ...anyFile('A file or a link can take the place of the list of properties below'),
        section: 'What to transfer',
      },
      { ...link, section: 'What to transfer' },
      {
        ...properties,
        label: 'Properties to transfer',
        section: 'What to transfer',
        // F-UT2
        required: withoutFileAndLink,
      },
      {
        kind: 'list',
        name: 'newPolicyholders',
        label: 'New policyholders',
        noun: 'policyholder',
        help: 'One on each line, or separated by commas',
        section: 'What to transfer',
      },
      { ...userEmails, label: 'User emails of the new partner', section: 'What to transfer' },
      {
        kind: 'url',
        name: 'proofOfSale',
        label: 'Proof of sale',
        help: 'A web address (http or https) where the proof can be read',
        section: 'What to transfer',
      },
      instructions,
    ],
    rules: [],
    warnings: [],
  },
  operation: {
    fields: updateDetails({ usersRequired: false }),
    rules: [],
    warnings: [],
    prefill: () => ({}),
  },
} as const satisfies RequestType;
