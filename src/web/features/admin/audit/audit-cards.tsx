import { ChevronRight } from 'lucide-react';
import type { AuditEntry } from '../../../../domain/api/audit.ts';
import { formatMoment } from '../../../format.ts';
import { useNowMs, useViewerZone } from '../../../ui/now.ts';
import { Moment } from '../../../ui/time.tsx';
import { auditWords as words } from '../../../words/audit.ts';
import { GhostCards } from '../ghost-rows.tsx';
import type { OpenRows } from '../open-rows.ts';
import classes from '../rows.module.css';
import { Actor, AuditDetails, auditActionName, factsText, Target } from './audit-entry.tsx';

interface AuditCardsProps {
  readonly entries: readonly AuditEntry[] | null;
  readonly open: OpenRows;
}

/** The log at phone width. */
export function AuditCards({ entries, open }: AuditCardsProps) {
  return (
    <ul className={classes.cards} aria-label={words.table} aria-busy={entries === null}>
      {entries === null ? (
        <GhostCards />
      ) : (
        entries.map((entry) => (
          <li key={entry.id} className={classes.card}>
            <Card entry={entry} open={open} />
          </li>
        ))
      )}
    </ul>
  );
}

function Card({ entry, open }: { entry: AuditEntry; open: OpenRows }) {
  const { id, at, actor, action } = entry;
  const zone = useViewerZone();
  const nowMs = useNowMs();
  const isOpen = open.has(id);
  const detailsId = `entry-${id}`;
  return (
    <>
      <div className={classes.line}>
        <span className={classes.who}>
          <Actor actor={actor} />
        </span>
        <span className={classes.dim}>
          <Moment at={at} />
        </span>
      </div>
      <button
        type="button"
        className={classes.cardTitle}
        aria-expanded={isOpen}
        aria-controls={detailsId}
        aria-label={words.showDetails(auditActionName(action), formatMoment(at, nowMs, zone))}
        onClick={() => open.toggle(id)}
      >
        <ChevronRight size={14} aria-hidden="true" />
        {auditActionName(action)}
      </button>
      <div className={classes.line}>
        <span className={classes.who}>
          <Target entry={entry} />
        </span>
      </div>
      {!isOpen && <p className={classes.cardReason}>{factsText(entry)}</p>}
      <div id={detailsId} hidden={!isOpen}>
        {isOpen && <AuditDetails entry={entry} />}
      </div>
    </>
  );
}
