import { describe, expect, it } from 'vitest';
import { KEPT_SECRET } from '../define.ts';
import { checkRequest, messageAt, wrongPaths } from '../form.testing.ts';
import { propertyRecords } from './property-records.ts';

/** Each sub-type with the fields it needs, as in the specification. */
const NEEDS: Record<string, Record<string, unknown>> = {
  property_name: { newNames: ['Oak Park'] },
  management_company: { newCompany: 'Fir Management' },
  legal_entity: { newPolicyholder: 'Oak LLC' },
  address: { correctedAddress: '1 Main St' },
  property_type: { propertyType: 'garden_community' },
  property_units: { units: ['101', '102'] },
  coverage: { coverageMultiplier: '0.5' },
  integration_code: { integration: 'rent_manager', integrationCodes: ['R-1'] },
  banking_information: { bankDetails: 'IBAN XX00' },
};
const SUB_TYPES = Object.entries(NEEDS);
const everything = Object.assign({}, ...Object.values(NEEDS));
const base = { partnerName: 'Acme Homes', properties: ['Oak Court'] };

describe('PR property records', () => {
  it('section 4: offers exactly the nine sub-types', () => {
    const subType = propertyRecords.form.fields[0];
    expect(subType.options.map((option) => option.value)).toEqual(Object.keys(NEEDS));
  });

  it.each(SUB_TYPES)(
    'F-PR1: without file and link %s needs properties and its fields',
    (subType, own) => {
      const bare = checkRequest(propertyRecords, { subType, partnerName: 'Acme Homes' });
      expect(wrongPaths(bare)).toEqual(['properties', ...Object.keys(own)]);
      const full = { subType, ...base, ...own };
      expect(checkRequest(propertyRecords, full)).toEqual({ ok: true, values: full });
    },
  );

  it.each(SUB_TYPES)('F-PR1: with a file or a link %s needs nothing more', (subType) => {
    for (const way of [{ file: 'pdf' }, { link: 'https://example.com/p' }]) {
      const checked = checkRequest(propertyRecords, { subType, partnerName: 'Acme Homes', ...way });
      expect(checked.ok).toBe(true);
    }
  });

  it.each(SUB_TYPES)(
    'F-PR2: with %s the fields of other sub-types are not stored',
    (subType, own) => {
      const checked = checkRequest(propertyRecords, { subType, ...base, ...everything });
      expect(checked).toEqual({ ok: true, values: { subType, ...base, ...own } });
    },
  );

  it('F-PR3: multiplier and amount exclude each other, one of them is needed', () => {
    const coverage = { subType: 'coverage', ...base };
    const both = { ...coverage, coverageMultiplier: '2', coverageAmount: '500' };
    expect(wrongPaths(checkRequest(propertyRecords, both))).toEqual(['coverageAmount']);
    expect(wrongPaths(checkRequest(propertyRecords, { ...both, file: 'pdf' }))).toEqual([
      'coverageAmount',
    ]);
    expect(wrongPaths(checkRequest(propertyRecords, coverage))).toEqual(['coverageMultiplier']);
    const amount = checkRequest(propertyRecords, { ...coverage, coverageAmount: '$1,500' });
    expect(amount.values.coverageAmount).toBe('1500.00');
  });

  it('F-PR3: an amount that cannot be read is the only mistake reported', () => {
    const checked = checkRequest(propertyRecords, {
      subType: 'coverage',
      ...base,
      coverageAmount: 'a lot',
    });
    expect(wrongPaths(checked)).toEqual(['coverageAmount']);
  });

  it.each([
    ['330', true],
    ['329.99', false],
    ['200,000,000.00', true],
    ['200000000.01', false],
    ['1e4', false],
    ['400.005', false],
    [400, false],
  ])('section 4: a coverage amount of %s is taken: %s', (coverageAmount, taken) => {
    const checked = checkRequest(propertyRecords, { subType: 'coverage', ...base, coverageAmount });
    expect(checked.ok).toBe(taken);
  });

  it('section 4: the multipliers are those of the specification', () => {
    const field = propertyRecords.form.fields.find((one) => one.name === 'coverageMultiplier');
    const values = field && 'options' in field ? field.options.map((option) => option.value) : [];
    expect(values).toEqual(['0.5', '1', '1.5', '2', '2.5', '3', '4', '5', '6']);
  });

  it('section 4: stored bank details can be left as they are, new ones replace them', () => {
    const banking = { subType: 'banking_information', ...base };
    const previous = { ...banking, bankDetails: KEPT_SECRET };
    const kept = checkRequest(
      propertyRecords,
      { ...banking, bankDetails: { kept: true } },
      { previous },
    );
    expect(kept).toEqual({ ok: true, values: previous });
    const changed = checkRequest(propertyRecords, { ...banking, bankDetails: 'new' }, { previous });
    expect(changed.values.bankDetails).toBe('new');
    const nothingStored = checkRequest(propertyRecords, {
      ...banking,
      bankDetails: { kept: true },
    });
    expect(wrongPaths(nothingStored)).toEqual(['bankDetails']);
  });

  it('section 4: no message repeats bank details', () => {
    const secret = 'SECRET-'.repeat(400);
    for (const bankDetails of [secret, { iban: secret }, [secret]]) {
      const checked = checkRequest(propertyRecords, {
        subType: 'banking_information',
        ...base,
        bankDetails,
      });
      expect(wrongPaths(checked)).toEqual(['bankDetails']);
      expect(messageAt(checked, 'bankDetails')).not.toContain('SECRET');
    }
  });
});
