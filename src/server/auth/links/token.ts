import { timingSafeEqual } from 'node:crypto';
import type { KeyedHash } from '../../crypto/keyed-hash.ts';

const TOKEN = /^([1-9][0-9]{0,14})\.([\w-]{43})$/;

const sealOf = (keyedHash: KeyedHash, id: number): Buffer => keyedHash('account-link', String(id));

/**
 * What a one-time link carries: the id of its row and a seal under SECRET_KEY. Nothing that opens an
 * account is ever stored: neither the database nor a job's payload can be used to sign in.
 */
export function linkToken(keyedHash: KeyedHash, id: number): string {
  return `${id}.${sealOf(keyedHash, id).toString('base64url')}`;
}

/** Behind the hash, so that no server, proxy or log sees it when the page is opened. */
export function linkUrl(siteUrl: string, keyedHash: KeyedHash, id: number): string {
  return `${siteUrl}/account-link#${linkToken(keyedHash, id)}`;
}

/** Null for what `linkToken` did not make; whether the link still works is the database's to say. */
export function readLinkToken(keyedHash: KeyedHash, token: string): number | null {
  const [, idText = '', seal = ''] = TOKEN.exec(token) ?? [];
  const id = Number(idText);
  if (!Number.isSafeInteger(id) || id === 0) return null;
  const given = Buffer.from(seal, 'base64url');
  const real = sealOf(keyedHash, id);
  return given.length === real.length && timingSafeEqual(given, real) ? id : null;
}
