import type { Site } from '../../domain/api/account.ts';
import type { Context } from '../context.ts';
import { logoUrl } from './logo.ts';
import { loadLogoHash } from './logo-queries.ts';
import { loadPlatformSettings } from './queries.ts';

/** A page does not wait longer for a database that is stuck. */
const PAGE_WAITS_MS = 1_000;

/**
 * The company's look, which every page visit asks for. It is kept nowhere: what an admin changes at
 * one of several apis shows at once at all of them.
 */
export class SiteFacts {
  readonly #context: Context;
  #last: Site | null = null;

  constructor(context: Context) {
    this.#context = context;
  }

  /** As of now. */
  async read(): Promise<Site> {
    this.#last = await this.#load();
    return this.#last;
  }

  /** Pages open without a database too: in the last known look, or in the platform's own. */
  async readForPage(): Promise<Site | null> {
    const facts = this.read().catch((error: unknown) => {
      this.#context.log.warn({ err: error }, 'the look of the company could not be read');
      return this.#last;
    });
    const { promise: patience, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, PAGE_WAITS_MS);
    try {
      return await Promise.race([facts, patience.then(() => this.#last)]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #load(): Promise<Site> {
    const { db, config, channels } = this.#context;
    const [settings, logo] = await Promise.all([
      loadPlatformSettings(db, config),
      loadLogoHash(db),
    ]);
    return {
      companyName: settings.companyName,
      accentColour: settings.accentColour,
      logoUrl: logo === undefined ? null : logoUrl(logo),
      registrationDomains: [...settings.registrationDomains],
      canMail: channels.modes.email !== null,
    };
  }
}
