import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import type { Settings } from '../../src/server/config.ts';
import { LocalFolder } from '../../src/server/files/local-folder.ts';
import { S3Store } from '../../src/server/files/s3/s3-store.ts';
import { newStorageKey } from '../../src/server/files/storage-key.ts';
import { FileMissing, type FileStore } from '../../src/server/files/store.ts';
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

/**
 * Whether both are one store under two names: a link, a mount, a share. Removing files where they came
 * from would remove them where they are. Only what is put into one and looked for in the other tells.
 */
export async function areOne(from: FileStore, to: FileStore): Promise<boolean> {
  const key = newStorageKey();
  try {
    await to.put(key, Readable.from([Buffer.from('moved\n')]));
    (await from.get(key)).destroy();
    return true;
  } catch (error) {
    if (error instanceof FileMissing) return false;
    throw error;
  } finally {
    await to.remove(key);
  }
}
