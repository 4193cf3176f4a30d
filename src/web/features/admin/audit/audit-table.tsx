import { ChevronRight } from 'lucide-react';
import { Fragment, type MouseEvent } from 'react';
import type { AuditEntry } from '../../../../domain/api/audit.ts';
import { formatMoment } from '../../../format.ts';
import { useNowMs, useViewerZone } from '../../../ui/now.ts';
import { Moment } from '../../../ui/time.tsx';
import { auditWords as words } from '../../../words/audit.ts';
import { GhostRows } from '../ghost-rows.tsx';
import type { OpenRows } from '../open-rows.ts';
import classes from '../rows.module.css';
import { Actor, AuditDetails, auditActionName, factsText, Target } from './audit-entry.tsx';

const COLUMNS = [
  { key: 'details', width: 52 },
  { key: 'at', width: 168 },
  { key: 'actor', width: 184 },
  { key: 'action', width: 216 },
  { key: 'target', width: 184 },
  { key: 'facts', width: undefined },
  { key: 'address', width: 148 },
] as const;

interface AuditTableProps {
  /** Null while the first answer is on its way: rows of the same height stand in. */
  readonly entries: readonly AuditEntry[] | null;
  readonly open: OpenRows;
}

export function AuditTable({ entries, open }: AuditTableProps) {
  return (
    <div className={classes.scroll}>
      <table
        className={classes.table}
        style={{ minWidth: 1080 }}
        aria-label={words.table}
        aria-busy={entries === null}
      >
        <colgroup>
          {COLUMNS.map(({ key, width }) => (
            <col key={key} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {COLUMNS.map(({ key }) => (
              <th key={key} scope="col">
                <span className={key === 'details' ? classes.hidden : undefined}>{words[key]}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries === null ? (
            <GhostRows columns={COLUMNS.map(({ key }) => key)} />
          ) : (
            entries.map((entry) => <Row key={entry.id} entry={entry} open={open} />)
          )}
        </tbody>
      </table>
    </div>
  );
}

function Row({ entry, open }: { entry: AuditEntry; open: OpenRows }) {
  const { id, at, actor, action, address } = entry;
  const zone = useViewerZone();
  const nowMs = useNowMs();
  const isOpen = open.has(id);
  const detailsId = `entry-${id}`;
  const facts = factsText(entry);
  // The whole row is a large target for the mouse; the button is the one for everybody.
  const onRowClick = (click: MouseEvent) => {
    if (click.target instanceof Element && click.target.closest('a, button')) return;
    if (getSelection()?.isCollapsed === false) return;
    open.toggle(id);
  };
  return (
    <Fragment>
      <tr className={classes.row} data-open={isOpen || undefined} onClick={onRowClick}>
        <td>
          <button
            type="button"
            className={classes.expand}
            aria-expanded={isOpen}
            aria-controls={detailsId}
            aria-label={words.showDetails(auditActionName(action), formatMoment(at, nowMs, zone))}
            onClick={() => open.toggle(id)}
          >
            <ChevronRight size={14} aria-hidden="true" />
          </button>
        </td>
        <td className={`${classes.dim} ${classes.figures}`}>
          <Moment at={at} />
        </td>
        <td>
          <Actor actor={actor} />
        </td>
        <td title={auditActionName(action)}>{auditActionName(action)}</td>
        <td>
          <Target entry={entry} />
        </td>
        <td className={classes.dim} title={facts}>
          {facts}
        </td>
        <td className={`${classes.dim} ${classes.figures}`} title={address ?? undefined}>
          {address}
        </td>
      </tr>
      {isOpen && (
        <tr className={classes.opened}>
          <td colSpan={COLUMNS.length} id={detailsId}>
            <AuditDetails entry={entry} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}
