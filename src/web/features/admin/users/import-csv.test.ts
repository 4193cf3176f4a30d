import { expect, test } from 'vitest';
import type { ImportAnswer } from '../../../../domain/api/users.ts';
import { refusedCsv, templateCsv } from './import-csv.ts';

const refused = (line: number, email: string, message: string): ImportAnswer['rows'][number] => ({
  line,
  email,
  outcome: 'refused',
  userId: null,
  issues: [{ path: 'email', message }],
});

test('the template names every column and shows one row', () => {
  expect(templateCsv()).toBe(
    'email,first_name,last_name,username,roles,teams,timezone\r\n' +
      'ann.lee@example.com,Ann,Lee,ann.lee,operator qa_agent,revenue,Europe/Berlin\r\n',
  );
});

test('refused rows come back as written, each with what is wrong', () => {
  const csv = '\uFEFFemail;first_name\r\nann@example.com;"An;n"\r\n\r\nbob;Bob\r\n';
  expect(refusedCsv(csv, [refused(4, 'bob', 'This is no "email"')])).toBe(
    'email;first_name;problem\r\nbob;Bob;"This is no ""email"""\r\n',
  );
});

test('a line break within quotes ends no row', () => {
  const csv = 'email,first_name\n"ann@example.com","A\nnn"\nbob,Bob';
  expect(refusedCsv(csv, [refused(2, 'ann@example.com', 'Taken')])).toBe(
    'email,first_name,problem\r\n"ann@example.com","A\nnn","Taken"\r\n',
  );
  expect(refusedCsv(csv, [refused(4, 'bob', 'Wrong')])).toContain('\r\nbob,Bob,"Wrong"\r\n');
});

test('a file handed back before says only what is wrong with it now', () => {
  const csv = 'email,problem,first_name\nbob,"Wrong, before",Bob\nann@example.com,,Ann\n';
  expect(refusedCsv(csv, [refused(2, 'bob', 'Still wrong')])).toBe(
    'email,first_name,problem\r\nbob,Bob,"Still wrong"\r\n',
  );
});
