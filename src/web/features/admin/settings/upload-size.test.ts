import { expect, test } from 'vitest';
import { bytesIn, megabytesOf } from './upload-size.ts';

test('F1: the upload size is shown and typed in MB of 1,048,576 bytes', () => {
  expect(megabytesOf(10_485_760)).toBe('10');
  expect(megabytesOf(2_621_440)).toBe('2.5');
  expect(bytesIn(' 10 ')).toBe(10_485_760);
  expect(bytesIn('2,5')).toBe(2_621_440);
});

test('what is no size is no number, so that the server says what to enter', () => {
  for (const text of ['', 'ten', '-1', '1e9', '0x10', '1.', '1 000'])
    expect(bytesIn(text), text).toBeNaN();
});
