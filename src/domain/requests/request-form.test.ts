import { describe, expect, it } from 'vitest';
import { requestTitle, variantLabel } from './naming.ts';
import { fileIds, initialValues, requestForm, secretFields } from './request-form.ts';
import { REQUEST_TYPES, requestType } from './types/index.ts';

describe('questions about a form', () => {
  it('gives the same form object each time', () => {
    for (const type of REQUEST_TYPES) expect(requestForm(type)).toBe(requestForm(type));
  });

  it('section 2: priority starts as normal where a request has one', () => {
    expect(initialValues(requestType('user_records'))).toEqual({ priority: 'normal' });
    expect(initialValues(requestType('xml_files'))).toEqual({});
  });

  it('F5: finds every file that values refer to, with its field', () => {
    const xf = requestType('xml_files');
    expect(fileIds(requestForm(xf), { file: 'a', rvicZip: 'b', state: 'UT' })).toEqual([
      { field: 'file', fileId: 'a' },
      { field: 'rvicZip', fileId: 'b' },
    ]);
    const av = requestType('address_validation');
    expect(fileIds(requestForm(av), { files: ['a', 'b'], link: 'https://example.com' })).toEqual([
      { field: 'files', fileId: 'a' },
      { field: 'files', fileId: 'b' },
    ]);
    expect(fileIds(requestForm(av), {})).toEqual([]);
  });

  it('section 4: bank details are the only secret', () => {
    const secrets = REQUEST_TYPES.flatMap((type) =>
      secretFields(type).map((field) => `${type.prefix} ${field.name}`),
    );
    expect(secrets).toEqual(['PR bankDetails']);
  });
});

describe('names of requests', () => {
  const dt = requestType('deactivation_toggle');

  it('are type, sub-type and partner, without what is absent', () => {
    expect(requestTitle(dt, { subType: 'property_deactivation', partnerName: 'Acme Homes' })).toBe(
      'Deactivation and toggle – Property deactivation – Acme Homes',
    );
    expect(requestTitle(dt, { partnerName: ' ' })).toBe('Deactivation and toggle');
    expect(requestTitle(requestType('user_records'), { partnerName: 'Acme Homes' })).toBe(
      'User records – Acme Homes',
    );
    expect(requestTitle(requestType('xml_files'), { state: 'CA', partnerName: undefined })).toBe(
      'Generating XML files – California (CA)',
    );
  });

  it('have no sub-type where none is known', () => {
    expect(variantLabel(dt, {})).toBeNull();
    expect(variantLabel(dt, { subType: 'nonsense' })).toBeNull();
    expect(variantLabel(requestType('stripe_disputes'), { subType: 'x' })).toBeNull();
  });
});
