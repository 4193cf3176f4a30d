import { addMs, DAY_MS, type Instant } from '../../src/domain/kernel/calendar.ts';
import type { Actor, Role, Team } from '../../src/domain/people.ts';
import { erasedProfile } from '../../src/domain/profile.ts';

/** The people of the sample company. All are invented. */

export interface SamplePerson {
  readonly username: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly slackMemberId: string | null;
  readonly telegramUserId: number | null;
  readonly isActive: boolean;
  /** False for the erased: nobody can sign in as them. */
  readonly hasPassword: boolean;
  readonly roles: readonly Role[];
  readonly teams: readonly Team[];
  /** As whom they acted while they worked here; differs from the above for those who left. */
  readonly actor: Actor;
  readonly workedUntil: Instant | null;
  readonly joinedAt: Instant;
  readonly lastSignInAt: Instant | null;
  readonly erasedAt: Instant | null;
  /** Of somebody who registered themself. */
  readonly registeredAt: Instant | null;
}

interface Entry {
  readonly name: readonly [first: string, last: string];
  readonly zone: string;
  readonly teams?: readonly Team[];
  readonly roles?: readonly Role[];
  /** Of the accounts that are easily remembered; the others are called like the person. */
  readonly mailbox?: string;
  readonly slack?: string;
  readonly telegram?: number;
  /** Registered themself so many days ago, and waits for a team. */
  readonly registeredDaysAgo?: number;
  readonly left?: { readonly daysAgo: number; readonly how: 'inactive' | 'erased' | 'moved on' };
}

const HOUR_MS = DAY_MS / 24;

const NEW_YORK = 'America/New_York';
const CHICAGO = 'America/Chicago';
const DENVER = 'America/Denver';
const LOS_ANGELES = 'America/Los_Angeles';
const BERLIN = 'Europe/Berlin';
const LONDON = 'Europe/London';
const TOKYO = 'Asia/Tokyo';
const MANILA = 'Asia/Manila';
const KOLKATA = 'Asia/Kolkata';

