import type { APIRequestContext } from '@playwright/test';
import { PlainError } from '../../src/server/plain-error.ts';
import { SAMPLE_PASSWORD } from '../sample/accounts.ts';

/** The invented company of the pictures, and a morning's work of its admin: something for the audit log. */

const LOOK = { companyName: 'Alderbrook', accentColour: '#0f6b5c' };

/** Leaves the admin signed in. */
export async function beACompany(api: APIRequestContext): Promise<void> {
  const signIn = (email: string, password: string) =>
    api.post('/api/session', { data: { email, password } });
  const done = async (answer: ReturnType<typeof signIn>): Promise<void> => {
    const response = await answer;
    if (response.ok()) return;
    throw new PlainError(`${response.url()}: ${response.status()} ${await response.text()}`);
  };
  // Refused, as it should be.
  await signIn('operator@example.com', 'not the password');
  await done(signIn('operator@example.com', SAMPLE_PASSWORD));
  await done(signIn('leadership@example.com', SAMPLE_PASSWORD));
  await done(signIn('admin@example.com', SAMPLE_PASSWORD));
  await done(api.patch('/api/admin/settings', { data: LOOK }));
  await done(
    api.post('/api/admin/users', {
      data: { email: 'nadia.ferrow@example.com', firstName: 'Nadia', lastName: 'Ferrow' },
    }),
  );
  await done(api.post('/api/admin/jobs/clean-up/run', { data: {} }));
  await done(
    api.post('/api/admin/jobs/fold-reports/pause', {
      data: { reason: 'While we look at the disk' },
    }),
  );
}
