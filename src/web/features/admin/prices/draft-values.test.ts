import { describe, expect, it } from 'vitest';
import { OPERATION_KEYS } from '../../../../domain/pricing/operations.ts';
import {
  bodyOf,
  differing,
  nameOfPath,
  normalised,
  PATHS,
  pathOf,
  readTyped,
  savable,
  typedOf,
} from './draft-values.ts';

const stored = typedOf({
  title: 'Rates',
  effectiveOn: null,
  prices: Object.fromEntries(
    OPERATION_KEYS.map((key) => [
      key,
      { clientPrice: '1.00', operateCost: '0.100', qaCost: key === 'xml_file' ? null : '0.050' },
    ]),
  ) as Parameters<typeof typedOf>[0]['prices'],
});
const csv = pathOf('csv_row', 'clientPrice');

describe('M2: what is typed into a draft', () => {
  it('has a text for every field, empty where nothing is stored', () => {
    expect(Object.keys(stored)).toEqual(PATHS);
    expect(stored.effectiveOn).toBe('');
    expect(stored[pathOf('xml_file', 'qaCost')]).toBe('');
  });

  it('X1: is the same however an amount is written', () => {
    expect(differing(stored, { ...stored, [csv]: ' $1 ' })).toEqual([]);
    expect(normalised({ ...stored, [csv]: '1.5' })[csv]).toBe('1.50');
    expect(normalised({ ...stored, [csv]: '1.2345' })[csv]).toBe('1.2345');
  });

  it('names what differs, in the order of the page', () => {
    expect(differing(stored, { ...stored, [csv]: '2', title: 'New rates' })).toEqual([
      { path: 'title', from: 'Rates', to: 'New rates' },
      { path: csv, from: '1.00', to: '2.00' },
    ]);
    expect(nameOfPath(csv)).toBe('Client price, CSV row');
    expect(nameOfPath('title')).toBe('Title');
    expect(nameOfPath('elsewhere')).toBe('');
  });

  it.each(['-1', '1.234', 'abc', '100000.01'])(
    'M1: %s cannot be read; saving keeps what is stored there and takes the rest',
    (wrong) => {
      const typed = { ...stored, [csv]: wrong, [pathOf('xml_file', 'clientPrice')]: '9.00' };
      expect(readTyped(typed).issues.map(({ path }) => path)).toEqual([csv]);
      const { prices, revision } = bodyOf(savable(typed, stored), 7);
      expect(revision).toBe(7);
      expect(prices.csv_row?.clientPrice).toBe('1.00');
      expect(prices.xml_file?.clientPrice).toBe('9.00');
    },
  );
});
