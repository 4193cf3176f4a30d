import type { PriceListDetail, SaveDraftBody } from '../../../../domain/api/prices.ts';
import type { Issue } from '../../../../domain/errors.ts';
import {
  OPERATION_KEYS,
  OPERATIONS,
  type OperationKey,
} from '../../../../domain/pricing/operations.ts';
import {
  checkDraft,
  type DraftContent,
  PRICE_FIELD_NAMES,
  PRICE_FIELDS,
  type PriceField,
} from '../../../../domain/pricing/price-list.ts';
import { priceListWords as words } from '../../../words/prices.ts';

/** A draft as its fields show it: text at the paths that issues name. */
export type Typed = Readonly<Record<string, string>>;

export function pathOf(operation: OperationKey, field: PriceField): string {
  return `prices.${operation}.${field}`;
}

const CELLS = OPERATION_KEYS.flatMap((operation) =>
  PRICE_FIELDS.map((field) => ({ operation, field, path: pathOf(operation, field) })),
);
/** In the order of the page. */
export const PATHS: readonly string[] = ['title', 'effectiveOn', ...CELLS.map(({ path }) => path)];

export function typedOf(list: Pick<PriceListDetail, 'title' | 'effectiveOn' | 'prices'>): Typed {
  return {
    title: list.title,
    effectiveOn: list.effectiveOn ?? '',
    ...Object.fromEntries(
      CELLS.map(({ operation, field, path }) => [path, list.prices[operation][field] ?? '']),
    ),
  };
}

/** What the domain makes of it. */
export function readTyped(typed: Typed): {
  readonly content: DraftContent;
  readonly issues: readonly Issue[];
} {
  return checkDraft(draftOf(typed));
}

function draftOf(typed: Typed) {
  return {
    title: typed.title ?? '',
    effectiveOn: typed.effectiveOn ?? '',
    prices: Object.fromEntries(
      OPERATION_KEYS.map((operation) => [
        operation,
        Object.fromEntries(
          PRICE_FIELDS.map((field) => [field, typed[pathOf(operation, field)] ?? '']),
        ),
      ]),
    ),
  };
}

/**
 * What can be saved of it: a field that cannot be read keeps what is stored, so that one slip does
 * not hold back the others.
 */
export function savable(typed: Typed, stored: Typed): Typed {
  const { issues } = readTyped(typed);
  return issues.length === 0
    ? typed
    : { ...typed, ...Object.fromEntries(issues.map(({ path }) => [path, stored[path] ?? ''])) };
}

export function bodyOf(typed: Typed, revision: number): SaveDraftBody {
  return { revision, ...draftOf(typed) };
}

/** Values written differently are the same value: `1.5` and `1.50`. */
export function normalised(typed: Typed): Typed {
  const { content, issues } = readTyped(typed);
  const read = typedOf({ ...content, prices: { ...content.prices } });
  return { ...read, ...Object.fromEntries(issues.map(({ path }) => [path, typed[path] ?? ''])) };
}

export interface Differing {
  readonly path: string;
  readonly from: string;
  readonly to: string;
}

/** Where two drafts differ, in the order of the page. */
export function differing(from: Typed, to: Typed): readonly Differing[] {
  const [a, b] = [normalised(from), normalised(to)];
  return PATHS.map((path) => ({ path, from: a[path] ?? '', to: b[path] ?? '' })).filter(
    (each) => each.from !== each.to,
  );
}

/** "Client price, CSV row". */
export function nameOfPath(path: string): string {
  if (path === 'title') return words.name;
  if (path === 'effectiveOn') return words.effectiveOn;
  const cell = CELLS.find((each) => each.path === path);
  return cell === undefined
    ? ''
    : words.priceOf(PRICE_FIELD_NAMES[cell.field], OPERATIONS[cell.operation].name);
}
