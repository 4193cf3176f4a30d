import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import fastifyCompress from '@fastify/compress';
import fastifyCookie from '@fastify/cookie';
import fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { registerAuditRoutes } from './audit/routes.ts';
import { registerAccountRoutes } from './auth/account/routes.ts';
import { registerLinkRoutes } from './auth/links/routes.ts';
import { registerAuthRoutes } from './auth/routes.ts';
import { registerSessions } from './auth/session.ts';
import type { Context } from './context.ts';
import { registerDraftRoutes } from './drafts/routes.ts';
import { registerFileRoutes } from './files/routes.ts';
import type { App } from './http/app-type.ts';
import { registerCrossSiteRefusal } from './http/cross-site.ts';
import { answerError, registerErrors } from './http/errors.ts';
import { registerGracefulStop } from './http/graceful-stop.ts';
import { registerHealth } from './http/health.ts';
import { registerHostCheck } from './http/host-check.ts';
import { registerOpenApi, registerReference } from './http/openapi.ts';
import { registerRequestLog } from './http/request-log.ts';
import { registerSecurityHeaders } from './http/security-headers.ts';
import { registerTrace } from './http/trace.ts';
import { setHumanMessages } from './http/validation-messages.ts';
import { registerWebApp } from './http/web-app.ts';
import { registerJobRoutes } from './jobs/routes.ts';
import { registerHttpMetrics } from './monitoring/http-metrics.ts';
import { type Metrics, openMetrics } from './monitoring/metrics.ts';
import { registerMetricsRoute } from './monitoring/routes.ts';
import { registerNotificationAdminRoutes } from './notifications/admin/routes.ts';
import { registerDeliveryRoutes } from './notifications/deliveries/routes.ts';
import { registerPreferenceRoutes } from './notifications/preferences/routes.ts';
import { registerTelegramRoutes } from './notifications/telegram/routes.ts';
import { registerPeopleRoutes } from './people/routes.ts';
import { registerUserRoutes } from './people/users/routes.ts';
import { registerPriceRoutes } from './pricing/lists/routes.ts';
import { registerExportRoutes } from './reports/exports/routes.ts';
import { registerOperationsRoutes } from './reports/operations/routes.ts';
import { registerSummaryRoutes } from './reports/summary/routes.ts';
import { registerTargetRoutes } from './reports/targets/routes.ts';
import { registerListRoutes } from './requests/list/routes.ts';
import { registerRequestRoutes } from './requests/routes.ts';
import { registerSettingsRoutes } from './settings/routes.ts';
import { SiteFacts } from './settings/site.ts';

const JSON_BODY_LIMIT_BYTES = 1_048_576;

/** Until a request has arrived whole, uploads on slow lines included; without it one may hang for ever. */
const REQUEST_WITHIN_MS = 300_000;

const WEB_FOLDER = resolve(import.meta.dirname, '../../dist/web');

export interface AppOptions {
  /** Where the built web app is. */
  readonly webFolder?: string;
  /** Where the process measures itself; its own unless given. */
  readonly metrics?: Metrics;
}

/** Composes the HTTP application, ready to listen or to be asked by tests. */
export async function buildApp(context: Context, options: AppOptions = {}): Promise<App> {
  const { config } = context;
  setHumanMessages();
  const logger: FastifyBaseLogger = context.log;
  const app: App = fastify({
    loggerInstance: logger,
    // One line per answer instead of two, and no addresses with searches in them (request-log.ts).
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'requestId',
    }),
    genReqId: () => randomUUID(),
    // X-Forwarded-For is believed from these addresses only; with none, from nobody.
    trustProxy: config.trustedProxies.length === 0 ? false : [...config.trustedProxies],
    bodyLimit: JSON_BODY_LIMIT_BYTES,
    forceCloseConnections: 'idle',
    requestTimeout: REQUEST_WITHIN_MS,
    // Addresses that cannot be read never reach the error handler.
    frameworkErrors: answerError,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  registerTrace(app);
  registerErrors(app);
  registerGracefulStop(app);
  registerRequestLog(app);
  const metrics = options.metrics ?? openMetrics(context);
  registerHttpMetrics(app, metrics.register);
  registerSecurityHeaders(app, config.isHttps);
  registerHostCheck(app, config);
  await app.register(fastifyCookie);
  // Files are compressed at build time; what is left is data. Brotli is slow to make on the fly.
  await app.register(fastifyCompress, {
    threshold: 1_024,
    encodings: ['gzip'],
    customTypes: /^application\/(problem\+)?json\b/,
  });
  registerCrossSiteRefusal(app, config.siteUrl);
  registerSessions(app, context);
  await registerOpenApi(app, config.isHttps);
  registerHealth(app, context);
  if (config.metricsPort === null) registerMetricsRoute(app, metrics);

  const site = new SiteFacts(context);

  // Features, each by hand and in sight.
  await registerAuthRoutes(app, context);
  registerLinkRoutes(app, context);
  registerAccountRoutes(app, context);
  registerPeopleRoutes(app, context);
  registerUserRoutes(app, context);
  await registerFileRoutes(app, context);
  registerDraftRoutes(app, context);
  registerListRoutes(app, context);
  registerRequestRoutes(app, context);
  registerDeliveryRoutes(app, context);
  registerNotificationAdminRoutes(app, context);
  await registerPreferenceRoutes(app, context);
  registerTelegramRoutes(app, context);
  registerPriceRoutes(app, context);
  registerExportRoutes(app, context);
  registerOperationsRoutes(app, context);
  registerSummaryRoutes(app, context);
  registerTargetRoutes(app, context);
  await registerSettingsRoutes(app, context, site);
  registerJobRoutes(app, context);
  registerAuditRoutes(app, context);

  await registerReference(app);
  await registerWebApp(app, options.webFolder ?? WEB_FOLDER, site);
  await app.ready();
  return app;
}
