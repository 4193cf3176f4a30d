import type { MultipartUpload } from '@aws-sdk/client-s3';
import type { S3Calls } from './client.ts';
import { nameOf, StoreFailure } from './failure.ts';

/** Uploads in parts that were neither completed nor aborted: invisible, kept and paid for until then. */

interface Place {
  readonly Bucket: string;
  readonly Prefix: string;
}

interface Marker {
  readonly KeyMarker?: string;
  readonly UploadIdMarker?: string;
}

/** Page by page. A store that cannot tell has none: such a one clears up by a rule of its own. */
export async function* unfinishedUploads(
  calls: S3Calls,
  place: Place,
  withinMs?: number,
): AsyncGenerator<MultipartUpload> {
  for (let marker: Marker | null = {}; marker !== null; ) {
    const page = await uploadsPage(calls, { ...place, ...marker }, withinMs);
    yield* page.uploads;
    marker = page.next;
  }
}

async function uploadsPage(
  calls: S3Calls,
  input: Place & Marker,
  withinMs: number | undefined,
): Promise<{ readonly uploads: readonly MultipartUpload[]; readonly next: Marker | null }> {
  try {
    const page = await calls.call(
      'ListMultipartUploads',
      ({ sdk, client, signal }) => client.send(new sdk.ListMultipartUploadsCommand(input), signal),
      withinMs,
    );
    const { Uploads: uploads = [], NextKeyMarker, NextUploadIdMarker } = page;
    if (page.IsTruncated !== true || NextKeyMarker === undefined) return { uploads, next: null };
    const KeyMarker = NextKeyMarker;
    return {
      uploads,
      next:
        NextUploadIdMarker === undefined
          ? { KeyMarker }
          : { KeyMarker, UploadIdMarker: NextUploadIdMarker },
    };
  } catch (error) {
    if (error instanceof StoreFailure && error.status === 501) return { uploads: [], next: null };
    throw error;
  }
}

/** Those of one key. The keys of a prefix may go on behind it. */
export async function abortUnfinished(
  calls: S3Calls,
  { Bucket, Key }: { readonly Bucket: string; readonly Key: string },
  withinMs?: number,
): Promise<void> {
  for await (const upload of unfinishedUploads(calls, { Bucket, Prefix: Key }, withinMs)) {
    if (upload.Key !== Key) continue;
    try {
      await calls.call(
        'AbortMultipartUpload',
        ({ sdk, client, signal }) =>
          client.send(
            new sdk.AbortMultipartUploadCommand({ Bucket, Key, UploadId: upload.UploadId }),
            signal,
          ),
        withinMs,
      );
    } catch (error) {
      // Another sweep was faster.
      if (error instanceof StoreFailure && nameOf(error.cause) === 'NoSuchUpload') continue;
      throw error;
    }
  }
}
