import { expect, test } from 'vitest';
import type { Work } from '../../../../domain/api/reports.ts';
import { FIRST_ORDER, pressed, sortWork } from './sort.ts';

const work = (name: string, completed: number, medianMs: number | null): Work => ({
  person: { id: completed, name, isActive: true },
  taken: 0,
  completed,
  rejected: 0,
  medianMs,
});
const PEOPLE = [work('Ben', 3, 50), work('Ann', 3, null), work('Cleo', 9, 10)];
const names = (people: readonly Work[]) => people.map(({ person }) => person.name);

test('D4: the most completed stand first, equals by name', () => {
  expect(names(sortWork(PEOPLE, FIRST_ORDER))).toEqual(['Cleo', 'Ann', 'Ben']);
});

test('D4: people without a median stand last, whichever way it is sorted', () => {
  const down = pressed(FIRST_ORDER, 'medianMs');
  expect(names(sortWork(PEOPLE, down))).toEqual(['Ben', 'Cleo', 'Ann']);
  expect(names(sortWork(PEOPLE, pressed(down, 'medianMs')))).toEqual(['Cleo', 'Ben', 'Ann']);
});

test('D4: names begin with A, and turn round when pressed again', () => {
  const up = pressed(FIRST_ORDER, 'name');
  expect(names(sortWork(PEOPLE, up))).toEqual(['Ann', 'Ben', 'Cleo']);
  expect(names(sortWork(PEOPLE, pressed(up, 'name')))).toEqual(['Cleo', 'Ben', 'Ann']);
});
