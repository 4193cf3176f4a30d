import { parseSync } from 'vite';
import { type Columns, columnAliases, floatsInSql } from './sql.ts';

/**
 * M1 in code: every amount is text, so the only way to a float is to make a number of it. Arithmetic
 * on text does not type-check; this finds what would turn the text into a number first.
 */

export interface Finding {
  readonly line: number;
  readonly what: string;
}

/** `strict`: a folder about money alone, where no number is made of anything. `named`: where the name says it. */
export type Zone = 'strict' | 'named';

/** What amounts are called in code, in wire shapes and in columns. */
const MONEY_NAME = /price|cost|money|amount|discount|subtotal|margin|percent/i;
const MONEY_NAMES: ReadonlySet<string> = new Set(['total', 'final', 'difference']);
/** Names that say money and mean something else: who, when, how many, which. */
const NOT_MONEY =
  /ms$|(?<!dis)count$|id$|^priceLists?$|version|pricedRequests|^priced$|^notPriced$|band$/i;

function isMoneyName(name: string, columns: Columns): boolean {
  if (columns.has(name)) return true;
  return (MONEY_NAME.test(name) || MONEY_NAMES.has(name)) && !NOT_MONEY.test(name);
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

/** @returns what would make a float of an amount, in the order of the file */
export function floatsIn(
  file: string,
  code: string,
  zone: Zone,
  columns: Columns,
): readonly Finding[] {
  const { program, errors } = parseSync(file, code);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`);
  const found: Finding[] = [];
  const report = (node: Node, what: string): void => {
    found.push({ line: code.slice(0, node.start).split('\n').length, what });
  };
  walk(program, (node) => {
    const making = madeNumber(node);
    if (making !== null && (zone === 'strict' || mentionsMoney(making.of, columns))) {
      report(node, `${making.by} makes a number of ${zone === 'strict' ? 'it' : 'an amount'}`);
    }
    if (isAverage(node, columns))
      report(node, 'an average of the database is not rounded as M4 asks');
    for (const said of floatsInSql(sqlOf(node), columns)) report(node, said);
  });
  return found;
}

/** Every table column that the schema types as an amount. */
export function moneyColumns(schema: string): Columns {
  const names = [...schema.matchAll(/^\s*(\w+): .*\b(?:Money|Cost|Percent)\b/gm)];
  return columnAliases(names.map(([, name]) => name ?? ''));
}

interface Making {
  readonly by: string;
  readonly of: unknown;
}

function madeNumber(node: Node): Making | null {
  if (node.type === 'UnaryExpression' && node.operator === '+') {
    return isLiteral(node.argument) ? null : { by: 'unary plus', of: node.argument };
  }
  if (node.type === 'TSAsExpression' && isNode(node.typeAnnotation)) {
    const isNumber = node.typeAnnotation.type === 'TSNumberKeyword';
    return isNumber ? { by: 'the assertion “as number”', of: node.expression } : null;
  }
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return null;
  const called = nameOf(node.callee);
  if (NUMBER_MAKERS.has(called)) return { by: called, of: node.arguments };
  const { callee } = node;
  if (isNode(callee) && callee.type === 'MemberExpression') {
    const method = nameOf(callee.property);
    if (method === 'toNumber') return { by: '.toNumber', of: callee };
    if (method === 'map' && Array.isArray(node.arguments)) {
      const by = nameOf(node.arguments[0]);
      if (NUMBER_MAKERS.has(by)) return { by: `map(${by})`, of: callee };
    }
  }
  return null;
}

const NUMBER_MAKERS: ReadonlySet<string> = new Set([
  'Number',
  'parseFloat',
  'parseInt',
  'Number.parseFloat',
  'Number.parseInt',
]);

/** `fn.avg('final_price')` of the query builder. */
function isAverage(node: Node, columns: Columns): boolean {
  if (node.type !== 'CallExpression' || !isNode(node.callee)) return false;
  const { callee } = node;
  if (callee.type !== 'MemberExpression' || nameOf(callee.property) !== 'avg') return false;
  return mentionsMoney(node.arguments, columns);
}

/** The text of a statement, a space where a value stands; empty for everything else. */
function sqlOf(node: Node): string {
  if (node.type !== 'TaggedTemplateExpression' || !/^sql\b/.test(nameOf(node.tag))) return '';
  const { quasi } = node;
  if (!isNode(quasi) || !Array.isArray(quasi.quasis)) return '';
  return quasi.quasis
    .map((part: { readonly value: { readonly raw: string } }) => part.value.raw)
    .join(' ');
}

function mentionsMoney(part: unknown, columns: Columns): boolean {
  let mentions = false;
  walk(part, (node) => {
    const isName = node.type === 'Identifier' && isMoneyName(String(node.name), columns);
    const isText = node.type === 'Literal' && typeof node.value === 'string';
    if (isName || (isText && isMoneyName(String(node.value), columns))) mentions = true;
  });
  return mentions;
}

function isLiteral(part: unknown): boolean {
  return isNode(part) && part.type === 'Literal';
}

/** `Number.parseFloat`, `sql`; empty for what has no name. */
function nameOf(part: unknown): string {
  if (!isNode(part)) return '';
  if (part.type === 'Identifier') return String(part.name);
  if (part.type === 'TSInstantiationExpression') return nameOf(part.expression);
  if (part.type !== 'MemberExpression') return '';
  return `${nameOf(part.object)}.${nameOf(part.property)}`;
}

function walk(part: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(part)) {
    for (const each of part) walk(each, visit);
    return;
  }
  if (typeof part !== 'object' || part === null) return;
  if (isNode(part)) visit(part);
  for (const each of Object.values(part)) {
    if (typeof each === 'object') walk(each, visit);
  }
}

function isNode(part: unknown): part is Node {
  return typeof part === 'object' && part !== null && 'type' in part && 'start' in part;
}
