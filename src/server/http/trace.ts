import { withTrace } from '../trace.ts';
import type { App } from './app-type.ts';

/** What a handler does, and whatever it sets off, knows the id of its request. */
export function registerTrace(app: App): void {
  app.addHook('onRequest', (request, _reply, done) => withTrace(request.id, done));
  // A body arrives by events of the socket, which know nothing of the hook above.
  app.addHook('preValidation', (request, _reply, done) => withTrace(request.id, done));
}
