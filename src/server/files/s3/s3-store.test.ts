import { afterEach, beforeEach } from 'vitest';
import { useS3 } from '../../../../tests/helpers/peer-s3.ts';
import { describeFileStore } from '../contract.testing.ts';
import { S3Store } from './s3-store.ts';

const peer = useS3({ pageSize: 7 });
let store: S3Store;
let another: S3Store;

beforeEach(() => {
  store = new S3Store(peer.s3.config, peer.s3.keys);
  another = new S3Store(peer.s3.config, peer.s3.keys);
});
afterEach(async () => {
  await store.close();
  await another.close();
  await peer.s3.empty();
  peer.s3.calm();
});

const kept = async () => [...(await peer.s3.objects()), ...peer.s3.uploads()];

describeFileStore('a bucket', { store: () => store, another: () => another, kept });
