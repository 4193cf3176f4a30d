import { describe, expect, it } from 'vitest';
import { checkOperation, checkRequest, messageAt, wrongPaths } from '../form.testing.ts';
import { addressValidation } from './address-validation.ts';

const partnerName = 'Acme Homes';

describe('AV address validation', () => {
  it('F-AV1: one of files, link and opportunity ID is required', () => {
    expect(wrongPaths(checkRequest(addressValidation, { partnerName }))).toEqual(['files']);
    const blank = { partnerName, files: [], link: ' ', opportunityId: '' };
    expect(wrongPaths(checkRequest(addressValidation, blank))).toEqual(['files']);
    for (const way of [
      { files: ['pdf', 'sheet'] },
      { link: 'https://example.com/a' },
      { opportunityId: '006' },
    ]) {
      expect(checkRequest(addressValidation, { partnerName, ...way }).ok).toBe(true);
    }
  });

  it('F-AV1: an opportunity ID that is too long is the only mistake reported', () => {
    const checked = checkRequest(addressValidation, {
      partnerName,
      opportunityId: 'x'.repeat(256),
    });
    expect(wrongPaths(checked)).toEqual(['opportunityId']);
  });

  it('section 4: many files, each once, each still there', () => {
    const twice = checkRequest(addressValidation, { partnerName, files: ['pdf', 'pdf', 'sheet'] });
    expect(twice.values.files).toEqual(['pdf', 'sheet']);
    const gone = checkRequest(addressValidation, { partnerName, files: ['pdf', 'gone'] });
    expect(messageAt(gone, 'files')).toBe('This file is no longer there; add it again');
    const many = checkRequest(addressValidation, {
      partnerName,
      files: Array.from({ length: 21 }, (_, index) => `f${index}`),
    });
    expect(messageAt(many, 'files')).toContain('At most 20 files');
  });

  it('section 5, O1: units, link to assets, notes and properties updated are required', () => {
    expect(wrongPaths(checkOperation(addressValidation, {}, {}))).toEqual([
      'validUnits',
      'invalidUnits',
      'propertiesUpdated',
      'assetsLink',
      'operatingNotes',
    ]);
    const least = {
      validUnits: 0,
      invalidUnits: 0,
      propertiesUpdated: 0,
      assetsLink: 'https://example.com/assets',
      operatingNotes: 'Done.',
    };
    expect(checkOperation(addressValidation, least, {})).toEqual({ ok: true, values: least });
  });

  it('section 5: records neither processing-report rows nor a spreadsheet link', () => {
    const names: readonly string[] = addressValidation.operation.fields.map((field) => field.name);
    expect(names).not.toContain('processingReportRows');
    expect(names).not.toContain('operatorSpreadsheetLink');
    for (const name of [
      'successLink',
      'failedLink',
      'assetsUploaded',
      'accountsCreated',
      'csvRows',
    ]) {
      expect(names).toContain(name);
    }
  });
});
