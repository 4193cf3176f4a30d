import { resolve } from 'node:path';
import type { Settings } from '../../src/server/config.ts';
import { LocalFolder } from '../../src/server/files/local-folder.ts';
import { S3Store } from '../../src/server/files/s3/s3-store.ts';
import type { FileStore } from '../../src/server/files/store.ts';
import { PlainError } from '../../src/server/plain-error.ts';

/** A store as the command line names it. */
export interface Place {
  /** Tells it from every other place, for people too. */
  readonly name: string;
  readonly open: () => FileStore;
}

/** `s3`: the bucket of the environment. `folder`: FILES_DIR. `folder:/path`: that one. */
export function placeOf(text: string, { config, secrets }: Settings): Place {
  if (text === 's3') {
    const { objectStore } = config;
    if (objectStore === null) {
      throw new PlainError('Set AWS_STORAGE_BUCKET_NAME to the bucket, e.g. requests-files');
    }
    return {
      name: `the bucket ${objectStore.bucket}`,
      open: () => new S3Store(objectStore, secrets.objectStoreKeys),
    };
  }
  const [, path] = /^folder(?::(.+))?$/.exec(text) ?? [];
  if (path === undefined && text !== 'folder') {
    throw new PlainError(`“${text}” is no store: use s3, folder or folder:/path/of/it.`);
  }
  const folder = resolve(path ?? config.filesDir);
  return { name: `the folder ${folder}`, open: () => new LocalFolder(folder) };
}
