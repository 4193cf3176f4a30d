import { createHmac } from 'node:crypto';

/**
 * 32 bytes by which a text is recognised again without being kept. Under SECRET_KEY: whoever gets a
 * copy of the database cannot try likely texts, such as the addresses of colleagues.
 * @param purpose keeps hashes of different tables from being compared
 */
export type KeyedHash = (purpose: string, text: string) => Buffer;

export function keyedHash(secretKey: string): KeyedHash {
  return (purpose, text) => createHmac('sha256', secretKey).update(`${purpose}\n${text}`).digest();
}
