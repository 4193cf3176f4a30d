import { describe, expect, it } from 'vitest';
import { formJsonSchema } from './json-schema.ts';
import { requestForm } from './request-form.ts';
import { requestType } from './types/index.ts';

function properties(key: Parameters<typeof requestType>[0]) {
  const { properties: all = {} } = formJsonSchema(requestForm(requestType(key)));
  return all;
}

describe('JSON schema of a form', () => {
  it('lists as required only what every request must carry', () => {
    const dt = formJsonSchema(requestForm(requestType('deactivation_toggle')));
    expect(dt).toMatchObject({ type: 'object', required: ['subType', 'partnerName'] });
    expect(formJsonSchema(requestForm(requestType('address_validation'))).required).toEqual([
      'partnerName',
    ]);
    expect(formJsonSchema({ fields: [], rules: [], warnings: [] })).toEqual({
      type: 'object',
      properties: {},
    });
  });

  it('says in words when a field applies and when it is required', () => {
    const { properties: list, policyProperties } = properties('deactivation_toggle');
    for (const field of [list, policyProperties]) {
      expect(field?.description).toContain('Applies to some requests only');
      expect(field?.description).toContain('Required where it applies');
    }
    expect(properties('unit_transfer').properties?.description).toContain(
      'Required depending on other values',
    );
  });

  it('describes each kind as it is stored', () => {
    const ur = properties('user_records');
    expect(ur.partnerName).toMatchObject({ type: 'string', maxLength: 255, title: 'Partner' });
    expect(ur.file).toMatchObject({ type: 'string', format: 'uuid' });
    expect(ur.scheduledOn).toMatchObject({ type: 'string', format: 'date' });
    expect(ur.priority).toMatchObject({ type: 'string', enum: ['low', 'normal', 'high'] });
    expect(ur.groups).toMatchObject({
      type: 'array',
      maxItems: 50,
      items: { type: 'object', required: ['operation', 'emails', 'properties'] },
    });
    const pr = properties('property_records');
    expect(pr.coverageAmount).toMatchObject({ type: 'string', pattern: '^\\d+\\.\\d{2}$' });
    expect(pr.coverageAmount?.description).toContain('From 330.00 to 200000000.00 US dollars');
    expect(properties('stripe_disputes').riDisputes).toMatchObject({ type: 'integer', minimum: 0 });
    expect(properties('xml_files').carriers).toMatchObject({
      type: 'array',
      items: { enum: ['rvic', 'ssic'] },
    });
  });

  it('never shows a secret in an answer', () => {
    expect(properties('property_records').bankDetails?.anyOf).toEqual([
      { type: 'string', maxLength: 2_000, writeOnly: true },
      { type: 'object', properties: { kept: { const: true } }, required: ['kept'] },
    ]);
  });
});
