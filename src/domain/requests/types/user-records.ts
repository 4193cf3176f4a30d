import {
  atLeastOne,
  DETAIL_PRICING,
  given,
  instructions,
  link,
  partnerName,
  properties,
  SPREADSHEET,
  updateDetails,
  userEmails,
} from '../common-fields.ts';
import type { RequestType, Values } from '../define.ts';

export const userRecords = {
  key: 'user_records',
  prefix: 'UR',
  name: 'User records',
  description: 'Add, change or remove the portal access of people at a partner.',
  teams: ['revenue', 'support'],
  schedulable: true,
  variantField: null,
  needsApproval: () => false,
  approvalOnDemand: false,
  form: {
    fields: [
      partnerName,
      {
        kind: 'file',
        name: 'file',
        label: 'Spreadsheet',
        section: 'Users',
        help: 'A file or a link can take the place of the user groups below',
        accept: SPREADSHEET,
      },
      { ...link, section: 'Users' },
      {
        kind: 'groups',
        name: 'groups',
        label: 'User groups',
        noun: 'user group',
        section: 'Users',
        help: 'People who get the same change at the same properties',
        maxCount: 50,
        fields: [
          {
            kind: 'select',
            name: 'operation',
            label: 'Operation',
            required: true,
            options: [
              { value: 'add', label: 'Add' },
              { value: 'edit', label: 'Edit' },
              { value: 'remove', label: 'Remove' },
            ],
          },
          { ...userEmails, name: 'emails', required: true },
          {
            kind: 'select',
            name: 'accessLevel',
            label: 'Access level',
            required: (group) => group.operation !== 'remove',
            options: [
              { value: 'property_manager', label: 'Property manager' },
              { value: 'property_manager_admin', label: 'Property manager admin' },
              { value: 'listing_agent', label: 'Listing agent' },
            ],
          },
          { ...properties, required: true },
          {
            kind: 'boolean',
            name: 'deactivate',
            label: 'Deactivate these users from the portal',
          },
        ],
      },
      instructions,
    ],
    rules: [
      atLeastOne(
        'F-UR1',
        ['file', 'link', 'groups'],
        'groups',
        'Add a spreadsheet, a link or at least one complete user group',
      ),
    ],
    warnings: [],
  },
  operation: {
    fields: updateDetails({ usersRequired: true }),
    rules: [],
    warnings: [],
    prefill: (request) => (given(request, 'file') ? {} : { usersUpdated: emailCount(request) }),
  },
  pricing: DETAIL_PRICING,
} as const satisfies RequestType;

/** F-UR2 */
function emailCount(request: Values): number {
  const groups = Array.isArray(request.groups) ? (request.groups as Values[]) : [];
  return groups.reduce((sum, group) => {
    const emails = group.emails;
    return sum + (Array.isArray(emails) ? emails.length : 0);
  }, 0);
}
