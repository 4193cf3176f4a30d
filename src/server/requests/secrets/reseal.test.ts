import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { useApp } from '../../../../tests/helpers/app.ts';
import { makeCast, requestsApi } from '../../../../tests/helpers/requests.ts';
import { SecretBox } from '../../crypto/secret-box.ts';
import { inTransaction } from '../../db/transaction.ts';
import { openSecrets, sealSecrets } from './commands.ts';
import { resealSecrets } from './reseal.ts';

const test = useApp();
const api = requestsApi(test);

it('section 4: a new key takes over what older ones sealed, and then opens it alone', async () => {
  const [old, older, fresh] = ['old', 'older', 'fresh'].map((id) => ({ id, key: randomBytes(32) }));
  if (old === undefined || older === undefined || fresh === undefined) throw new Error('no keys');
  const { requester } = await makeCast(test);
  const secrets = (name: string) =>
    new Map([
      ['bankName', name],
      ['accountNumber', `${name} 12`],
    ]);
  const ids: number[] = [];
  for (const [index, key] of [old, older, fresh].entries()) {
    const { id } = await api.row(await api.created(requester));
    ids.push(id);
    await inTransaction(test.db, (tx) =>
      sealSecrets(tx, new SecretBox([key]), id, secrets(`bank ${index}`)),
    );
  }
  const rotating = new SecretBox([fresh, old, older]);
  expect(await resealSecrets(test.db, rotating)).toBe(2);
  expect(await resealSecrets(test.db, rotating)).toBe(0);
  const alone = new SecretBox([fresh]);
  for (const [index, id] of ids.entries()) {
    expect(await openSecrets(test.db, alone, id)).toEqual(
      Object.fromEntries(secrets(`bank ${index}`)),
    );
  }
});

it('section 4: without the key that a value needs nothing is written', async () => {
  const [lost, fresh] = ['lost', 'newest'].map((id) => ({ id, key: randomBytes(32) }));
  if (lost === undefined || fresh === undefined) throw new Error('no keys');
  const { requester } = await makeCast(test);
  const { id } = await api.row(await api.created(requester));
  await inTransaction(test.db, (tx) =>
    sealSecrets(tx, new SecretBox([lost]), id, new Map([['bankName', 'kept']])),
  );
  await expect(resealSecrets(test.db, new SecretBox([fresh]))).rejects.toThrow(
    'DATA_ENCRYPTION_KEYS lacks the key',
  );
  expect(await openSecrets(test.db, new SecretBox([lost]), id)).toEqual({ bankName: 'kept' });
});
