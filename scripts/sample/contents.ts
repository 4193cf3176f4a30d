import { type Inspected, Inspection } from '../../src/server/files/inspect.ts';
import type { Partner } from './partners.ts';
import type { Random } from './random.ts';
import { csv, escapeXml, type Row, xlsx } from './spreadsheet.ts';
import { zip } from './zip.ts';

/** The bytes behind the attached files: a small stock of real documents that many files share. */

export const CONTENT_KINDS = [
  'users',
  'properties',
  'addresses',
  'filing',
  'disputes',
  'archive',
  'xml',
  'output',
] as const;
export type ContentKind = (typeof CONTENT_KINDS)[number];

export interface Content extends Inspected {
  readonly extension: string;
  readonly bytes: Buffer;
}

export type Stock = Readonly<Record<ContentKind, readonly Content[]>>;

const VARIANTS: Readonly<Record<ContentKind, number>> = {
  users: 10,
  properties: 8,
  addresses: 8,
  filing: 6,
  disputes: 24,
  archive: 4,
  xml: 6,
  output: 4,
};

/** Looked at by the server's own inspection, as an upload would be. */
export async function stockOfContents(
  partners: readonly Partner[],
  random: Random,
): Promise<Stock> {
  const stock: Record<ContentKind, Content[]> = {
    users: [],
    properties: [],
    addresses: [],
    filing: [],
    disputes: [],
    archive: [],
    xml: [],
    output: [],
  };
  for (const kind of CONTENT_KINDS) {
    for (let index = 0; index < VARIANTS[kind]; index += 1) {
      const made = make(kind, random.pick(partners), random);
      const inspection = new Inspection(`file${made.extension}`);
      inspection.take(made.bytes);
      stock[kind].push({ ...made, ...(await inspection.finish()) });
    }
  }
  return stock;
}

function make(
  kind: ContentKind,
  partner: Partner,
  random: Random,
): { readonly extension: string; readonly bytes: Buffer } {
  const table = (rows: readonly Row[]) =>
    random.chance(0.7)
      ? { extension: '.xlsx', bytes: xlsx(rows) }
      : { extension: '.csv', bytes: csv(rows) };
  switch (kind) {
    case 'users':
      return table(userRows(partner, random));
    case 'properties':
      return table(propertyRows(partner, random));
    case 'addresses':
      return table(addressRows(partner, random));
    case 'filing':
      return { extension: '.xlsx', bytes: xlsx(policyRows(partner, random)) };
    case 'output':
      return { extension: '.csv', bytes: csv(policyRows(partner, random)) };
    case 'disputes':
      return { extension: '.csv', bytes: csv(disputeRows(partner, random)) };
    case 'xml':
      return { extension: '.xml', bytes: Buffer.from(filingXml(partner, random)) };
    case 'archive':
      return {
        extension: '.zip',
        bytes: zip([
          { path: 'forms/cover-letter.txt', text: `Signed forms for ${partner.name}.\n` },
          { path: 'forms/policies.csv', text: csv(policyRows(partner, random)).toString() },
        ]),
      };
  }
}

function userRows(partner: Partner, random: Random): Row[] {
  const people = partner.contacts.map(({ name, email }) => [
    name,
    email,
    random.pick(['Add', 'Edit', 'Remove']),
    random.pick(['Property manager', 'Listing agent']),
    random.pick(partner.properties).name,
  ]);
  return [['Name', 'Email', 'Operation', 'Access level', 'Property'], ...people];
}

function propertyRows(partner: Partner, random: Random): Row[] {
  const rows = partner.properties.map(({ name, address }) => [
    name,
    address.replace('\n', ', '),
    random.whole(12, 340),
  ]);
  return [['Property', 'Address', 'Units'], ...rows];
}

function addressRows(partner: Partner, random: Random): Row[] {
  const rows = partner.properties.flatMap(({ name, address }) =>
    Array.from({ length: random.whole(3, 9) }, (_, index) => [
      name,
      address.replace('\n', ', '),
      100 * (1 + Math.floor(index / 4)) + 1 + (index % 4),
    ]),
  );
  return [['Property', 'Address', 'Unit'], ...rows];
}

function policyRows(partner: Partner, random: Random): Row[] {
  const rows = partner.properties.map(({ name }) => [
    `RV${random.whole(1_000_000, 9_999_999)}`,
    name,
    (random.whole(900, 4_200) / 100).toFixed(2),
    `${random.pick(['NEW', 'RENEWAL', 'CANCEL'])}`,
  ]);
  return [['Policy', 'Property', 'Premium', 'Transaction'], ...rows];
}

function disputeRows(partner: Partner, random: Random): Row[] {
  const rows = Array.from({ length: random.whole(3, 48) }, () => [
    random.pick(['TX', 'FL', 'GA', 'CA', 'NC', 'RI multi-state']),
    `du_${random.uuid().replaceAll('-', '').slice(0, 24)}`,
    `${random.whole(1, 12)}/${random.whole(1, 28)}`,
    random.pick([
      '',
      'Repeated dispute by the same cardholder',
      `Lease at ${random.pick(partner.properties).name}, signed`,
      'Policy cancelled before the charge',
    ]),
  ]);
  return [['Market', 'Dispute Id', 'Deadline', 'Internal Notes'], ...rows];
}

function filingXml(partner: Partner, random: Random): string {
  const policies = partner.properties
    .map(
      ({ name }) =>
        `  <Policy number="RV${random.whole(1_000_000, 9_999_999)}"><Location>${escapeXml(name)}</Location><Premium>${random.whole(9, 42)}.00</Premium></Policy>`,
    )
    .join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Filing insured="${escapeXml(partner.name)}">\n${policies}\n</Filing>\n`;
}
