import { expect, it } from 'vitest';
import { errorText } from './error-text.ts';

it('of an error an admin reads its first line, without credentials, cut to what a page shows', () => {
  const address = 'connect failed: smtp://user:hunter2@mail.example.com:587\n    at stack';
  expect(errorText(new Error(address))).toBe('connect failed: smtp://…@mail.example.com:587');
  expect(errorText(new Error(''))).toBe('It failed without saying why');
  expect(errorText('plain')).toBe('plain');
  expect(errorText(new Error('x'.repeat(2_000)))).toHaveLength(500);
});
