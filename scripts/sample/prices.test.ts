import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApp } from '../../tests/helpers/app.ts';
import { loadSampleData } from './load.ts';

const test = useApp();

beforeAll(async () => {
  await loadSampleData(test.db, {
    now: test.clock.now(),
    requests: 400,
    files: test.context.files,
    secretBox: test.context.secretBox,
  });
});

async function one(query: ReturnType<typeof sql<Record<string, unknown>>>) {
  const { rows } = await query.execute(test.db);
  return rows[0];
}

describe('prices of the sample year', () => {
  it('M2: has lists that were, are and will be in force, a draft, and requests from before the first', async () => {
    const found = await one(sql`
      SELECT count(*) FILTER (WHERE version IS NOT NULL AND effective_on <= ${test.clock.now()}::date) AS begun,
        count(*) FILTER (WHERE effective_on > ${test.clock.now()}::date AND version IS NOT NULL) AS upcoming,
        count(*) FILTER (WHERE version IS NULL) AS drafts FROM price_lists`);
    expect(found).toEqual({ begun: 3, upcoming: 1, drafts: 1 });
    const priced = await one(sql`
      SELECT count(*) FILTER (WHERE price_list_id IS NULL) > 0 AS some_not,
        count(DISTINCT price_list_id) AS lists,
        count(*) FILTER (WHERE discount_percent > 0) > 0 AS discounted,
        count(*) FILTER (WHERE superseded_at IS NOT NULL AND price_list_id IS NOT NULL) > 0 AS superseded
      FROM completions`);
    expect(priced).toEqual({ some_not: true, lists: 3, discounted: true, superseded: true });
  });

  it('every completed request, and no other, has one completion that counts, with its times (X4)', async () => {
    const wrong = await one(sql`
      SELECT count(*) AS wrong FROM requests
      FULL JOIN (SELECT * FROM completions WHERE superseded_at IS NULL) AS c ON c.request_id = requests.id
      WHERE (requests.status = 'completed') IS DISTINCT FROM (c.id IS NOT NULL)
        OR c.completed_at <> requests.completed_at
        OR c.operator_id <> requests.operator_id OR c.qa_agent_id <> requests.qa_agent_id
        OR c.tat_ms <> round(extract(epoch FROM requests.completed_at - requests.tat_start_at) * 1000)
        OR c.elapsed_ms <> round(extract(epoch FROM requests.completed_at - requests.created_at) * 1000)
        OR c.discount_percent <> requests.discount_percent`);
    expect(wrong).toEqual({ wrong: 0 });
  });

  it('M3: totals are the sums of their lines', async () => {
    const wrong = await one(sql`
      SELECT count(*) AS wrong FROM completions
      LEFT JOIN (SELECT completion_id, sum(client_subtotal) AS client, sum(operate_subtotal) AS operate,
        sum(qa_subtotal) AS qa FROM completion_lines GROUP BY 1) AS l ON l.completion_id = completions.id
      WHERE client_total <> coalesce(client, 0) OR operate_total <> coalesce(operate, 0)
        OR qa_total <> coalesce(qa, 0)`);
    expect(wrong).toEqual({ wrong: 0 });
  });
});
