import { addDays, dayIn, epochMs, type Instant } from '../../src/domain/kernel/calendar.ts';
import type { Actor, Team } from '../../src/domain/people.ts';
import { creatableTeams } from '../../src/domain/permissions.ts';
import { formatCode } from '../../src/domain/requests/codes.ts';
import { requestType } from '../../src/domain/requests/types/index.ts';
import { type Cast, castOf } from './cast.ts';
import { type Stock, stockOfContents } from './contents.ts';
import { putRight } from './corrections.ts';
import { grantDiscount } from './discounts.ts';
import { Life } from './life.ts';
import { type Partner, samplePartners } from './partners.ts';
import { type SamplePerson, samplePeople } from './people.ts';
import type { Plot } from './plot.ts';
import { plots } from './plots.ts';
import { type Random, seeded } from './random.ts';
import { newScene } from './scene.ts';
import { tell } from './story.ts';
import { requestValues } from './values/request-values.ts';
import { workMoment } from './working-hours.ts';

export interface Invented {
  readonly people: readonly SamplePerson[];
  /** In the order of their creation, codes without gaps (R2). */
  readonly lives: readonly Life[];
}

/** A company's year up to `now`: the same seed, count and `now` give the same year. */
export async function inventYear(options: {
  readonly now: Instant;
  readonly seed: number;
  readonly requests: number;
}): Promise<Invented> {
  const { now, seed, requests } = options;
  const random = seeded(seed);
  const people = samplePeople(now);
  const partners = samplePartners(random);
  const stock = await stockOfContents(partners, random);
  const cast = castOf(people, random);
  const conceived = plots(requests, random)
    .map((plot) => conceive(plot, cast, now, random))
    .sort((a, b) => epochMs(a.at) - epochMs(b.at));
  const nextCode = codes();
  const lives = conceived.map((conception) => {
    const { plot, at } = conception;
    const code = nextCode(requestType(plot.type).prefix, at);
    const life = bear(conception, code, { partners, stock, now, random });
    tell(life, plot, { cast, random, now });
    return life;
  });
  // A generator of its own: the year stays as it was without discounts.
  const generous = seeded(seed + 1);
  for (const life of lives) grantDiscount(life, { cast, random: generous, now });
  putRight(lives, { cast, random: seeded(seed + 2), now });
  return { people, lives };
}

interface Conception {
  readonly plot: Plot;
  readonly requester: Actor;
  readonly creator: Actor;
  readonly team: Team;
  readonly at: Instant;
}

/** Who asks for it and when: what the order of the codes depends on. */
function conceive(plot: Plot, cast: Cast, now: Instant, random: Random): Conception {
  const roughly = workMoment(now, plot.daysAgo, 'UTC', random);
  const wanted = { at: roughly, featured: plot.featured };
  const type = requestType(plot.type);
  const requester =
    plot.creator === 'leadership'
      ? cast.holding('leadership', { at: roughly, among: type.teams }).actor
      : cast.member(random.pick(type.teams), wanted).actor;
  const creator = plot.creator === 'admin' ? cast.holding('admin', wanted).actor : requester;
  return {
    plot,
    requester,
    creator,
    team: random.pick(creatableTeams(requester, type)),
    at: workMoment(now, plot.daysAgo, creator.timezone, random),
  };
}

function bear(
  { plot, requester, creator, team, at }: Conception,
  code: string,
  world: {
    readonly partners: readonly Partner[];
    readonly stock: Stock;
    readonly now: Instant;
    readonly random: Random;
  },
): Life {
  const { partners, stock, now, random } = world;
  const type = requestType(plot.type);
  const scene = newScene(random.pick(partners), stock, at, random);
  const from = plot.target === 'scheduled' ? now : at;
  const scheduledOn =
    plot.scheduledInDays === null
      ? null
      : addDays(dayIn(requester.timezone, from), plot.scheduledInDays);
  const { needsApproval } = plot;
  const values = requestValues(type, scene, { needsApproval, scheduledOn });
  return new Life({ code, type, values, requester, creator, team, scene, at });
}

function codes(): (prefix: string, at: Instant) => string {
  const counted = new Map<string, number>();
  return (prefix, at) => {
    const stem = formatCode(prefix, at, 0);
    const sequence = (counted.get(stem) ?? 0) + 1;
    counted.set(stem, sequence);
    return formatCode(prefix, at, sequence);
  };
}
