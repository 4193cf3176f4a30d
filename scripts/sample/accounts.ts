import { SAMPLE_PASSWORD } from '../../src/server/start/sample-accounts.ts';

/** The accounts of the sample data that are easily remembered, for the banner and for tests. */

export { SAMPLE_PASSWORD };

export interface SampleAccount {
  readonly email: string;
  readonly password: string;
  /** What one can see with this account, in a few words. */
  readonly explains: string;
}

const MAILBOXES = {
  revenue: 'Revenue: submits five of the seven types',
  support: 'Support: submits five of the seven types',
  both: 'Revenue and Support: chooses the team for each request',
  compliance: 'Compliance: submits XML file requests',
  accounting: 'Accounting: submits Stripe disputes',
  operator: 'Operator: does the work',
  qa: 'QA agent: checks and completes it',
  leadership: 'Leadership: approves and assigns',
  admin: 'Admin: everything else, also on behalf of others',
} as const;

export const SAMPLE_ACCOUNTS: readonly SampleAccount[] = Object.entries(MAILBOXES).map(
  ([mailbox, explains]) => ({
    email: `${mailbox}@example.com`,
    password: SAMPLE_PASSWORD,
    explains,
  }),
);
