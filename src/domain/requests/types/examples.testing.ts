import type { RequestTypeKey, Values } from '../define.ts';

/** For each type, complete requests as people make them: one for each sub-type or way of filling it. */
export const EXAMPLES: Readonly<Record<RequestTypeKey, readonly Values[]>> = {
  user_records: [
    { partnerName: 'Acme Homes', file: 'sheet' },
    { partnerName: 'Acme Homes', link: 'https://example.com/users', priority: 'high' },
    {
      partnerName: 'Acme Homes',
      instructions: 'Please **hurry**.',
      scheduledOn: '2026-11-24',
      groups: [
        {
          operation: 'add',
          emails: ['ann@example.com', 'bob@example.com'],
          accessLevel: 'listing_agent',
          properties: ['Oak Court'],
        },
        { operation: 'remove', emails: ['cy@example.com'], properties: ['Elm'], deactivate: true },
      ],
    },
  ],
  deactivation_toggle: [
    {
      subType: 'partner_deactivation',
      partnerName: 'Acme Homes',
      activePolicies: true,
      policyProperties: ['Oak Court'],
      context: 'They leave.',
      markedAsChurned: true,
    },
    {
      subType: 'property_deactivation',
      partnerName: 'Acme Homes',
      properties: ['Oak Court'],
      activePolicies: false,
    },
    { subType: 'toggle_on_invites', partnerName: 'Acme Homes', properties: ['Oak Court'] },
    { subType: 'toggle_off_invites', partnerName: 'Acme Homes', properties: ['Oak Court'] },
    { subType: 'toggle_off_homepage_sign_ups', partnerName: 'Acme Homes', context: 'Asked for.' },
    { subType: 'toggle_on_cash_deposits', partnerName: 'Acme Homes', properties: ['Oak Court'] },
    { subType: 'toggle_off_cash_deposits', partnerName: 'Acme Homes', properties: ['Oak Court'] },
  ],
  unit_transfer: [
    {
      subType: 'partner_to_prospect',
      partnerName: 'Acme Homes',
      destination: 'Birch Living',
      portfolioSize: 0,
      landlordType: 'reit',
      properties: ['Oak Court'],
      receivingPsm: 'Dana Fox',
    },
    {
      subType: 'partner_to_partner',
      partnerName: 'Acme Homes',
      destination: 'Cedar Group',
      file: 'pdf',
      link: 'https://example.com/list',
      newPolicyholders: ['Cedar LLC'],
      userEmails: ['eve@example.com'],
      proofOfSale: 'https://example.com/deed',
    },
  ],
  xml_files: [
    { state: 'CO', carriers: ['rvic'], file: 'sheet' },
    { state: 'UT', carriers: ['rvic', 'ssic'], file: 'sheet', rvicZip: 'zip', ssicZip: 'zip-2' },
  ],
  address_validation: [
    { partnerName: 'Acme Homes', files: ['sheet', 'pdf'], policyholders: ['Acme LLC'] },
    { partnerName: 'Acme Homes', link: 'https://example.com/a', userEmails: ['a@example.com'] },
    { partnerName: 'Acme Homes', opportunityId: '006-1' },
  ],
  stripe_disputes: [{ file: 'disputes', premiumDisputes: 2, riDisputes: 1, instructions: 'Soon.' }],
  property_records: [
    { subType: 'property_name', newNames: ['Oak Park'] },
    { subType: 'management_company', newCompany: 'Fir Management' },
    { subType: 'legal_entity', newPolicyholder: 'Oak LLC' },
    { subType: 'address', correctedAddress: '1 Main St\nSpringfield' },
    { subType: 'property_type', propertyType: 'multifamily' },
    { subType: 'property_units', units: ['101', '102'] },
    { subType: 'coverage', coverageMultiplier: '2.5' },
    { subType: 'coverage', coverageAmount: '330.00' },
    { subType: 'integration_code', integration: 'yardi', integrationCodes: ['Y-1'] },
    { subType: 'banking_information', bankDetails: 'IBAN XX00 0000' },
  ].map((values) => ({ partnerName: 'Acme Homes', properties: ['Oak Court'], ...values })),
};
