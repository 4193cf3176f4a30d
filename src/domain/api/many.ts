import { z } from 'zod';

/** A filter of an address with any of these values: the parameter is repeated or separated with commas. */
export const many = <T extends readonly [string, ...string[]]>(options: T) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.split(',').filter((part) => part !== '') : value),
    z.array(z.enum(options)).optional(),
  );
