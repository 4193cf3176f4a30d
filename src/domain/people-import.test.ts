import { describe, expect, it } from 'vitest';
import { readImportHeading, readImportRow } from './people-import.ts';

const HEADING = ['email', 'first_name', 'last_name', 'username', 'roles', 'teams', 'timezone'];
const { layout } = readImportHeading(HEADING);
const read = (...cells: string[]) => readImportRow(layout, cells);

describe('section 10: the heading of an imported table', () => {
  it('is understood in any case, with spaces, hyphens or underscores, in any order', () => {
    expect(readImportHeading([' Last Name', 'EMAIL', 'FIRST-NAME'])).toEqual({
      layout: { last_name: 0, email: 1, first_name: 2 },
      problems: [],
    });
  });

  it('leaves out what an earlier import said is wrong, so that a mended file is taken as it is', () => {
    const { layout, problems } = readImportHeading(['email', 'problem']);
    expect(problems).toEqual([]);
    expect(readImportRow(layout, ['dana@example.com', 'This email is taken']).issues).toEqual([]);
  });

  it('names every unknown column, every repeated one, and a missing email at once', () => {
    expect(readImportHeading(['Mail', 'roles', 'Roles', '']).problems).toEqual([
      'The column roles stands there twice',
      `Unknown columns: "Mail", one without a name. Known are ${HEADING.join(', ')}`,
      'The column email is missing',
    ]);
  });
});

describe('section 10: a row of an imported table', () => {
  it('gives a person, trimmed, with the address in small letters', () => {
    expect(
      read(' Dana@Example.com ', ' Dana ', 'Reyes', 'dana', 'operator', 'support', 'Europe/Berlin'),
    ).toEqual({
      email: 'dana@example.com',
      person: {
        email: 'dana@example.com',
        username: 'dana',
        firstName: 'Dana',
        lastName: 'Reyes',
        timezone: 'Europe/Berlin',
        roles: ['operator'],
        teams: ['support'],
      },
      issues: [],
    });
  });

  it('needs the email only', () => {
    expect(read('dana@example.com').person).toMatchObject({
      username: undefined,
      firstName: '',
      timezone: 'UTC',
      roles: [],
      teams: [],
    });
  });

  it.each([
    'operator qa_agent',
    'operator;QA agent',
    'QA Agent | Operator',
    'qa-agent, operator, operator',
  ])('takes several roles however they are separated: %s', (roles) => {
    expect(read('dana@example.com', '', '', '', roles).person?.roles).toEqual([
      'operator',
      'qa_agent',
    ]);
  });

  it('names everything that is wrong in it at once', () => {
    const { person, issues } = read(
      'dana@',
      'x'.repeat(81),
      '',
      '!',
      'king',
      'sales support',
      'Mars/Olympus',
    );
    expect(person).toBeNull();
    expect(issues.map(({ path }) => path)).toEqual([
      'email',
      'username',
      'first_name',
      'timezone',
      'roles',
      'teams',
    ]);
    expect(issues.at(-1)?.message).toContain('"sales" is no team');
  });

  it('repeats no more than a line of what is wrong', () => {
    const { email, issues } = read('x'.repeat(10_000), '', '', '', 'y'.repeat(10_000));
    expect(email.length).toBeLessThanOrEqual(254);
    for (const { message } of issues) expect(message.length).toBeLessThan(140);
  });

  it('refuses a row with more cells than the heading: a comma was not quoted', () => {
    const { issues } = read('dana@example.com', 'Reyes', 'Dana', '', '', '', 'UTC', 'more');
    expect(issues).toEqual([{ path: '', message: expect.stringContaining('more cells') }]);
    expect(read('dana@example.com', '', '', '', '', '', '', ' ').issues).toEqual([]);
  });
});
