import type { DataKey } from './data-keys.ts';
import type { ObjectStoreKeys } from './object-store.ts';

export interface ProviderSecrets {
  /** With user and password in it. */
  readonly smtpUrl: string | null;
  readonly slackBotToken: string | null;
  /** Anybody who knows it can post. */
  readonly slackWebhookUrl: string | null;
  readonly telegramBotToken: string | null;
}

/** Values behind private fields: printing, logging or serialising a `Secrets` shows none of them. */
export class Secrets {
  readonly #databaseUrl: string;
  readonly #secretKey: string;
  readonly #dataKeys: readonly DataKey[];
  readonly #providers: ProviderSecrets;
  readonly #objectStoreKeys: ObjectStoreKeys;

  constructor(
    databaseUrl: string,
    secretKey: string,
    dataKeys: readonly DataKey[],
    providers: ProviderSecrets,
    objectStoreKeys: ObjectStoreKeys = null,
  ) {
    this.#databaseUrl = databaseUrl;
    this.#secretKey = secretKey;
    this.#dataKeys = dataKeys;
    this.#providers = providers;
    this.#objectStoreKeys = objectStoreKeys;
  }

  get databaseUrl(): string {
    return this.#databaseUrl;
  }

  /** Keys the hashes of what is to be recognised, never kept (crypto/keyed-hash.ts). */
  get secretKey(): string {
    return this.#secretKey;
  }

  /** What the providers of notifications know the platform by; null: that channel is off (N8). */
  get providers(): ProviderSecrets {
    return this.#providers;
  }

  /** What the store of files knows the platform by (F4). */
  get objectStoreKeys(): ObjectStoreKeys {
    return this.#objectStoreKeys;
  }

  /** All keys read, the first one writes. */
  get dataKeys(): readonly DataKey[] {
    return this.#dataKeys;
  }
}
