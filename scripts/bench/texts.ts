import type { RequestTypeKey, Values } from '../../src/domain/requests/define.ts';
import type { Random } from './random.ts';

const STREETS = [
  'Alder',
  'Birch',
  'Cedar',
  'Dogwood',
  'Elm',
  'Fern',
  'Garden',
  'Harbor',
  'Ivy',
  'Juniper',
  'Kestrel',
  'Laurel',
  'Maple',
  'Northgate',
  'Oak',
  'Pine',
  'Quarry',
  'River',
  'Stone',
  'Thistle',
] as const;
const KINDS = [
  'Residential',
  'Properties',
  'Living',
  'Management',
  'Homes',
  'Communities',
  'Partners',
  'Realty',
  'Holdings',
  'Apartments',
] as const;
const WORDS = [
  'please',
  'update',
  'the',
  'units',
  'before',
  'renewal',
  'tenant',
  'portal',
  'access',
  'for',
  'leasing',
  'office',
  'manager',
  'policy',
  'coverage',
  'building',
  'address',
  'spreadsheet',
  'attached',
  'rows',
  'marked',
  'yellow',
  'only',
  'keep',
  'existing',
  'invites',
  'until',
  'month',
  'end',
  'confirm',
  'with',
  'partner',
  'contact',
  'north',
  'tower',
  'phase',
  'two',
  'residents',
  'should',
  'receive',
  'new',
  'email',
  'legal',
  'entity',
  'changed',
  'deposit',
  'waiver',
  'integration',
  'code',
  'sync',
] as const;
/** Each stands in about one of four thousand requests: what a rare search finds. */
const RARE = ['zeppelin', 'quixotic', 'xylophone', 'bergamot', 'vermilion', 'obelisk'] as const;

export const PARTNERS: readonly string[] = STREETS.flatMap((street) =>
  KINDS.flatMap((kind) => [`${street} ${kind}`, `${street} Street ${kind}`]),
);

export function instructionsText(random: Random): string {
  const words = Array.from({ length: random.whole(8, 60) }, (): string => random.pick(WORDS));
  if (random.chance(0.0015)) words.push(random.pick(RARE));
  return `${words.join(' ')}.`;
}

function properties(random: Random): string[] {
  return Array.from(
    { length: random.whole(1, 6) },
    () => `${random.pick(STREETS)} ${random.whole(1, 400)}`,
  );
}

/** Values as the type's form would have stored them, without partner and instructions. */
export function typeValues(type: RequestTypeKey, fileId: string | null, random: Random): Values {
  const file = fileId === null ? { link: 'https://files.example.com/portfolio' } : { file: fileId };
  switch (type) {
    case 'user_records':
      return {
        ...file,
        groups: [
          {
            operation: random.pick(['add', 'edit']),
            emails: [`resident.${random.whole(1, 9_999)}@example.com`],
            accessLevel: 'property_manager',
            properties: properties(random),
          },
        ],
      };
    case 'property_records':
      return random.chance(0.5)
        ? {
            subType: 'property_name',
            ...file,
            properties: properties(random),
            newNames: properties(random),
          }
        : {
            subType: 'property_units',
            ...file,
            properties: properties(random),
            units: ['101', '102', '203'],
          };
    case 'unit_transfer':
      return {
        subType: 'partner_to_partner',
        ...file,
        destination: random.pick(PARTNERS),
        properties: properties(random),
      };
    case 'deactivation_toggle':
      return {
        subType: random.pick(['toggle_on_invites', 'property_deactivation']),
        properties: properties(random),
        activePolicies: false,
      };
    case 'xml_files':
      return {
        state: random.pick(['CO', 'FL', 'GA', 'IL', 'TX']),
        carriers: ['rvic'],
        file: fileId,
      };
    case 'address_validation':
      return {
        ...file,
        policyholders: [random.pick(PARTNERS)],
        opportunityId: `OPP-${random.whole(1_000, 99_999)}`,
      };
    case 'stripe_disputes':
      return {
        file: fileId,
        premiumDisputes: random.whole(1, 80),
        riDisputes: random.whole(0, 20),
      };
  }
}

export function operationValues(type: RequestTypeKey, random: Random): Values {
  switch (type) {
    case 'stripe_disputes':
      return {
        premiumDisputes: random.whole(1, 80),
        riDisputes: random.whole(0, 20),
        notes: 'Checked against the export.',
      };
    case 'xml_files':
      return { notes: 'Generated for the chosen carrier.' };
    case 'address_validation':
      return {
        validUnits: random.whole(1, 300),
        invalidUnits: random.whole(0, 20),
        propertiesUpdated: random.whole(0, 9),
        assetsLink: 'https://files.example.com/assets',
        operatingNotes: 'Validated.',
      };
    default:
      return {
        usersUpdated: random.whole(0, 20),
        propertiesUpdated: random.whole(0, 9),
        csvRows: random.whole(0, 200),
        operatingNotes: 'Done as asked.',
      };
  }
}
