import { keepCompiled } from './keep-compiled.ts';

/** The HTTP process (api-process.ts). What it consists of is loaded once compiled code can be kept. */
keepCompiled();
await import('./api-process.ts');