/** In the order of their ids. Those who stand first in their role or team are picked most often. */
const ENTRIES: readonly Entry[] = [
  {
    name: ['Maya', 'Okonjo'],
    zone: NEW_YORK,
    teams: ['revenue'],
    mailbox: 'revenue',
    slack: 'U04MAYAOK1',
    telegram: 5_204_118_301,
  },
  {
    name: ['Tobias', 'Ferrand'],
    zone: CHICAGO,
    teams: ['support'],
    mailbox: 'support',
    slack: 'U04TOBIAS2',
  },
  { name: ['Ingrid', 'Sollberg'], zone: NEW_YORK, teams: ['compliance'], mailbox: 'compliance' },
  {
    name: ['Rafael', 'Quintosa'],
    zone: DENVER,
    teams: ['accounting'],
    mailbox: 'accounting',
    slack: 'U04RAFAEL4',
  },
  {
    name: ['Analyn', 'Dimaculo'],
    zone: MANILA,
    roles: ['operator'],
    mailbox: 'operator',
    slack: 'U04ANALYN5',
    telegram: 5_391_770_425,
  },
  {
    name: ['Kenji', 'Moriwaka'],
    zone: TOKYO,
    roles: ['qa_agent'],
    mailbox: 'qa',
    slack: 'U04KENJIM6',
  },
  {
    name: ['Helena', 'Brandvold'],
    zone: NEW_YORK,
    roles: ['leadership'],
    mailbox: 'leadership',
    slack: 'U04HELENA7',
    telegram: 6_018_255_907,
  },
  {
    name: ['Samir', 'Benkhadra'],
    zone: BERLIN,
    roles: ['admin'],
    mailbox: 'admin',
    slack: 'U04SAMIRB8',
  },
  { name: ['Dawit', 'Tesfahun'], zone: NEW_YORK, teams: ['revenue'], slack: 'U05DAWITT1' },
  { name: ['Lucia', 'Marescotti'], zone: NEW_YORK, teams: ['revenue'] },
  {
    name: ['Chloe', 'Achterberg'],
    zone: LOS_ANGELES,
    teams: ['revenue', 'support'],
    mailbox: 'both',
  },
  {
    name: ['Former user', '12'],
    zone: 'UTC',
    teams: ['revenue'],
    left: { daysAgo: 205, how: 'erased' },
  },
  { name: ['Bao', 'Tranvinh'], zone: LOS_ANGELES, teams: ['revenue'], slack: 'U05BAOTRA3' },
  { name: ['Siobhan', 'Keatley'], zone: NEW_YORK, teams: ['revenue'] },
  { name: ['Mateo', 'Villarosa'], zone: CHICAGO, teams: ['revenue'] },
  { name: ['Priyanka', 'Sundarvel'], zone: CHICAGO, teams: ['support'], slack: 'U05PRIYAN6' },
  { name: ['Owen', 'Hartigale'], zone: LONDON, teams: ['support'] },
  { name: ['Zainab', 'Alrafid'], zone: NEW_YORK, teams: ['support'] },
  { name: ['Jelena', 'Vukadin'], zone: BERLIN, teams: ['support'], slack: 'U05JELENA9' },
  { name: ['Marcus', 'Adjetey'], zone: CHICAGO, teams: ['support'] },
  { name: ['Noor', 'Haverkamp'], zone: DENVER, teams: ['support'] },
  { name: ['Camille', 'Duverneau'], zone: NEW_YORK, teams: ['compliance'] },
  { name: ['Andrzej', 'Wolczyk'], zone: BERLIN, teams: ['compliance'] },
  { name: ['Leilani', 'Kapuaola'], zone: LOS_ANGELES, teams: ['accounting'] },
  { name: ['Viktor', 'Szabolcsi'], zone: BERLIN, teams: ['accounting'] },
  { name: ['Rhea', 'Castellon'], zone: MANILA, roles: ['operator'], slack: 'U06RHEACA6' },
  { name: ['Arjun', 'Mehrotkar'], zone: KOLKATA, roles: ['operator'], slack: 'U06ARJUNM7' },
  { name: ['Beatriz', 'Nogueiral'], zone: 'America/Sao_Paulo', roles: ['operator'] },
  { name: ['Paolo', 'Evangelino'], zone: MANILA, roles: ['operator'], slack: 'U06PAOLOE9' },
  { name: ['Farida', 'Qosimova'], zone: 'Asia/Tashkent', roles: ['operator'] },
  {
    name: ['Ewan', 'Drummard'],
    zone: LONDON,
    roles: ['operator', 'qa_agent'],
    slack: 'U06EWANDR1',
  },
  { name: ['Haruka', 'Tsukimori'], zone: TOKYO, roles: ['qa_agent'] },
  { name: ['Deepa', 'Ranganath'], zone: KOLKATA, roles: ['qa_agent'], slack: 'U06DEEPAR3' },
  { name: ['Isaac', 'Mwangira'], zone: 'Africa/Nairobi', roles: ['qa_agent'] },
  {
    name: ['Renata', 'Oliveros'],
    zone: NEW_YORK,
    roles: ['leadership'],
    teams: ['revenue'],
    slack: 'U06RENATA5',
  },
  { name: ['Graham', 'Whitlocke'], zone: CHICAGO, roles: ['leadership'] },
  { name: ['Tomasz', 'Berendt'], zone: BERLIN, roles: ['admin', 'operator'] },
  {
    name: ['Aisha', 'Bellingham'],
    zone: LONDON,
    teams: ['support'],
    left: { daysAgo: 62, how: 'moved on' },
  },
  {
    name: ['Curtis', 'Lindholme'],
    zone: CHICAGO,
    teams: ['support'],
    left: { daysAgo: 118, how: 'inactive' },
  },
  {
    name: ['Yuki', 'Andersdal'],
    zone: TOKYO,
    roles: ['operator'],
    left: { daysAgo: 47, how: 'inactive' },
  },
  { name: ['Oriane', 'Vasseurin'], zone: BERLIN, registeredDaysAgo: 1 },
];

export function samplePeople(now: Instant): readonly SamplePerson[] {
  return ENTRIES.map((entry, index) => personOf(entry, index + 1, now));
}

function personOf(entry: Entry, id: number, now: Instant): SamplePerson {
  const { name, zone, left, roles = [], teams = [] } = entry;
  const [firstName, lastName] = name;
  const isGone = left?.how === 'erased' || left?.how === 'moved on';
  const username = `${firstName}.${lastName}`.toLowerCase();
  const workedUntil = left === undefined ? null : addMs(now, -left.daysAgo * DAY_MS);
  const { registeredDaysAgo } = entry;
  const registeredAt =
    registeredDaysAgo === undefined ? null : addMs(now, -registeredDaysAgo * DAY_MS);
  const profile = {
    username,
    email: `${entry.mailbox ?? username}@example.com`,
    firstName,
    lastName,
  };
  return {
    ...(left?.how === 'erased' ? erasedProfile(id) : profile),
    slackMemberId: entry.slack ?? null,
    telegramUserId: entry.telegram ?? null,
    isActive: left === undefined || left.how === 'moved on',
    hasPassword: left?.how !== 'erased',
    roles: isGone ? [] : roles,
    teams: isGone ? [] : teams,
    actor: { id, roles, teams, timezone: zone },
    workedUntil,
    joinedAt: registeredAt ?? addMs(now, -(400 + ((id * 37) % 300)) * DAY_MS),
    lastSignInAt: workedUntil ?? registeredAt ?? addMs(now, -(((id * 53) % 70) + 1) * HOUR_MS),
    erasedAt: left?.how === 'erased' ? workedUntil : null,
    registeredAt,
  };
}
