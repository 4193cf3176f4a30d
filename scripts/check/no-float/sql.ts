/**
 * M1 in statements: amounts are numeric in the database and text outside of it. Refused are float
 * types, functions that answer with floats, averages (M4 rounds half-even, PostgreSQL does not), and
 * JSON built with an amount that is not text: a JSON number is a float to whoever reads it.
 */

export type Columns = ReadonlySet<string>;

/** As tables name them, and as JSON built from them does: `final_price`, `finalPrice`. */
export function columnAliases(names: readonly string[]): Columns {
  return new Set(
    names.flatMap((name) => [
      name,
      name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    ]),
  );
}

const FLOAT_TYPE = /\b(?:float[48]?|real|double\s+precision)\b/i;
const FLOAT_FUNCTION = /\b(?:percentile_cont|regr_\w+|corr|covar_\w+)\s*\(/i;
const MAKES_JSON =
  /\b(?:jsonb?_build_(?:object|array)|jsonb?_agg|jsonb?_object_agg|to_jsonb?|row_to_json)\s*\(/gi;

export function floatsInSql(statement: string, columns: Columns): readonly string[] {
  const sql = withoutTexts(statement);
  const found: string[] = [];
  const type = FLOAT_TYPE.exec(sql);
  if (type !== null) found.push(`the type ${type[0]} in a statement`);
  const answering = FLOAT_FUNCTION.exec(sql);
  if (answering !== null) found.push(`${answering[0]}…) answers with a float`);
  for (const { 0: call, index } of sql.matchAll(/\bavg\s*\(/gi)) {
    const inside = group(sql, index + call.length - 1);
    if (amountsIn(inside, columns).length > 0) found.push('avg() of an amount: divide in money.ts');
  }
  for (const { 0: call, index } of sql.matchAll(MAKES_JSON)) {
    const inside = group(sql, index + call.length - 1);
    for (const { name, at } of amountsIn(inside, columns)) {
      if (!becomesText(inside, at, name)) found.push(`${name} goes into JSON without ::text`);
    }
  }
  return [...new Set(found)];
}

/** Comments and quoted texts as blanks of the same length; quoted names stay. */
function withoutTexts(sql: string): string {
  return sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, (text) =>
    ' '.repeat(text.length),
  );
}

/** From the parenthesis at `open` to its partner, both included. */
function group(sql: string, open: number): string {
  let depth = 0;
  for (let at = open; at < sql.length; at += 1) {
    if (sql[at] === '(') depth += 1;
    if (sql[at] === ')') depth -= 1;
    if (depth === 0) return sql.slice(open, at + 1);
  }
  return sql.slice(open);
}

function amountsIn(sql: string, columns: Columns): readonly { name: string; at: number }[] {
  return [...sql.matchAll(/[A-Za-z_]\w*/g)]
    .map(({ 0: name, index }) => ({ name, at: index }))
    .filter(({ name, at }) => columns.has(name) && !isAlias(sql, at) && !isTested(sql, at, name));
}

/** `… AS final_price` names a result; what it is made of has been looked at. */
function isAlias(sql: string, at: number): boolean {
  return /\bAS\s+"?$/i.test(sql.slice(0, at));
}

/** `WHERE discount_percent > 0`: a condition, whose answer is a truth. */
function isTested(sql: string, at: number, name: string): boolean {
  return /^\s*(?:[<>=]|IS\b)/i.test(sql.slice(at + name.length));
}

/** `final_price::text`, or within parentheses that end in `)::text`, as `sum(final_price)::text` does. */
function becomesText(sql: string, at: number, name: string): boolean {
  let depth = 0;
  for (let place = at + name.length; place < sql.length; place += 1) {
    if (sql[place] === '(') depth += 1;
    if (sql[place] === ')') depth -= 1;
    const isOutside = depth < 0;
    const follows = isOutside ? sql.slice(place + 1) : sql.slice(place);
    if ((isOutside || place === at + name.length) && /^"?\s*::\s*text\b/i.test(follows))
      return true;
    if (isOutside) depth = 0;
  }
  return false;
}
