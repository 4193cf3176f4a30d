import { expect, test } from 'vitest';
import { PlainError } from '../../plain-error.ts';
import { readMailServer } from './email-server.ts';

const connectionOf = (url: string) => readMailServer(url).connection;

test('smtps: encrypts from the first byte', () => {
  expect(connectionOf('smtps://user:pass@mail.example.com')).toEqual({
    host: 'mail.example.com',
    port: 465,
    secure: true,
    requireTLS: false,
    ignoreTLS: false,
    auth: { user: 'user', pass: 'pass' },
  });
});

test('smtp: with a password demands STARTTLS', () => {
  expect(connectionOf('smtp://user:p%40ss%2F@mail.example.com:2525')).toEqual({
    host: 'mail.example.com',
    port: 2525,
    secure: false,
    requireTLS: true,
    ignoreTLS: false,
    auth: { user: 'user', pass: 'p@ss/' },
  });
});

test('smtp: without a password takes STARTTLS when it is offered', () => {
  expect(connectionOf('smtp://mail.example.com')).toEqual({
    host: 'mail.example.com',
    port: 587,
    secure: false,
    requireTLS: false,
    ignoreTLS: false,
  });
});

test.each(['localhost', '127.0.0.1', '127.1.2.3', '[::1]'])(
  'a password may go in the clear to this machine itself: %s',
  (host) => {
    expect(connectionOf(`smtp://user:pass@${host}:2525`)).toMatchObject({ requireTLS: false });
  },
);

test.each(['127.0.0.1.example.com', 'localhost.example.com', '10.0.0.1', '[::2]'])(
  'and to no other: %s',
  (host) => {
    expect(connectionOf(`smtp://user:pass@${host}:2525`)).toMatchObject({ requireTLS: true });
  },
);

test('?tls=none never encrypts, ?tls=required always does', () => {
  expect(connectionOf('smtp://user:pass@mail.example.com?tls=none')).toMatchObject({
    ignoreTLS: true,
    requireTLS: false,
  });
  expect(connectionOf('smtp://mail.example.com?tls=required')).toMatchObject({ requireTLS: true });
});

test.each(['?tls=reqiured', '?ignoreTLS=true', '?tls.rejectUnauthorized=false'])(
  'an option that is not known is refused, without the password in the message: %s',
  (option) => {
    const read = () => readMailServer(`smtp://user:hunter2@mail.example.com/${option}`);
    expect(read).toThrow(PlainError);
    expect(read).not.toThrow(/hunter2/);
  },
);

test('a password is taken out of every text, in each shape that SMTP sends it in', () => {
  const { withoutSecrets } = readMailServer('smtp://user:hunter2@mail.example.com');
  const plain = Buffer.from('\0user\0hunter2').toString('base64');
  const login = Buffer.from('hunter2').toString('base64');
  expect(withoutSecrets(`535 ${plain} ${login} hunter2 user`)).toBe('535 … … … user');
});
