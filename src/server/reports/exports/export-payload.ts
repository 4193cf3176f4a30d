import { z } from 'zod';

const payload = z.object({ exportId: z.uuid() });

/** What the jobs of an export are about. Throws for anything else. */
export const exportIdOf = (given: unknown): string => payload.parse(given).exportId;
