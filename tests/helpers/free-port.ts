export { freePort } from '../../scripts/embedded/postgres.ts';
