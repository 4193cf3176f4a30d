/** What variables say about each other, on the text as given: every problem is named at once. */

export type Given = Readonly<Record<string, string | undefined>>;

const MAIL_PIECES = ['EMAIL_PORT', 'EMAIL_HOST_USER', 'EMAIL_HOST_PASSWORD', 'EMAIL_USE_TLS'];

/** One line each, beginning with the variable's name. */
export function problemsBetween(given: Given): readonly string[] {
  const problems: string[] = [];
  const server = ['SMTP_URL', 'EMAIL_HOST'].find((name) => given[name] !== undefined);
  if (server !== undefined && (given.MAIL_FROM ?? given.DEFAULT_FROM_EMAIL) === undefined) {
    problems.push(`MAIL_FROM is missing beside ${server}, e.g. Requests <requests@example.com>`);
  }
  const piece = MAIL_PIECES.find((name) => given[name] !== undefined);
  if (server === undefined && piece !== undefined) {
    problems.push(`EMAIL_HOST is missing beside ${piece}, e.g. mail.example.com`);
  }
  if (given.EMAIL_HOST_PASSWORD !== undefined && given.EMAIL_HOST_USER === undefined) {
    problems.push(
      'EMAIL_HOST_USER is missing beside EMAIL_HOST_PASSWORD, e.g. requests@example.com',
    );
  }
  return problems;
}
