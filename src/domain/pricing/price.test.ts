import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anyPrices,
  anyQuantities,
  anyTenths,
  dividedHalfEven,
  percentOfTenths,
  units,
  written,
} from '../../../tests/helpers/any-prices.ts';
import type { Money, Percent } from '../kernel/money.ts';
import { EXAMPLES } from '../requests/types/examples.testing.ts';
import { REQUEST_TYPES, requestType } from '../requests/types/index.ts';
import { OPERATION_KEYS, OPERATIONS } from './operations.ts';
import { discounted, priceOf, quantitiesOf } from './price.ts';

describe('M3: what is computed and frozen', () => {
  it('M3: every subtotal and every total is what whole cents and thousandths add up to', () => {
    fc.assert(
      fc.property(anyQuantities, anyPrices, anyTenths, (quantities, prices, tenths) => {
        const priced = priceOf(quantities, prices, percentOfTenths(tenths));
        let [client, operate, qa] = [0n, 0n, 0n];
        for (const [at, { operation, quantity }] of quantities.entries()) {
          const price = prices[operation];
          const times = (amount: string) => BigInt(quantity) * units(amount);
          expect(priced.lines[at]).toEqual({
            operation,
            quantity,
            ...price,
            clientSubtotal: written(times(price.clientPrice), 2),
            operateSubtotal: written(times(price.operateCost), 3),
            qaSubtotal: written(times(price.qaCost), 3),
          });
          client += times(price.clientPrice);
          operate += times(price.operateCost);
          qa += times(price.qaCost);
        }
        const discount = dividedHalfEven(client * BigInt(tenths), 1000n);
        expect(priced).toMatchObject({
          clientTotal: written(client, 2),
          operateTotal: written(operate, 3),
          qaTotal: written(qa, 3),
          discountPercent: percentOfTenths(tenths),
          discountAmount: written(discount, 2),
          finalPrice: written(client - discount, 2),
        });
        expect(priced.lines).toHaveLength(quantities.length);
      }),
    );
  });

  it('M3: nothing done costs nothing, in the decimals of each amount', () => {
    const [prices] = fc.sample(anyPrices, 1);
    if (prices === undefined) throw new Error('no prices were generated');
    expect(priceOf([], prices)).toEqual({
      lines: [],
      clientTotal: '0.00',
      operateTotal: '0.000',
      qaTotal: '0.000',
      discountPercent: '0.0',
      discountAmount: '0.00',
      finalPrice: '0.00',
    });
  });
});

describe('M4: discount', () => {
  const cents = fc.bigInt({ min: 0n, max: 10n ** 15n });

  it('M4: 0 ≤ amount ≤ total, amount and final price are the total, 0 % takes nothing, 100 % all', () => {
    fc.assert(
      fc.property(cents, anyTenths, (amount, tenths) => {
        const total = written(amount, 2) as Money;
        const { discountAmount, finalPrice } = discounted(total, percentOfTenths(tenths));
        expect(units(discountAmount)).toBeGreaterThanOrEqual(0n);
        expect(units(discountAmount)).toBeLessThanOrEqual(amount);
        expect(units(discountAmount) + units(finalPrice)).toBe(amount);
        expect(units(discountAmount)).toBe(dividedHalfEven(amount * BigInt(tenths), 1000n));
        if (tenths === 0) expect(finalPrice).toBe(total);
        if (tenths === 1000) expect(finalPrice).toBe('0.00');
      }),
      {
        examples: [
          [1n, 1000],
          [12345n, 0],
          [5n, 100],
          [15n, 100],
        ],
      },
    );
  });

  it.each([
    // 0.005 and 0.015: the tie goes to the even cent.
    ['0.05', '10.0', '0.00', '0.05'],
    ['0.15', '10.0', '0.02', '0.13'],
    ['0.25', '10.0', '0.02', '0.23'],
    ['0.35', '10.0', '0.04', '0.31'],
    ['1.25', '50.0', '0.62', '0.63'],
    ['8.25', '12.5', '1.03', '7.22'],
    ['200000000.00', '0.1', '200000.00', '199800000.00'],
  ])('M4: %s less %s %% is a discount of %s and costs %s', (total, percent, amount, final) => {
    expect(discounted(total as Money, percent as Percent)).toEqual({
      discountPercent: percent,
      discountAmount: amount,
      finalPrice: final,
    });
  });
});

