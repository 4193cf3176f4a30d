import { resolve } from 'node:path';
import { floatsUnder } from './no-float/files.ts';

/** `npm run check`: no amount of money becomes a float (M1). */
const found = floatsUnder(resolve(import.meta.dirname, '../..'));
for (const each of found) console.error(each);
if (found.length === 0) console.log('No amount of money becomes a float.');
process.exitCode = found.length === 0 ? 0 : 1;
