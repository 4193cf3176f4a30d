import { Switch } from '@mantine/core';
import classes from './switch-table.module.css';

interface Line<K extends string> {
  readonly key: K;
  readonly label: string;
}

interface SwitchTableProps<R extends string, C extends string> {
  /** Of the table, for screen readers. */
  readonly name: string;
  /** Heads the column of row names. */
  readonly rowsName: string;
  readonly rows: readonly Line<R>[];
  readonly columns: readonly Line<C>[];
  /** Null: there is nothing to switch in this cell. */
  readonly isOn: (row: R, column: C) => boolean | null;
  /** Of a switch, from the names of its row and column. */
  readonly nameOf: (row: string, column: string) => string;
  /** Said to screen readers in a cell without a switch. */
  readonly nothing?: string;
  readonly onChange: (row: R, column: C, isOn: boolean) => void;
}

/** Rows × columns of switches, also at phone width. */
export function SwitchTable<R extends string, C extends string>(props: SwitchTableProps<R, C>) {
  const { name, rowsName, rows, columns, isOn, nameOf, nothing, onChange } = props;
  return (
    <table className={classes.table} aria-label={name}>
      <thead>
        <tr>
          <th scope="col">{rowsName}</th>
          {columns.map((column) => (
            <th key={column.key} scope="col" className={classes.cell}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row">{row.label}</th>
            {columns.map((column) => {
              const value = isOn(row.key, column.key);
              return (
                <td key={column.key} className={classes.cell}>
                  {value === null ? (
                    <span className={classes.nothing}>
                      <span aria-hidden="true">–</span>
                      <span className={classes.hidden}>{nothing}</span>
                    </span>
                  ) : (
                    <Switch
                      size="sm"
                      className={classes.switch ?? ''}
                      withThumbIndicator={false}
                      aria-label={nameOf(row.label, column.label)}
                      checked={value}
                      onChange={(event) =>
                        onChange(row.key, column.key, event.currentTarget.checked)
                      }
                    />
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
