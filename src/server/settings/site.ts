import type { Site } from '../../domain/api/account.ts';
import { epochMs } from '../../domain/kernel/calendar.ts';
import type { Context } from '../context.ts';
import { logoUrl } from './logo.ts';
import { loadLogoHash } from './logo-queries.ts';
import { loadPlatformSettings } from './queries.ts';

const KEPT_MS = 10_000;

/** The company's look, which every page visit asks for: read from the database every ten seconds. */
export class SiteFacts {
  readonly #context: Context;
  #kept: { readonly atMs: number; readonly facts: Promise<Site> } | undefined;
  #last: Site | null = null;

  constructor(context: Context) {
    this.#context = context;
  }

  /** As of now or of a few seconds ago. */
  async read(): Promise<Site> {
    const nowMs = epochMs(this.#context.now());
    if (this.#kept === undefined || Math.abs(nowMs - this.#kept.atMs) >= KEPT_MS) {
      this.#kept = { atMs: nowMs, facts: this.#load() };
    }
    const kept = this.#kept;
    try {
      return await kept.facts;
    } catch (error) {
      if (this.#kept === kept) this.#kept = undefined;
      throw error;
    }
  }

  /** Pages open without a database too: in the last known look, or in the platform's own. */
  async readForPage(): Promise<Site | null> {
    return this.read().catch((error: unknown) => {
      this.#context.log.warn({ err: error }, 'the look of the company could not be read');
      return this.#last;
    });
  }

  /** Somebody has just changed it here. */
  forget(): void {
    this.#kept = undefined;
  }

  async #load(): Promise<Site> {
    const { db, config, channels } = this.#context;
    const [settings, logo] = await Promise.all([
      loadPlatformSettings(db, config),
      loadLogoHash(db),
    ]);
    this.#last = {
      companyName: settings.companyName,
      accentColour: settings.accentColour,
      logoUrl: logo === undefined ? null : logoUrl(logo),
      registrationDomains: [...settings.registrationDomains],
      canMail: channels.modes.email !== null,
    };
    return this.#last;
  }
}
