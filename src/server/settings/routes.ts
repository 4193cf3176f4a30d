import fastifyMultipart from '@fastify/multipart';
import { z } from 'zod';
import { site as siteAnswer } from '../../domain/api/account.ts';
import { settingsBody, settingsView } from '../../domain/api/settings.ts';
import type { Actor } from '../../domain/people.ts';
import { requireAdmin } from '../auth/only-admins.ts';
import type { Context } from '../context.ts';
import type { App } from '../http/app-type.ts';
import { readSettings, saveSettings } from './commands.ts';
import { changeLogo, readLogo, removeLogo } from './logo.ts';
import type { SiteFacts } from './site.ts';

const tags = ['Settings'];

/** For the API's description: the body is a stream that the handler reads and checks itself. */
const logoBody = z.object({ file: z.file() }).optional().catch(undefined);

const onlyAdmins = (actor: Actor) => requireAdmin(actor, 'Only admins see and change settings.');

export async function registerSettingsRoutes(
  app: App,
  context: Context,
  site: SiteFacts,
): Promise<void> {
  app.get(
    '/api/site',
    {
      config: { public: true },
      schema: {
        tags,
        summary: 'The company’s name and look, and how one gets an account',
        description: 'For the pages before the sign-in.',
        response: { 200: siteAnswer },
      },
    },
    () => site.read(),
  );

  app.get(
    '/api/admin/settings',
    {
      schema: {
        tags,
        summary: 'The settings of the platform, for admins',
        response: { 200: settingsView },
      },
    },
    ({ actor }) => {
      onlyAdmins(actor);
      return readSettings(context);
    },
  );

  app.patch(
    '/api/admin/settings',
    {
      schema: {
        tags,
        summary: 'Change settings of the platform, for admins (P6, L12, F1)',
        description:
          'Fields that are absent stay as they are; null and an empty list take a value away. They count at once. Domains are separated by commas or new lines.',
        body: settingsBody,
        response: { 200: settingsView },
      },
    },
    async ({ actor, body, ip }) => {
      onlyAdmins(actor);
      await saveSettings(context, actor, body, ip);
      return readSettings(context);
    },
  );

  await registerLogo(app, context);
}

/** In a scope of its own: no other route takes multipart bodies. */
async function registerLogo(app: App, context: Context): Promise<void> {
  await app.register(async (scope: App) => {
    await scope.register(fastifyMultipart, { throwFileSizeLimit: false });
    scope.put(
      '/api/admin/settings/logo',
      {
        schema: {
          tags,
          summary: 'Upload the company’s logo, for admins',
          description:
            'One picture as `multipart/form-data`, field `file`: PNG, JPEG or WebP with at most 512 kB.',
          consumes: ['multipart/form-data'],
          body: logoBody,
          response: { 200: settingsView },
        },
      },
      async (request) => {
        onlyAdmins(request.actor);
        await changeLogo(context, request.actor, request);
        return readSettings(context);
      },
    );
  });

  app.delete(
    '/api/admin/settings/logo',
    {
      schema: {
        tags,
        summary: 'Take the company’s logo away, for admins',
        response: { 200: settingsView },
      },
    },
    async ({ actor, ip }) => {
      onlyAdmins(actor);
      await removeLogo(context, actor, ip);
      return readSettings(context);
    },
  );

  app.get(
    '/branding/logo/:sha256',
    {
      schema: {
        tags,
        summary: 'The company’s logo',
        description: 'Addressed by the hash of its content, which never changes.',
        params: z.object({ sha256: z.string().max(100) }),
        produces: ['image/png', 'image/jpeg', 'image/webp'],
        response: { 200: z.any().describe('The picture') },
      },
    },
    async ({ params }, reply) => {
      const { content, mime_type: type } = await readLogo(context, params.sha256);
      return reply
        .headers({
          'content-type': type,
          'cache-control': 'public, max-age=31536000, immutable',
          'content-security-policy': "default-src 'none'",
          'x-content-type-options': 'nosniff',
        })
        .send(Buffer.from(content));
    },
  );
}
