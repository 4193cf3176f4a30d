import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SiteFacts } from '../settings/site.ts';
import type { App } from './app-type.ts';
import { brandedPage } from './branded-page.ts';
import { answerUnknownPath } from './errors.ts';
import { notBuiltPage } from './not-built-page.ts';
import { isApiPath } from './paths.ts';
import { newNonce, sendPage } from './security-headers.ts';

/** What the build puts wherever this answer's nonce belongs. */
const NONCE_PLACEHOLDER = '__CSP_NONCE__';
const IMMUTABLE = 'public, max-age=31536000, immutable';
const AN_HOUR = 'public, max-age=3600';

/**
 * The built web app: hashed assets for ever, `index.html` fresh with a nonce of its own for every
 * address that is the app's to route, in the company's look.
 */
export async function registerWebApp(app: App, folder: string, site: SiteFacts): Promise<void> {
  const indexPath = join(folder, 'index.html');
  const template = existsSync(indexPath) ? readFileSync(indexPath, 'utf8') : null;
  if (template !== null) await serveFiles(app, folder);

  const sendIndex = async (reply: FastifyReply): Promise<FastifyReply> => {
    const nonce = newNonce();
    if (template === null) return sendPage(reply, 503, notBuiltPage(nonce), nonce);
    const own = template.replaceAll(NONCE_PLACEHOLDER, nonce);
    return sendPage(reply, 200, brandedPage(own, await site.readForPage(), nonce), nonce);
  };
  app.setNotFoundHandler((request, reply) =>
    isPageVisit(request) ? sendIndex(reply) : answerUnknownPath(request, reply),
  );
}

async function serveFiles(app: App, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    // Exactly the files of this build; everything else is an address of the app.
    wildcard: false,
    globIgnore: ['index.html', '**/*.br', '**/*.gz'],
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.includes('/assets/') ? IMMUTABLE : AN_HOUR);
    },
  });
}

/** Somebody opening an address; not an asset of an older build, not a script, not the API. */
function isPageVisit({ method, url, headers }: FastifyRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  if (isApiPath(url) || url.startsWith('/assets/')) return false;
  const { accept = ANYTHING, 'sec-fetch-dest': destination = 'document' } = headers;
  if (accept.includes('text/html')) return true;
  // Monitors, link previews and `curl -I` take whatever comes. So do scripts, but browsers say that it
  // is for one; and whoever takes anything and names a file means that file.
  return accept === ANYTHING && destination === 'document' && !namesFile(url);
}

const ANYTHING = '*/*';

function namesFile(url: string): boolean {
  const [path = ''] = url.split(/[?#]/, 1);
  return path.slice(path.lastIndexOf('/')).includes('.');
}
