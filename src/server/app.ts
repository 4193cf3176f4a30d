import { randomUUID } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import fastify, { type FastifyBaseLogger } from 'fastify';
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { registerAuthRoutes } from './auth/routes.ts';
import { registerSessions } from './auth/session.ts';
import type { Context } from './context.ts';
import type { App } from './http/app-type.ts';
import { registerCrossSiteRefusal } from './http/cross-site.ts';
import { answerUnknownPath, registerErrors } from './http/errors.ts';
import { useHumanMessages } from './http/validation-messages.ts';
import { registerPeopleRoutes } from './people/routes.ts';

const JSON_BODY_LIMIT_BYTES = 1_048_576;

export async function buildApp(context: Context): Promise<App> {
  const { config } = context;
  useHumanMessages();
  const logger: FastifyBaseLogger = context.log;
  const app: App = fastify({
    loggerInstance: logger,
    genReqId: () => randomUUID(),
    // X-Forwarded-For is believed from these addresses only; with none, from nobody.
    trustProxy: config.trustedProxies.length === 0 ? false : [...config.trustedProxies],
    bodyLimit: JSON_BODY_LIMIT_BYTES,
    forceCloseConnections: 'idle',
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  registerErrors(app);
  await app.register(fastifyCookie);
  registerCrossSiteRefusal(app, config.siteUrl);
  registerSessions(app, context);
  app.setNotFoundHandler(answerUnknownPath);

  // Features, each by hand and in sight.
  await registerAuthRoutes(app, context);
  registerPeopleRoutes(app, context);

  await app.ready();
  return app;
}
