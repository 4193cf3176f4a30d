import type { PriceField } from '../../../../domain/pricing/price-list.ts';
import { priceListWords as words } from '../../../words/prices.ts';
import { difference } from './differences.ts';
import editorClasses from './editor.module.css';

interface PriceDifferenceProps {
  readonly field: PriceField;
  /** Null where there is nothing to compare with. */
  readonly was: string | null;
  /** Null while it is not filled in or cannot be read. */
  readonly is: string | null;
}

/** "was 1.25" over "+0.10, +8.0 %"; nothing where nothing differs. */
export function PriceDifference({ field, was, is }: PriceDifferenceProps) {
  if (was === null) return null;
  const change = is === null ? null : difference(field, was, is);
  if (is !== null && change === null) return null;
  return (
    <span className={editorClasses.difference}>
      <span className={editorClasses.was}>{words.was(was)}</span>
      {change !== null && (
        <span className={editorClasses.change}>
          <span>{change.percent === null ? change.amount : `${change.amount},`}</span>{' '}
          {change.percent !== null && <span>{change.percent}</span>}
        </span>
      )}
    </span>
  );
}
