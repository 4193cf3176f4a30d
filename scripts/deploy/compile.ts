import { flushCompileCache } from 'node:module';
import { keepCompiled } from '../../src/server/keep-compiled.ts';

/** Compiles what api and worker consist of, so that a container starts as fast as a second start. */
keepCompiled();
await import('../../src/server/app.ts');
await import('../../src/server/jobs/registry.ts');
flushCompileCache();
