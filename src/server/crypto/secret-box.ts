import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { DataKey } from '../config/data-keys.ts';

/** A sealed value as it is stored: the key's id beside it, so that keys can be rotated. */
export interface Sealed {
  readonly keyId: string;
  readonly nonce: Buffer;
  /** AES-256-GCM ciphertext followed by its 16-byte tag. */
  readonly ciphertext: Buffer;
}

const TAG_BYTES = 16;
const NONCE_BYTES = 12;

/** Encryption at rest for personal data: the first key writes, every key reads. */
export class SecretBox {
  readonly #keys: readonly DataKey[];

  constructor(keys: readonly DataKey[]) {
    this.#keys = keys;
  }

  /** Id of the key that seals. */
  get writingKeyId(): string {
    return this.#writingKey().id;
  }

  #writingKey(): DataKey {
    const [key] = this.#keys;
    if (key === undefined) throw new Error('DATA_ENCRYPTION_KEYS holds no key');
    return key;
  }

  /** @param place what the value belongs to; bound to it, so a ciphertext moved elsewhere fails to open */
  seal(plain: string, place: string): Sealed {
    const key = this.#writingKey();
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key.key, nonce).setAAD(Buffer.from(place));
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return { keyId: key.id, nonce, ciphertext: Buffer.concat([body, cipher.getAuthTag()]) };
  }

  /** @throws Error when the key is not configured any more, or the value was tampered with or moved */
  open(sealed: Sealed, place: string): string {
    const key = this.#keys.find((candidate) => candidate.id === sealed.keyId);
    if (key === undefined) {
      throw new Error(`DATA_ENCRYPTION_KEYS lacks the key "${sealed.keyId}" a stored value needs`);
    }
    const tag = sealed.ciphertext.subarray(-TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', key.key, sealed.nonce)
      .setAAD(Buffer.from(place))
      .setAuthTag(tag);
    const body = sealed.ciphertext.subarray(0, -TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  }
}
