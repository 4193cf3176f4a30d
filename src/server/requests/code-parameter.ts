import { z } from 'zod';

/** Codes are compared upper-case: people type them. */
export const requestCode = z.string().max(40).toUpperCase();
