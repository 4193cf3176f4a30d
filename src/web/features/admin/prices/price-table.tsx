import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import {
  OPERATION_KEYS,
  OPERATIONS,
  type OperationKey,
} from '../../../../domain/pricing/operations.ts';
import {
  PRICE_FIELD_NAMES,
  PRICE_FIELDS,
  type PriceField,
} from '../../../../domain/pricing/price-list.ts';
import { priceListWords as words } from '../../../words/prices.ts';
import editorClasses from './editor.module.css';
import classes from './prices.module.css';

interface PriceTableProps {
  readonly cell: (operation: OperationKey, field: PriceField) => ReactNode;
  readonly isEditable?: boolean;
}

/** Ten operations × three prices; on a phone one block for each operation. */
export function PriceTable({ cell, isEditable = false }: PriceTableProps) {
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, {
    getInitialValueInEffect: false,
  });
  if (isPhone && isEditable) {
    return (
      <ul className={editorClasses.blocks}>
        {OPERATION_KEYS.map((operation) => (
          <li key={operation} className={editorClasses.block}>
            <h3 className={editorClasses.blockTitle}>
              {OPERATIONS[operation].name}
              <Counts operation={operation} />
            </h3>
            <div className={editorClasses.blockCells}>
              {PRICE_FIELDS.map((field) => (
                <div key={field}>{cell(operation, field)}</div>
              ))}
            </div>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <table className={`${classes.table} ${editorClasses.prices}`} aria-label={words.pricesTable}>
      <thead>
        <tr>
          <th scope="col">{words.operation}</th>
          {PRICE_FIELDS.map((field) => (
            <th key={field} scope="col" className={classes.figure}>
              {PRICE_FIELD_NAMES[field]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {OPERATION_KEYS.map((operation) => (
          <tr key={operation}>
            <th scope="row">
              {OPERATIONS[operation].name}
              <Counts operation={operation} />
            </th>
            {PRICE_FIELDS.map((field) => (
              <td key={field} className={classes.figure}>
                {cell(operation, field)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Where the name does not say what is counted. */
function Counts({ operation }: { operation: OperationKey }) {
  const { name, counts } = OPERATIONS[operation];
  const isPlain = counts.toLowerCase() === `${name.toLowerCase()}s`;
  return isPlain ? null : <span className={editorClasses.counts}>{counts}</span>;
}
