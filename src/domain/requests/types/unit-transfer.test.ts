import { describe, expect, it } from 'vitest';
import { checkRequest, messageAt, wrongPaths } from '../form.testing.ts';
import { unitTransfer } from './unit-transfer.ts';

const base = {
  partnerName: 'Acme Homes',
  destination: 'Birch Living',
  properties: ['Oak Court'],
};

describe('UT unit transfer', () => {
  it('F-UT1: portfolio size and landlord type are required for partner to prospect', () => {
    const bare = checkRequest(unitTransfer, { ...base, subType: 'partner_to_prospect' });
    expect(wrongPaths(bare)).toEqual(['portfolioSize', 'landlordType']);
    const full = {
      ...base,
      subType: 'partner_to_prospect',
      portfolioSize: 0,
      landlordType: 'owner',
    };
    expect(checkRequest(unitTransfer, full)).toEqual({ ok: true, values: full });
  });

  it('F-UT1: they are absent for partner to partner, right or wrong', () => {
    for (const portfolioSize of [12, -1, 'many']) {
      const checked = checkRequest(unitTransfer, {
        ...base,
        subType: 'partner_to_partner',
        portfolioSize,
        landlordType: 'owner',
      });
      expect(checked).toEqual({ ok: true, values: { ...base, subType: 'partner_to_partner' } });
    }
  });

  it('F-UT2: properties are required when there is neither file nor link', () => {
    const { properties: _, ...rest } = { ...base, subType: 'partner_to_partner' };
    expect(wrongPaths(checkRequest(unitTransfer, rest))).toEqual(['properties']);
    expect(checkRequest(unitTransfer, { ...rest, file: 'pdf' }).ok).toBe(true);
    expect(checkRequest(unitTransfer, { ...rest, link: 'https://example.com/p' }).ok).toBe(true);
  });

  it('F-UT2: the mark "required" follows a link while it is typed', () => {
    const field = unitTransfer.form.fields.find((candidate) => candidate.name === 'properties');
    const required = field && 'required' in field ? field.required : undefined;
    if (typeof required !== 'function') throw new Error('a condition was expected');
    expect(required({ link: '' }, {})).toBe(true);
    expect(required({ link: '  ', file: null }, {})).toBe(true);
    expect(required({ link: 'https://' }, {})).toBe(false);
  });

  it('section 4: the portfolio is a whole number, 0 or more; the proof of sale is a link', () => {
    const checked = checkRequest(unitTransfer, {
      ...base,
      subType: 'partner_to_prospect',
      portfolioSize: -1,
      landlordType: 'owner',
      proofOfSale: 'deed.pdf',
    });
    expect(wrongPaths(checked)).toEqual(['portfolioSize', 'proofOfSale']);
    expect(messageAt(checked, 'portfolioSize')).toContain('0 or more, not -1');
  });

  it('section 4: origin and destination are required', () => {
    const checked = checkRequest(unitTransfer, { subType: 'partner_to_partner', file: 'pdf' });
    expect(wrongPaths(checked)).toEqual(['partnerName', 'destination']);
    expect(messageAt(checked, 'partnerName')).toBe('Enter origin partner');
  });

  it('L4: approval may be asked for, but is not needed by itself', () => {
    expect(unitTransfer.approvalOnDemand).toBe(true);
    expect(unitTransfer.needsApproval()).toBe(false);
  });
});
