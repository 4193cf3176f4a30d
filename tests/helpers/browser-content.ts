import { zip } from '../../scripts/sample/zip.ts';
import type { RequestTypeKey, Values } from '../../src/domain/requests/define.ts';
import type { BrowserApi } from './browser-api.ts';
import type { PickedFile } from './browser-form.ts';

export const SPREADSHEET_FILE = {
  name: 'users.csv',
  content: 'Name,Email\nAnn Fox,ann@example.com\nBob Ray,bob@example.com\n',
} as const satisfies PickedFile;

export const TRANSFER_FILE = {
  name: 'units to move.txt',
  content: 'Oak Court: 101, 102\n',
} as const satisfies PickedFile;

export const ZIP_FILE = {
  name: 'policies.zip',
  content: zip([{ path: 'policies.txt', text: 'RVIC-1\n' }]),
} as const satisfies PickedFile;

const DISPUTES =
  'Market,Dispute Id,Deadline,Internal Notes\nCA,dp_1,2026-12-01,first\nTX,dp_2,2026-12-02,second\n';

/** One ordinary request of each type that needs no approval, for tests about what follows. */
export async function contentOf(type: RequestTypeKey, api: BrowserApi): Promise<Values> {
  const partner = { partnerName: 'Northwind', properties: ['Oak Court', 'Elm Court'] };
  switch (type) {
    case 'user_records':
      return {
        partnerName: 'Northwind',
        instructions: 'Please do **Ann** first.',
        groups: [
          {
            operation: 'add',
            emails: ['ann@example.com', 'bob@example.com'],
            accessLevel: 'listing_agent',
            properties: ['Oak Court'],
          },
        ],
      };
    case 'property_records':
      return { ...partner, subType: 'property_units', units: ['101', '102'] };
    case 'unit_transfer':
      return { ...partner, subType: 'partner_to_partner', destination: 'Birch Living' };
    case 'deactivation_toggle':
      return { ...partner, subType: 'toggle_on_invites' };
    case 'address_validation':
      return { partnerName: 'Northwind', opportunityId: 'OPP-77' };
    case 'xml_files': {
      const file = await api.upload(SPREADSHEET_FILE.name, Buffer.from(SPREADSHEET_FILE.content));
      return { state: 'SC', carriers: ['rvic'], file };
    }
    case 'stripe_disputes': {
      const file = await api.upload('disputes.csv', Buffer.from(DISPUTES));
      return { premiumDisputes: 1, riDisputes: 1, file };
    }
  }
}
