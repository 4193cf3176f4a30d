import { describe, expect, it } from 'vitest';
import { applicableFields } from '../check-form.ts';
import { checkOperation, checkRequest, messageAt, wrongPaths } from '../form.testing.ts';
import { xmlFiles } from './xml-files.ts';

/** The specification's rules once more, as a table: ZIP needed with the request, output per carrier. */
const TABLE: Record<string, { zip: boolean; output: string[] }> = {
  CA: { zip: true, output: ['Zip'] },
  CO: { zip: false, output: ['Xml'] },
  FL: { zip: false, output: ['Xml'] },
  GA: { zip: false, output: ['Xml'] },
  IL: { zip: false, output: ['Xml'] },
  MN: { zip: false, output: ['Xml'] },
  MS: { zip: true, output: ['Zip'] },
  NC: { zip: false, output: ['Xml'] },
  NJ: { zip: false, output: ['Xml'] },
  OK: { zip: false, output: ['Xml'] },
  SC: { zip: false, output: ['Csv'] },
  TX: { zip: false, output: ['Xml'] },
  UT: { zip: true, output: ['Csv', 'Zip'] },
  WA: { zip: true, output: ['Zip'] },
};
const CARRIERS = [['rvic'], ['ssic'], ['rvic', 'ssic']];
const CASES = Object.entries(TABLE).flatMap(([state, rule]) =>
  CARRIERS.map((carriers) => ({ state, carriers, ...rule })),
);
const FILE_FOR: Record<string, string> = { Csv: 'disputes', Zip: 'zip', Xml: 'xml' };

describe('XF generating XML files', () => {
  it('section 4: offers exactly the fourteen states', () => {
    const state = xmlFiles.form.fields[0];
    expect('options' in state && state.options.map((option) => option.value)).toEqual(
      Object.keys(TABLE),
    );
  });

  it.each(CASES)('F-XF1: the ZIP of each of $carriers is required or not in $state', (rule) => {
    const { state, carriers } = rule;
    const bare = checkRequest(xmlFiles, { state, carriers, file: 'sheet' });
    expect(wrongPaths(bare)).toEqual(rule.zip ? carriers.map((carrier) => `${carrier}Zip`) : []);
  });

  it('F-XF1: a ZIP may come in other states, but only for a chosen carrier', () => {
    const checked = checkRequest(xmlFiles, {
      state: 'CO',
      carriers: ['ssic'],
      file: 'sheet',
      rvicZip: 'zip',
      ssicZip: 'zip-2',
    });
    expect(checked).toEqual({
      ok: true,
      values: { state: 'CO', carriers: ['ssic'], file: 'sheet', ssicZip: 'zip-2' },
    });
  });

  it('section 4: state, at least one carrier and the spreadsheet are required', () => {
    expect(wrongPaths(checkRequest(xmlFiles, {}))).toEqual(['state', 'carriers', 'file']);
    const wrong = checkRequest(xmlFiles, { state: 'NY', carriers: [], file: 'zip' });
    expect(wrongPaths(wrong)).toEqual(['state', 'carriers', 'file']);
    expect(messageAt(wrong, 'state')).toContain('“NY” is not one of: California (CA)');
  });

  it.each(CASES)(
    'section 5: in $state each of $carriers gets its $output and nothing else',
    (rule) => {
      const { state, carriers, output } = rule;
      const request = { state, carriers };
      const expected = carriers.flatMap((carrier) => output.map((kind) => `${carrier}${kind}`));
      const shown = applicableFields(xmlFiles.operation.fields, {}, request);
      expect(shown.map((field) => field.name)).toEqual([...expected, 'notes']);
      expect(wrongPaths(checkOperation(xmlFiles, {}, request))).toEqual(expected);
      const files = Object.fromEntries(
        ['rvic', 'ssic'].flatMap((carrier) =>
          Object.entries(FILE_FOR).map(([kind, id]) => [`${carrier}${kind}`, id]),
        ),
      );
      const done = checkOperation(xmlFiles, files, request);
      expect(done.ok).toBe(true);
      expect(Object.keys(done.values)).toEqual(expected);
    },
  );

  it('section 5: an output file has the kind that its name says', () => {
    const checked = checkOperation(
      xmlFiles,
      { rvicXml: 'zip' },
      { state: 'TX', carriers: ['rvic'] },
    );
    expect(messageAt(checked, 'rvicXml')).toContain('choose an XML file');
  });
});
