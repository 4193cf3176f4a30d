import { expect, test } from 'vitest';
import type { NotificationSettingsView } from '../../../domain/api/notifications.ts';
import { changesOf, fieldsOf } from './settings-fields.ts';

const stored: NotificationSettingsView = {
  operationsMailbox: 'operations@example.com',
  approverAddresses: ['ann@example.com', 'bob@example.com'],
  slackChannel: null,
  telegramChat: '-1001',
  operationsTimezone: 'UTC',
};

test('what nobody touched is no change', () => {
  expect(changesOf(stored, fieldsOf(stored))).toEqual({});
});

test('an emptied field takes its setting away; addresses go as typed (R6)', () => {
  const typed = {
    ...fieldsOf(stored),
    operationsMailbox: '  ',
    slackChannel: ' #requests ',
    approverAddresses: 'ann@example.com, nonsense',
  };
  expect(changesOf(stored, typed)).toEqual({
    operationsMailbox: null,
    slackChannel: '#requests',
    approverAddresses: 'ann@example.com, nonsense',
  });
});

test('N2: everything can be saved again as it is, which switches a channel on', () => {
  expect(changesOf(null, fieldsOf(stored))).toEqual({
    operationsMailbox: 'operations@example.com',
    approverAddresses: 'ann@example.com\nbob@example.com',
    slackChannel: null,
    telegramChat: '-1001',
    operationsTimezone: 'UTC',
  });
});
