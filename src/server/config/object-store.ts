import { z } from 'zod';
import { flag, listOf } from './kinds.ts';
import { isLoopback } from './production.ts';
import type { Given } from './rules.ts';

/** F4: where files live when it is not a folder of this machine. */
export interface ObjectStoreConfig {
  readonly bucket: string;
  readonly region: string;
  /** Null: the address that AWS has for the region. */
  readonly endpoint: string | null;
  /** `endpoint/bucket/key` instead of `bucket.endpoint/key`. */
  readonly isPathStyle: boolean;
  /** Origin of download addresses where people reach the store by another name than we do. */
  readonly downloadOrigin: string | null;
  /** Stands before every key: empty, or ending with a slash. */
  readonly keyPrefix: string;
}

/** Null: the role of the machine, by the usual chain of the SDK. */
export type ObjectStoreKeys = { readonly id: string; readonly secret: string } | null;

const BUCKET = 'AWS_STORAGE_BUCKET_NAME';
const EXAMPLES = {
  AWS_STORAGE_BUCKET_NAME: 'requests-files',
  AWS_S3_REGION_NAME: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIA…',
  AWS_SECRET_ACCESS_KEY: 'the one that your store gave you',
  AWS_S3_CUSTOM_DOMAIN: 'files.example.com',
} as const;
/** Stores besides AWS know one region, mostly, and take this for it. */
const FALLBACK_REGION = 'us-east-1';

const origin = (text: string): string | null => {
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) return null;
  const { pathname, search, hash, username, origin } = new URL(address);
  return pathname === '/' && search + hash + username === '' ? origin : null;
};

export const OBJECT_STORE_VARIABLES = {
  AWS_STORAGE_BUCKET_NAME: z
    .string()
    .regex(
      /^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/i,
      `must be the name of a bucket, e.g. ${EXAMPLES[BUCKET]}`,
    )
    .optional(),
  AWS_S3_REGION_NAME: z
    .string()
    .regex(/^[a-z\d-]{2,}$/i, `must be a region, e.g. ${EXAMPLES.AWS_S3_REGION_NAME}`)
    .optional(),
  AWS_S3_ENDPOINT_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address, e.g. https://s3.example.com' })
    .optional(),
  AWS_S3_FORCE_PATH_STYLE: flag(true).optional(),
  /** The pair has no meaning without a bucket: other programs of the machine read it as well. */
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_S3_CUSTOM_DOMAIN: z
    .string()
    .refine((text) => origin(text) !== null, {
      error: `must be a host, e.g. ${EXAMPLES.AWS_S3_CUSTOM_DOMAIN}`,
    })
    .optional(),
  AWS_S3_KEY_PREFIX: z
    .string()
    .regex(
      /^[\w.-]+(?:\/[\w.-]+)*\/?$/,
      'must be letters, digits and slashes, e.g. requests/production',
    )
    .optional(),
};

type Values = z.infer<z.ZodObject<typeof OBJECT_STORE_VARIABLES>>;

/** What its variables say about each other. One line each, beginning with the variable's name. */
export function objectStoreProblems(given: Given): readonly string[] {
  const problems: string[] = [];
  const missing = (name: keyof typeof EXAMPLES, beside: string) =>
    problems.push(`${name} is missing beside ${beside}, e.g. ${EXAMPLES[name]}`);
  if (given[BUCKET] === undefined) {
    const lonely = Object.keys(OBJECT_STORE_VARIABLES).find(
      (name) => name.startsWith('AWS_S3_') && given[name] !== undefined,
    );
    if (lonely !== undefined) missing(BUCKET, lonely);
    return problems;
  }
  if ((given.AWS_S3_REGION_NAME ?? given.AWS_S3_ENDPOINT_URL) === undefined) {
    missing('AWS_S3_REGION_NAME', BUCKET);
  }
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = given;
  if (id === undefined && secret !== undefined)
    missing('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY');
  if (id !== undefined && secret === undefined)
    missing('AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID');
  return [...problems, ...originProblems(given)];
}

/**
 * F3: what somebody uploaded must never share an origin with the platform; nor a host, since browsers
 * send cookies to every port of one. Loopback is the exception: nobody else can reach it.
 */
function originProblems(given: Given): readonly string[] {
  const own = [
    given.SITE_URL ?? '',
    ...listOf(given.ALLOWED_HOSTS ?? '').map((name) => `//${name}`),
  ]
    .map(placeOf)
    .filter((place) => place !== null);
  const endpoint = placeOf(given.AWS_S3_ENDPOINT_URL ?? '');
  const places = {
    AWS_S3_ENDPOINT_URL: [
      endpoint,
      endpoint && { ...endpoint, name: `${given[BUCKET]?.toLowerCase()}.${endpoint.name}` },
    ],
    AWS_S3_CUSTOM_DOMAIN: [placeOf(origin(given.AWS_S3_CUSTOM_DOMAIN ?? '') ?? '')],
  };
  return Object.entries(places)
    .filter(([, all]) => all.some((place) => place && own.some((one) => isShared(one, place))))
    .map(
      ([name]) =>
        `${name} has the host of the platform itself: files need another one, e.g. https://files.example.com`,
    );
}

interface Place {
  readonly name: string;
  readonly port: string;
}

/** As every spelling of an address means it; `//name` is one on whatever port. */
function placeOf(text: string): Place | null {
  const address = text.startsWith('//') ? `http:${text}` : text;
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, port } = new URL(address);
  return {
    name: hostname.replace(/\.$/, ''),
    port: port || (protocol === 'https:' ? '443' : '80'),
  };
}

const isShared = (one: Place, other: Place): boolean =>
  one.name === other.name && (!isLoopback(one.name) || one.port === other.port);

/** Null: files live in FILES_DIR. */
export function objectStoreOf(value: Values): ObjectStoreConfig | null {
  const bucket = value.AWS_STORAGE_BUCKET_NAME;
  if (bucket === undefined) return null;
  const { AWS_S3_ENDPOINT_URL: endpoint, AWS_S3_CUSTOM_DOMAIN: domain } = value;
  const prefix = value.AWS_S3_KEY_PREFIX ?? '';
  return {
    bucket,
    region: value.AWS_S3_REGION_NAME ?? FALLBACK_REGION,
    endpoint: endpoint ?? null,
    isPathStyle: value.AWS_S3_FORCE_PATH_STYLE ?? endpoint !== undefined,
    downloadOrigin: domain === undefined ? null : origin(domain),
    keyPrefix: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`,
  };
}

export function objectStoreKeysOf(value: Values): ObjectStoreKeys {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = value;
  return id === undefined || secret === undefined ? null : { id, secret };
}
