import { keepCompiled } from './keep-compiled.ts';

/** The process of the jobs (worker-process.ts). What it consists of is loaded once compiled code can be kept. */
keepCompiled();
await import('./worker-process.ts');
