import { describe, expect, it } from 'vitest';
import { applicableFields } from '../check-form.ts';
import { checkRequest, wrongPaths } from '../form.testing.ts';
import { deactivationToggle } from './deactivation-toggle.ts';

/** The specification's rules once more, as a table. */
const TABLE = {
  partner_deactivation: { properties: false, policies: true, churned: true, approval: true },
  property_deactivation: { properties: true, policies: true, churned: false, approval: true },
  toggle_on_invites: { properties: true, policies: false, churned: false, approval: false },
  toggle_off_invites: { properties: true, policies: true, churned: false, approval: true },
  toggle_off_homepage_sign_ups: {
    properties: false,
    policies: true,
    churned: false,
    approval: true,
  },
  toggle_on_cash_deposits: { properties: true, policies: false, churned: false, approval: false },
  toggle_off_cash_deposits: { properties: true, policies: false, churned: false, approval: false },
};
const SUB_TYPES = Object.entries(TABLE);

const everything = {
  partnerName: 'Acme Homes',
  properties: ['Oak Court'],
  activePolicies: true,
  policyProperties: ['Oak Court'],
  context: 'They leave.',
  markedAsChurned: true,
  instructions: 'Thanks.',
};

describe('DT deactivation and toggle', () => {
  it('section 4: offers exactly the seven sub-types', () => {
    const subType = deactivationToggle.form.fields[0];
    expect(subType.options.map((option) => option.value)).toEqual(Object.keys(TABLE));
  });

  it.each(SUB_TYPES)('F-DT1: properties are required or absent for %s', (subType, rule) => {
    const bare = checkRequest(deactivationToggle, { subType, partnerName: 'Acme Homes' });
    expect(wrongPaths(bare)).toEqual(rule.properties ? ['properties'] : []);
    const full = checkRequest(deactivationToggle, { subType, ...everything });
    expect('properties' in full.values).toBe(rule.properties);
  });

  it.each(SUB_TYPES)('F-DT2: active policies and context apply or not for %s', (subType, rule) => {
    const { values } = checkRequest(deactivationToggle, { subType, ...everything });
    for (const name of ['activePolicies', 'context', 'policyProperties']) {
      expect(name in values).toBe(rule.policies);
    }
  });

  it('F-DT3: properties with policies are required when active policies is yes, absent otherwise', () => {
    const base = { subType: 'partner_deactivation', partnerName: 'Acme Homes' };
    const yes = checkRequest(deactivationToggle, { ...base, activePolicies: true });
    expect(wrongPaths(yes)).toEqual(['policyProperties']);
    for (const answer of [{ activePolicies: false }, {}]) {
      const no = checkRequest(deactivationToggle, {
        ...base,
        ...answer,
        policyProperties: ['Oak'],
      });
      expect(no.ok).toBe(true);
      expect(no.values).not.toHaveProperty('policyProperties');
    }
  });

  it('F-DT3: an answer left behind by another sub-type asks for nothing', () => {
    const checked = checkRequest(deactivationToggle, {
      subType: 'toggle_on_invites',
      partnerName: 'Acme Homes',
      properties: ['Oak Court'],
      activePolicies: true,
    });
    expect(checked).toEqual({
      ok: true,
      values: {
        subType: 'toggle_on_invites',
        partnerName: 'Acme Homes',
        properties: ['Oak Court'],
      },
    });
  });

  it.each(SUB_TYPES)('F-DT4: marked as churned applies or not for %s', (subType, rule) => {
    const { values } = checkRequest(deactivationToggle, { subType, ...everything });
    expect('markedAsChurned' in values).toBe(rule.churned);
  });

  it.each(SUB_TYPES)('F-DT5: leadership approval is needed or not for %s', (subType, rule) => {
    expect(deactivationToggle.needsApproval({ subType })).toBe(rule.approval);
  });

  it('section 4: until a sub-type is chosen nothing that depends on it is asked', () => {
    const names = applicableFields(deactivationToggle.form.fields, {}, {}).map(
      (field) => field.name,
    );
    expect(names).toEqual(['subType', 'partnerName', 'instructions']);
    expect(wrongPaths(checkRequest(deactivationToggle, {}))).toEqual(['subType', 'partnerName']);
    const unknown = checkRequest(deactivationToggle, { ...everything, subType: 'nonsense' });
    expect(wrongPaths(unknown)).toEqual(['subType']);
  });
});
