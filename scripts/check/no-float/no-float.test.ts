import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { floatsUnder } from './files.ts';

/** Each rule is proven by planting its violation, and what is lawful beside it, in a tree of its own. */
const root = resolve(import.meta.dirname, '../../..');

interface Plant {
  readonly file: string;
  readonly code: string;
  /** What must be said of it; nothing where it is lawful. */
  readonly said?: RegExp;
}

const sql = (statement: string) =>
  `import { sql } from 'kysely';\nexport const q = sql\`${statement}\`;\n`;
const inReports = (name: string, statement: string, said?: RegExp): Plant => ({
  file: `src/server/reports/${name}/queries.ts`,
  code: sql(statement),
  ...(said && { said }),
});
const code = (file: string, text: string, said?: RegExp): Plant => ({
  file,
  code: `${text}\n`,
  ...(said && { said }),
});

const rules: Readonly<Record<string, readonly Plant[]>> = {
  'where money is all there is, no number is made of anything': [
    code('src/domain/pricing/a1.ts', 'export const f = (x: string) => Number(x);', /Number makes/),
    code(
      'src/domain/pricing/a2.ts',
      'export const f = (x: string) => parseFloat(x);',
      /parseFloat/,
    ),
    code('src/domain/pricing/a3.ts', 'export const f = (x: string) => +x;', /unary plus/),
    code(
      'src/server/pricing/a4.ts',
      'export const f = (x: string) => Number.parseFloat(x);',
      /parse/,
    ),
    code(
      'src/server/pricing/lists/a5.ts',
      'export const f = (x: Big) => x.toNumber();',
      /toNumber/,
    ),
    code(
      'src/server/pricing/a6.ts',
      'export const f = (x: string[]) => x.map(Number);',
      /map\(Number/,
    ),
    code('src/domain/pricing/a7.ts', 'export const f = (x: unknown) => x as number;', /as number/),
    code(
      'src/domain/pricing/b1.ts',
      "import { times } from '../kernel/money.ts';\nexport const two = +2;",
    ),
    code('src/domain/pricing/b2.ts', 'export const f = (x: number) => Math.max(x, 1) * 2;'),
    code(
      'src/domain/pricing/b3.ts',
      "export const words = 'Number(price) or +price'; // parseFloat(x)",
    ),
  ],
  'elsewhere no number is made of what is called an amount': [
    code(
      'src/server/reports/a10.ts',
      'export const f = (row: Row) => Number(row.finalPrice);',
      /amount/,
    ),
    code(
      'src/server/reports/a11.ts',
      'export const f = (row: Row) => +row.client_total * 2;',
      /unary/,
    ),
    code(
      'src/domain/reports/a12.ts',
      "export const f = (row: Row) => Number(row['discount'] ?? 0);",
      /am/,
    ),
    code(
      'src/web/features/list/a13.tsx',
      'export const f = (p: P) => <b>{parseInt(p.price)}</b>;',
      /int/i,
    ),
    code(
      'src/web/features/a14.tsx',
      'export const f = (p: P) => Number.parseFloat(p.total);',
      /amount/,
    ),
    code(
      'src/web/features/a15.ts',
      'export const f = (all: P[]) => all.prices.map(Number);',
      /map/,
    ),
    code('scripts/sample/a16.ts', 'export const f = (p: P) => new Number(p.qaCost);', /Number/),
    code(
      'src/web/features/a17.ts',
      'export const f = (p: P) => (p.margin as unknown as number) / 2;',
      /as/,
    ),
    code('src/server/reports/b10.ts', 'export const f = (row: Row) => Number(row.tat_ms);'),
    code('src/server/reports/b11.ts', 'export const f = (id: string) => Number(id) + 1;'),
    code(
      'src/web/features/b12.ts',
      'export const f = (q: Q) => Number(q.priceListId) + q.priceCount;',
    ),
    code('src/web/ui/charts/coordinate.ts', 'export const f = (amount: string) => Number(amount);'),
    code(
      'src/web/ui/charts/a18.ts',
      'export const f = (amount: string) => Number(amount);',
      /amount/,
    ),
  ],
  'statements know no float': [
    inReports('c1', 'SELECT final_price::float8 FROM completions', /type float8/),
    inReports(
      'c2',
      'SELECT sum(final_price)::double precision FROM completions',
      /double precision/,
    ),
    inReports('c3', 'SELECT CAST(qa_total AS REAL) FROM completions', /REAL/),
    inReports('c4', 'SELECT final_price::float FROM completions', /float/),
    inReports(
      'c5',
      'SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY final_price)',
      /percentile_cont/,
    ),
    inReports('c6', 'SELECT avg(final_price) FROM completions', /avg/),
    inReports('c7', 'SELECT avg(coalesce(completions.client_total, 0)) FROM completions', /avg/),
    code(
      'src/server/reports/c8.ts',
      "export const f = (fn: Fn) => fn.avg('final_price');",
      /average/,
    ),
    {
      file: 'migrations/9000-a.sql',
      code: 'CREATE TABLE a (price double precision);\n',
      said: /double/,
    },
    inReports('d1', 'SELECT sum(final_price), avg(tat_ms) FROM completions -- float8'),
    inReports('d2', "SELECT 'real' AS kind, final_price::numeric FROM completions"),
    inReports('d3', 'SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY tat_ms) FROM completions'),
  ],
  'JSON carries amounts as text': [
    inReports(
      'e1',
      "SELECT json_build_object('p', final_price) FROM completions",
      /final_price goes/,
    ),
    inReports(
      'e2',
      "SELECT jsonb_build_object('p', sum(c.client_total)) FROM completions c",
      /client_t/,
    ),
    inReports(
      'e3',
      'SELECT json_agg(discount_amount ORDER BY id) FROM completions',
      /discount_amount/,
    ),
    inReports(
      'e4',
      "SELECT json_agg(json_build_object('a', id::text, 'p', qa_cost, 'q', operate_cost::text))",
      /qa_cost/,
    ),
    inReports('e5', 'SELECT to_jsonb(coalesce(final_price, 0)) FROM completions', /final_price/),
    inReports('e6', 'SELECT json_build_array(finalPrice) FROM told', /finalPrice/),
    inReports('f1', "SELECT json_build_object('p', final_price::text) FROM completions"),
    inReports(
      'f2',
      "SELECT json_build_object('p', (sum(c.final_price) - 1)::text) FROM completions c",
    ),
    inReports(
      'f3',
      "SELECT json_build_object('p', coalesce(sum(final_price), 0)::text, 'n', count(*))",
    ),
    inReports('f4', 'SELECT json_agg(id) FILTER (WHERE final_price > 0), sum(final_price) FROM x'),
    inReports('f5', 'SELECT json_agg(id ORDER BY id) FROM x WHERE x.discount_percent > 0'),
    inReports(
      'f6',
      "SELECT json_agg(json_build_object('n', (SELECT count(*) FROM y WHERE discount_percent > 0)))",
    ),
  ],
};

const planted = mkdtempSync(join(tmpdir(), 'no-float-'));
let said: readonly string[] = [];

beforeAll(() => {
  const schema = 'src/server/db/schema.ts';
  const plants = Object.values(rules).flat();
  for (const { file, code: text } of plants) {
    mkdirSync(dirname(join(planted, file)), { recursive: true });
    writeFileSync(join(planted, file), text);
  }
  mkdirSync(dirname(join(planted, schema)), { recursive: true });
  cpSync(join(root, schema), join(planted, schema));
  said = floatsUnder(planted);
});

afterAll(() => rmSync(planted, { recursive: true, force: true }));

describe('M1: no amount becomes a float, each rule with a planted violation', () => {
  for (const [rule, plants] of Object.entries(rules)) {
    it(`M1: ${rule}`, () => {
      for (const plant of plants) {
        const about = said.filter((each) => each.startsWith(`${plant.file}:`));
        if (plant.said === undefined) expect(about, plant.code).toEqual([]);
        else expect(about.join('\n'), plant.code).toMatch(plant.said);
      }
    });
  }

  it('M1: says where: the file and the line', () => {
    expect(said).toContain('src/server/reports/c1/queries.ts:2 the type float8 in a statement');
  });

  it('M1: this checkout obeys', () => {
    expect(floatsUnder(root)).toEqual([]);
  });
});
