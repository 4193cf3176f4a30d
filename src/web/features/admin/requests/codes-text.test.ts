import { expect, test } from 'vitest';
import { readCodes } from './codes-text.ts';

test('R1: codes are found between commas, spaces, new lines and tabs, in any case, each once', () => {
  expect(readCodes('UR-26Q4001, dt-26q4017\nPR-26Q4002\tUR-26Q4001;XF-26Q41234')).toEqual({
    codes: ['UR-26Q4001', 'DT-26Q4017', 'PR-26Q4002', 'XF-26Q41234'],
    wrong: [],
    repeated: 1,
  });
});

test('what stands around a code in a mail is no part of it', () => {
  expect(readCodes('“UR-26Q4001”, (DT-26Q4017). [PR-26Q4002]').codes).toEqual([
    'UR-26Q4001',
    'DT-26Q4017',
    'PR-26Q4002',
  ]);
});

test('what can be no code is named', () => {
  expect(readCodes('UR-26Q4001 please approve UR-26Q5001')).toMatchObject({
    codes: ['UR-26Q4001'],
    wrong: ['PLEASE', 'APPROVE', 'UR-26Q5001'],
  });
  expect(readCodes(' \n ')).toEqual({ codes: [], wrong: [], repeated: 0 });
});
