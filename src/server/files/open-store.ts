import type { Settings } from '../config.ts';
import { LocalFolder } from './local-folder.ts';
import { S3Store } from './s3/s3-store.ts';
import type { FileStore } from './store.ts';

/** F4: a bucket where one is configured, else the local folder. */
export function openFileStore({ config, secrets }: Settings): FileStore {
  return config.objectStore === null
    ? new LocalFolder(config.filesDir)
    : new S3Store(config.objectStore, secrets.objectStoreKeys);
}
