import {
  DETAIL_PRICING,
  instructions,
  isOneOf,
  partnerName,
  properties,
  updateDetails,
} from '../common-fields.ts';
import type { Condition, RequestType } from '../define.ts';

type SubType =
  | 'partner_deactivation'
  | 'property_deactivation'
  | 'toggle_on_invites'
  | 'toggle_off_invites'
  | 'toggle_off_homepage_sign_ups'
  | 'toggle_on_cash_deposits'
  | 'toggle_off_cash_deposits';

/**
 * Every condition lists the sub-types it holds for, so that nothing but the sub-type is asked
 * until one is chosen.
 */
function subTypeIs(...subTypes: readonly SubType[]): Condition {
  return (values) => isOneOf(values, 'subType', subTypes);
}

/** F-DT1 */
const aboutProperties = subTypeIs(
  'property_deactivation',
  'toggle_on_invites',
  'toggle_off_invites',
  'toggle_on_cash_deposits',
  'toggle_off_cash_deposits',
);

/** F-DT2 and F-DT5 happen to name the same sub-types: those that take something away from people. */
const takesAway = subTypeIs(
  'partner_deactivation',
  'property_deactivation',
  'toggle_off_invites',
  'toggle_off_homepage_sign_ups',
);

export const deactivationToggle = {
  key: 'deactivation_toggle',
  prefix: 'DT',
  name: 'Deactivation and toggle',
  description:
    'Deactivate a partner or its properties, or switch invites, sign-ups or cash deposits on or off.',
  teams: ['revenue', 'support'],
  schedulable: true,
  variantField: 'subType',
  needsApproval: (values) => takesAway(values, {}),
  approvalOnDemand: false,
  form: {
    fields: [
      {
        kind: 'select',
        name: 'subType',
        label: 'Sub-type',
        section: 'What to change',
        required: true,
        options: [
          { value: 'partner_deactivation', label: 'Partner deactivation' },
          { value: 'property_deactivation', label: 'Property deactivation' },
          { value: 'toggle_on_invites', label: 'Toggle on invites' },
          { value: 'toggle_off_invites', label: 'Toggle off invites' },
          { value: 'toggle_off_homepage_sign_ups', label: 'Toggle off homepage sign-ups' },
          { value: 'toggle_on_cash_deposits', label: 'Toggle on cash deposits' },
          { value: 'toggle_off_cash_deposits', label: 'Toggle off cash deposits' },
        ] satisfies { value: SubType; label: string }[],
      },
      { ...partnerName, section: 'What to change' },
      {
        ...properties,
        label: 'Properties affected',
        section: 'What to change',
        applies: aboutProperties,
        required: true,
      },
      {
        kind: 'boolean',
        name: 'activePolicies',
        label: 'Active policies',
        help: 'Are there active policies at the properties concerned?',
        section: 'Consequences',
        applies: takesAway,
      },
      {
        ...properties,
        name: 'policyProperties',
        label: 'Properties with active policies',
        section: 'Consequences',
        // F-DT3
        applies: (values) => values.activePolicies === true,
        required: true,
      },
      {
        kind: 'multiline',
        name: 'context',
        label: 'Context',
        help: 'Why this is asked for; whoever approves it reads this',
        section: 'Consequences',
        applies: takesAway,
        maxLength: 5_000,
      },
      {
        kind: 'boolean',
        name: 'markedAsChurned',
        label: 'Marked as churned in the CRM',
        section: 'Consequences',
        // F-DT4
        applies: subTypeIs('partner_deactivation'),
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
  pricing: DETAIL_PRICING,
} as const satisfies RequestType;
