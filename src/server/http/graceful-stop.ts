import type { App } from './app-type.ts';

/**
 * While the server closes, the answers still under way take their connections with them: a kept-alive
 * one would hold the process until the browser let go of it.
 */
export function registerGracefulStop(app: App): void {
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (isClosing) reply.header('connection', 'close');
    done(null, payload);
  });
}