describe('quantities, from what was recorded', () => {
  const counts = {
    usersUpdated: 1,
    propertiesUpdated: 2,
    bulkUpdates: 3,
    manualPropertyUpdates: 4,
    manualUnitUpdates: 5,
    csvRows: 6,
    processingReportRows: 7,
  };
  const of = (key: Parameters<typeof requestType>[0], operation: object, request: object = {}) =>
    Object.fromEntries(
      quantitiesOf(requestType(key), { ...operation }, { ...request }).map((each) => [
        each.operation,
        each.quantity,
      ]),
    );
  const UPDATES = {
    user_update: 1,
    property_update: 2,
    bulk_update: 3,
    manual_property_update: 4,
    manual_unit_update: 5,
    csv_row: 6,
  };

  it.each(['user_records', 'property_records', 'unit_transfer', 'deactivation_toggle'] as const)(
    'M3: %s is billed for every count it records',
    (key) => {
      expect(of(key, counts)).toEqual({ ...UPDATES, processing_report_row: 7 });
    },
  );

  it('M3: address validation is billed for valid and invalid units together, without report rows', () => {
    expect(of('address_validation', { ...counts, validUnits: 40, invalidUnits: 2 })).toEqual({
      ...UPDATES,
      address_validation_unit: 42,
    });
    expect(of('address_validation', { invalidUnits: 2 })).toEqual({ address_validation_unit: 2 });
  });

  it('M3: Stripe disputes are billed for premium and RI together', () => {
    expect(of('stripe_disputes', { premiumDisputes: 3, riDisputes: 4, ...counts })).toEqual({
      stripe_dispute: 7,
    });
  });

  it('M3: XML files are billed one for each carrier that was asked for, whatever was uploaded', () => {
    const uploaded = { rvicXml: 'xml', rvicCsv: 'csv', rvicOutput: 'zip' };
    expect(of('xml_files', uploaded, { carriers: ['rvic'] })).toEqual({ xml_file: 1 });
    expect(of('xml_files', {}, { carriers: ['ssic', 'rvic'] })).toEqual({ xml_file: 2 });
    expect(of('xml_files', {}, {})).toEqual({});
  });

  it('M5: text that is still being typed counts as far as it can be read, everything else as 0', () => {
    expect(of('user_records', { usersUpdated: ' 12 ', csvRows: '0' })).toEqual({ user_update: 12 });
    const unreadable = [
      ...['', '-', '-1', '1.5', '1e3', 'many', 'NaN', '99999999999999999999'],
      ...[null, undefined, true, Number.NaN, Number.POSITIVE_INFINITY, -3, 1.5, 1e300, ['1'], {}],
    ];
    for (const usersUpdated of unreadable) {
      expect(of('user_records', { usersUpdated }), String(usersUpdated)).toEqual({});
    }
  });
});

describe.each(REQUEST_TYPES.map((type) => [type.name, type] as const))(
  'section 6: the pricing units of %s',
  (_name, type) => {
    it('name each operation once, in the order of price lists', () => {
      const keys = type.pricing.map(({ operation }) => operation);
      expect(keys.length).toBeGreaterThan(0);
      expect(keys).toEqual(OPERATION_KEYS.filter((key) => keys.includes(key)));
    });

    it('each count a field of its forms: with every number filled in, every unit is billed', () => {
      // One each: a unit that asks for a field that does not exist counts nothing and shows.
      const ones = Object.fromEntries(
        type.operation.fields
          .filter(({ kind }) => kind === 'integer')
          .map(({ name }) => [name, 1] as const),
      );
      for (const request of EXAMPLES[type.key]) {
        expect(quantitiesOf(type, ones, request).map(({ operation }) => operation)).toEqual(
          type.pricing.map(({ operation }) => operation),
        );
      }
    });

    it('every count that its operators record is billed: none is asked for in vain', () => {
      for (const { kind, name } of type.operation.fields) {
        if (kind !== 'integer') continue;
        expect(quantitiesOf(type, { [name]: 1 }, {}), name).toMatchObject([{ quantity: 1 }]);
      }
    });
  },
);

it('section 6: there are ten operations, every one billed by some type, every one with a name', () => {
  const billed = new Set(
    REQUEST_TYPES.flatMap((type) => type.pricing.map(({ operation }) => operation)),
  );
  expect(OPERATION_KEYS).toHaveLength(10);
  expect(new Set(OPERATION_KEYS)).toEqual(billed);
  expect(new Set(Object.values(OPERATIONS).map(({ name }) => name)).size).toBe(10);
});
