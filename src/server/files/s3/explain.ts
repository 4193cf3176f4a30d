import type { ObjectStoreConfig } from '../../config/object-store.ts';
import { nameOf, type StoreFailure } from './failure.ts';

/**
 * Why a listing of the bucket failed and what to do, for whoever runs the machine: by the variables
 * that they set, without any of their secrets.
 */
export function explainFailure(
  failure: StoreFailure,
  config: ObjectStoreConfig,
  withinMs: number,
): string {
  const name = nameOf(failure.cause);
  const known = ANSWERS.find(({ names }) => names.includes(name));
  if (known !== undefined) return known.explain(config);
  const place = placeOf(config);
  if (name === 'AbortError' || name === 'TimeoutError') {
    return `${place} did not answer within ${withinMs / 1_000} s. ${CHECK_ADDRESS}`;
  }
  if (failure.status === null) {
    return `${place} cannot be reached (${codeOf(failure.cause) ?? name}). ${CHECK_ADDRESS}`;
  }
  const byStatus = ANSWERS.find(({ status }) => status === failure.status);
  return byStatus?.explain(config) ?? `${place} answered ${failure.status} (${name}).`;
}

interface Answer {
  /** The words of AWS and of stores like it. */
  readonly names: readonly string[];
  /** Of a store with words of its own. */
  readonly status?: number;
  readonly explain: (config: ObjectStoreConfig) => string;
}

const ANSWERS: readonly Answer[] = [
  {
    names: ['InvalidAccessKeyId', 'InvalidAccessKey'],
    explain: (config) => `${placeOf(config)} does not know the key. Check AWS_ACCESS_KEY_ID.`,
  },
  {
    names: ['SignatureDoesNotMatch'],
    explain: (config) =>
      `${placeOf(config)} refuses what the key signs. Check AWS_SECRET_ACCESS_KEY, and AWS_S3_REGION_NAME (now ${config.region}).`,
  },
  {
    names: ['NoSuchBucket', 'NotFound'],
    status: 404,
    explain: (config) =>
      `${placeOf(config)} has no bucket ${config.bucket}. Check AWS_STORAGE_BUCKET_NAME and AWS_S3_FORCE_PATH_STYLE, or make the bucket.`,
  },
  {
    names: [
      'PermanentRedirect',
      'AuthorizationHeaderMalformed',
      'IllegalLocationConstraintException',
    ],
    status: 301,
    explain: ({ bucket, region }) =>
      `The bucket ${bucket} is not in the region ${region}. Check AWS_S3_REGION_NAME.`,
  },
  {
    names: ['ExpiredToken', 'InvalidToken', 'CredentialsProviderError'],
    explain: () =>
      'There is no key that counts now. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the machine a role.',
  },
  {
    names: ['RequestTimeTooSkewed'],
    explain: (config) => `${placeOf(config)} has another time. Set the clock of this machine.`,
  },
  {
    // A key that is unknown has been said so above: this one is known, and not allowed.
    names: ['AccessDenied'],
    status: 403,
    explain: ({ bucket }) =>
      `The key may not list the bucket ${bucket}: either it is somebody else's (check AWS_STORAGE_BUCKET_NAME), or the key lacks s3:ListBucket. Without that, unused files are never removed; whether files can be stored shows with the first one.`,
  },
];

const CHECK_ADDRESS =
  'Check AWS_S3_ENDPOINT_URL (at AWS: AWS_S3_REGION_NAME), and whether the store runs.';

/** An address may hold a name and a password: its host alone is told. */
function placeOf({ endpoint, region }: ObjectStoreConfig): string {
  return endpoint === null ? `AWS in ${region}` : `The file store ${new URL(endpoint).host}`;
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;
}
