import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import type { RouteOptions } from 'fastify';
import { cookieName } from '../auth/cookie.ts';
import type { App } from './app-type.ts';
import { type Document, describeDocument } from './openapi-components.ts';
import { describeNamedSchemas, describeRoute } from './openapi-schemas.ts';

const REFERENCE = '/api/docs';

/** The one inline style that the reference page's own script puts in (@fastify/swagger-ui 6.1). */
const SWAGGER_UI_STYLE = "'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='";

/** In the order in which a reader needs them. */
const TAGS = [
  { name: 'Account', description: 'Signing in and out, your profile and password' },
  { name: 'Requests', description: 'Submitting, finding and moving requests' },
  { name: 'Files', description: 'What is attached to requests' },
  { name: 'Drafts', description: 'Unfinished forms, kept on the server for 30 days' },
  { name: 'Notifications', description: 'What is sent to whom, and what became of it' },
  { name: 'Prices', description: 'What operations cost: price lists and what they would change' },
  { name: 'Reports', description: 'What was completed, how long it took, and files of it' },
  { name: 'Settings', description: 'What admins decide for the whole platform' },
  { name: 'Jobs', description: 'What the workers do by the clock, and what failed' },
  { name: 'Audit log', description: 'What admins and the security of the system did' },
  { name: 'People', description: 'Names to choose from' },
  { name: 'Accounts', description: 'Who may come in and do what, for admins' },
  { name: 'Health', description: 'For load balancers' },
  { name: 'API', description: 'This description' },
];

/**
 * The API's own description at /api/openapi.json and a page to read it at /api/docs, both derived
 * from the routes' schemas. Registered before the routes, which it collects as they come.
 */
export async function registerOpenApi(app: App, isHttps: boolean): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Requests platform',
        version: '1',
        description:
          'Everything that the pages do. Sign in with POST /api/session and send the cookie it sets. Instants are ISO 8601 in UTC, days are YYYY-MM-DD. Errors are RFC 9457 problem documents with a stable code. Submissions, actions and uploads may carry an Idempotency-Key.',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: cookieName(isHttps) },
        },
      },
      security: [{ session: [] }],
      tags: TAGS,
    },
    transform: (route) => {
      const { schema, url } = describeRoute(route);
      const isOpen = route.route.config?.public === true || !url.startsWith('/api/');
      return { url, schema: isOpen ? { ...schema, security: [] } : schema };
    },
    transformObject: (document) => describeDocument(describeNamedSchemas(document) as Document),
  });

  app.get(
    '/api/openapi.json',
    {
      config: { public: true },
      schema: { tags: ['API'], summary: 'This document', operationId: 'openapi' },
    },
    async (_request, reply) => {
      // The document describes itself; there is nothing to check it against but itself.
      return reply
        .header('content-type', 'application/json; charset=utf-8')
        .serializer(JSON.stringify)
        .send(app.swagger());
    },
  );
}

/** The reference page with its own policy: it brings its scripts along and needs no other host. */
export async function registerReference(app: App): Promise<void> {
  await app.register(async (scope) => {
    scope.addHook('onRoute', (route: RouteOptions) => {
      route.config = { ...route.config, public: true };
    });
    await scope.register(fastifySwaggerUi, {
      routePrefix: REFERENCE,
      theme: { title: 'Requests platform: API reference' },
      uiConfig: {
        url: '/api/openapi.json',
        deepLinking: true,
        docExpansion: 'list',
        layout: 'BaseLayout',
      },
      staticCSP: {
        'default-src': "'none'",
        'script-src': "'self'",
        'style-src': `'self' ${SWAGGER_UI_STYLE}`,
        'img-src': "'self' data:",
        'connect-src': "'self'",
        'base-uri': "'none'",
        'frame-ancestors': "'none'",
        'form-action': "'none'",
      },
    });
  });
}
