import { checkAll } from './check/check-all.ts';

/** `npm run check`: format, lint, import laws, types, promises, unused code. */
const { failed } = await checkAll();
process.exit(failed === 0 ? 0 : 1);
