import { expect, test } from 'vitest';
import type { HistoryEvent } from '../../../../domain/api/requests.ts';
import { entriesOf } from './entries.ts';

let id = 0;

function event(action: string, more: Partial<HistoryEvent> = {}): HistoryEvent {
  id += 1;
  return {
    id,
    action,
    at: '2026-11-24T10:00:00.000Z',
    actor: null,
    from: 'pending',
    to: 'pending',
    message: null,
    redacted: false,
    changes: [],
    files: [],
    link: null,
    person: null,
    isInternal: false,
    mentions: [],
    ...more,
  };
}

const shape = (events: readonly HistoryEvent[]) =>
  entriesOf(events).map((entry) =>
    entry.kind === 'run' ? entry.events.map(({ action }) => action) : entry.event.action,
  );

test('R3: three small events after each other fold into one line', () => {
  const events = ['block', 'operate', 'unassign', 'operate', 'create'].map((name) => event(name));
  expect(shape(events)).toEqual(['block', ['operate', 'unassign', 'operate'], 'create']);
});

test('R3: two small events stay as they are', () => {
  const events = ['block', 'operate', 'unassign', 'create'].map((name) => event(name));
  expect(shape(events)).toEqual(['block', 'operate', 'unassign', 'create']);
});

test('R3: the newest event is never folded', () => {
  const events = ['operate', 'unassign', 'operate', 'unassign'].map((name) => event(name));
  expect(shape(events)).toEqual(['operate', ['unassign', 'operate', 'unassign']]);
});

test('R3: an event with text, files or changes is never folded', () => {
  const events = [
    event('block'),
    event('operate'),
    event('ask_for_update', { message: 'Please' }),
    event('unassign'),
    event('operate', { redacted: true }),
    event('create'),
  ];
  expect(shape(events)).toHaveLength(6);
});

test('L18: a comment is never folded, redacted or not', () => {
  const events = [
    event('block'),
    event('operate'),
    event('comment', { message: 'Hello' }),
    event('comment', { redacted: true }),
    event('comment', { message: 'Hm', isInternal: true }),
    event('unassign'),
  ];
  expect(shape(events)).toEqual(events.map(({ action }) => action));
});
