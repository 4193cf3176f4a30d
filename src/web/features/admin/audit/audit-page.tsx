import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import {
  type AuditSearch,
  auditDownloadAddress,
  auditParameters,
  auditQuery,
} from '../../../api/audit.ts';
import { newerThan, olderThan } from '../../../api/places.ts';
import { Page } from '../../../ui/page.tsx';
import { Turns } from '../../../ui/turns.tsx';
import { auditWords as words } from '../../../words/audit.ts';
import { useOpenRows } from '../open-rows.ts';
import classes from '../rows.module.css';
import { RowsOrInstead } from '../rows-or-instead.tsx';
import { AuditCards } from './audit-cards.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { AuditTable } from './audit-table.tsx';
import { NoEntries } from './no-entries.tsx';

const route = getRouteApi('/app/admin/audit');

/** Section 10: the audit log, newest first; what narrows it is in the address. */
export function AuditPage() {
  const search = route.useSearch();
  const answer = useQuery(auditQuery(auditParameters(search)));
  const open = useOpenRows();
  const entries = answer.data?.entries ?? null;
  const isEmpty = entries?.length === 0;
  return (
    <Page
      title={words.title}
      documentTitle={words.title}
      lead={words.lead}
      layout="fill"
      actions={<DownloadButton search={search} />}
    >
      <AuditFilters search={search} />
      <RowsOrInstead
        answer={answer}
        isEmpty={isEmpty}
        none={<NoEntries search={search} />}
        table={<AuditTable entries={entries} open={open} />}
        cards={<AuditCards entries={entries} open={open} />}
      />
      <Foot search={search} next={answer.data?.next ?? null} />
    </Page>
  );
}

function DownloadButton({ search }: { search: AuditSearch }) {
  return (
    <Button
      component="a"
      href={auditDownloadAddress(search)}
      download=""
      variant="default"
      title={words.downloadHelp}
    >
      <Download size={14} aria-hidden="true" />
      <span className={classes.word}>{words.download}</span>
    </Button>
  );
}

function Foot({ search, next }: { search: AuditSearch; next: number | null }) {
  const navigate = useNavigate();
  return (
    <div className={classes.foot}>
      <Turns
        newer={newerThan(search)}
        older={next === null ? null : olderThan(search, next)}
        go={(page) => void navigate({ to: '/admin/audit', search: page })}
        link={(page) => (props) => <Link to="/admin/audit" search={page} {...props} />}
      />
    </div>
  );
}
