import type { CountAnswer, CountOf, View } from '../../../domain/api/requests.ts';
import { epochMs } from '../../../domain/kernel/calendar.ts';
import type { Actor } from '../../../domain/people.ts';
import { type Policy, seesEverything } from '../../../domain/permissions.ts';
import { viewSlices } from '../../../domain/requests/views.ts';
import type { Context } from '../../context.ts';
import { type Filters, isFiltered, NO_FILTERS } from './filters.ts';
import { countUpTo } from './queries.ts';

const MOST = 10_000;
const KEPT_MS = 10_000;
const MOST_KEPT = 5_000;

/**
 * Counts, kept for ten seconds and shared by everyone for whom they are the same: people who see
 * everything share theirs. Those asking for the same count at once wait for one statement.
 */
export class Counts {
  readonly #context: Pick<Context, 'db' | 'now'>;
  readonly #kept = new Map<
    string,
    { readonly untilMs: number; readonly count: Promise<CountOf> }
  >();

  constructor(context: Pick<Context, 'db' | 'now'>) {
    this.#context = context;
  }

  /** Every ready view of this person, and what the filters leave when there are any. */
  async of(
    actor: Actor,
    filters: Filters,
    policy: Pick<Policy, 'fourEyesQa'>,
  ): Promise<CountAnswer> {
    const view = (name: Exclude<View, 'all'>): Promise<CountOf> | null => {
      const slices = viewSlices(name, actor, policy);
      return slices === null ? null : this.#count(actor, { ...NO_FILTERS, slices });
    };
    const [myWork, myRequests, needsApproval, all, filtered] = await Promise.all([
      view('my_work'),
      view('my_requests'),
      view('needs_approval'),
      this.#count(actor, NO_FILTERS),
      isFiltered(filters) ? this.#count(actor, filters) : null,
    ]);
    return {
      views: { my_work: myWork, my_requests: myRequests, needs_approval: needsApproval, all },
      filtered,
    };
  }

  #count(actor: Actor, filters: Filters): Promise<CountOf> {
    const nowMs = epochMs(this.#context.now());
    const key = scopeOf(actor, filters);
    const kept = this.#kept.get(key);
    if (kept !== undefined && kept.untilMs > nowMs) return kept.count;
    const count = countUpTo(this.#context.db, actor, filters, MOST).then((found) => ({
      count: Math.min(found, MOST),
      more: found > MOST,
    }));
    this.#kept.delete(key);
    this.#kept.set(key, { untilMs: nowMs + KEPT_MS, count });
    this.#forget(nowMs);
    // A failure is not kept: the next one asks again.
    count.catch(() => this.#kept.delete(key));
    return count;
  }

  /** Drops what is over, oldest first, and the oldest beyond the most. */
  #forget(nowMs: number): void {
    for (const [key, { untilMs }] of this.#kept) {
      if (untilMs > nowMs && this.#kept.size <= MOST_KEPT) return;
      this.#kept.delete(key);
    }
  }
}

/** Equal for people and filters whose counts are equal. */
function scopeOf(actor: Actor, filters: Filters): string {
  const isPersonal = filters.slices.some(({ relation }) => relation !== 'anyone');
  const seen = seesEverything(actor) ? null : [actor.id, ...actor.teams.toSorted()];
  return JSON.stringify([seen, isPersonal ? actor.id : null, filters]);
}
