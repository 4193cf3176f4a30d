import { describe, expect, it } from 'vitest';
import { costChange, countChange, durationChange, moneyChange } from './changes.ts';

const HOUR_MS = 3_600_000;
const said = ({ text }: { text: string }) => text.replaceAll('\u00a0', ' ');

describe('D3: a figure against the period before', () => {
  it('is said in words with its direction, exact to the cent', () => {
    expect(said(moneyChange('1234.50', '1000.25'))).toBe('$234.25 more (23.4 %)');
    expect(said(moneyChange('999999999999.99', '1000000000000.00'))).toBe('$0.01 less (0 %)');
    expect(said(countChange(80, 100))).toBe('20 less (20 %)');
    expect(said(durationChange(3 * HOUR_MS, 2 * HOUR_MS))).toBe('1 h longer (50 %)');
    expect(said(durationChange(HOUR_MS, 2 * HOUR_MS))).toBe('1 h shorter (50 %)');
  });

  it('keeps the three decimals of costs, and the way a negative margin went', () => {
    expect(said(costChange('10.005', '10.000'))).toBe('$0.005 more (0 %)');
    expect(said(costChange('-5.000', '-10.000'))).toBe('$5.000 more (50 %)');
    expect(said(costChange('-5.000', '10.000'))).toBe('$15.000 less (150 %)');
  });

  it('leaves out a percentage that has no meaning', () => {
    expect(said(moneyChange('10.00', '0.00'))).toBe('$10.00 more');
    expect(said(countChange(5, 0))).toBe('5 more');
    expect(said(moneyChange('1000.00', '0.01'))).toBe('$999.99 more');
  });

  it('tells no change from nothing to compare', () => {
    expect(moneyChange('5.00', '5.00')).toEqual({ direction: 'same', text: 'Unchanged' });
    expect(countChange(0, 0).direction).toBe('same');
    expect(durationChange(2 * HOUR_MS, 2 * HOUR_MS + 400).direction).toBe('same');
    expect(moneyChange('5.00', null).direction).toBe('none');
    expect(durationChange(null, HOUR_MS).direction).toBe('none');
    expect(costChange('5.000', undefined).direction).toBe('none');
  });
});
