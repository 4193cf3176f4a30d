import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ImportAnswer } from '../../../../domain/api/users.ts';
import { useSite } from '../../../api/settings.ts';
import { useImportUsers } from '../../../api/users.ts';
import { formatCount } from '../../../format.ts';
import { failureText } from '../../../ui/failure-text.ts';
import { Page } from '../../../ui/page.tsx';
import { Section } from '../../../ui/settings/section.tsx';
import { UnsavedGuard, useUnsaved } from '../../../ui/settings/unsaved.tsx';
import { importWords as words } from '../../../words/users.ts';
import classes from './import.module.css';
import { ImportColumns } from './import-columns.tsx';
import { ImportFile } from './import-file.tsx';
import { ImportResult } from './import-result.tsx';
import { type Rows, rowsProblem } from './import-rows.ts';
import { InviteChoice } from './invite-choice.tsx';

/** Section 10: many accounts from a CSV file. A trial shows what would become of each row first. */
export function ImportPage() {
  return (
    <Page
      title={words.title}
      documentTitle={words.title}
      maxWidth={1040}
      lead={
        <>
          <Link to="/admin/users" className={classes.back}>
            <ArrowLeft size={14} aria-hidden="true" />
            {words.toUsers}
          </Link>
          <p>{words.lead}</p>
        </>
      }
    >
      <UnsavedGuard>
        <Import />
      </UnsavedGuard>
    </Page>
  );
}

const NOTHING: Rows = { csv: '', file: null };

function Import() {
  const [rows, setRows] = useState<Rows>(NOTHING);
  const [isInvited, setInvited] = useState(true);
  const [problem, setProblem] = useState<string | null>(null);
  const [answer, setAnswer] = useState<ImportAnswer | null>(null);
  const [isDone, setDone] = useState(false);
  const importing = useImportUsers();
  const canMail = useSite()?.canMail ?? true;
  const result = useRef<HTMLHeadingElement>(null);
  useUnsaved(rows.csv.trim() !== '' && !isDone);
  // What was asked for is below the form: on a small screen it would come unseen.
  useEffect(() => {
    if (answer !== null) result.current?.focus();
  }, [answer]);

  /** Other rows are another question: what was answered is no longer about them. */
  function change(next: Rows) {
    setRows(next);
    setProblem(null);
    setAnswer(null);
    setDone(false);
    importing.reset();
  }

  function send(isTrial: boolean) {
    const wrong = rowsProblem(rows.csv);
    setProblem(wrong);
    if (wrong !== null || importing.isPending) return;
    importing.mutate(
      { csv: rows.csv, isInvited: isInvited && canMail, isTrial },
      {
        onSuccess: (fresh) => {
          setAnswer(fresh);
          setDone(!isTrial);
        },
      },
    );
  }

  return (
    <>
      <Section title={words.fileTitle} lead={words.fileLead}>
        <ImportColumns />
        <ImportFile rows={rows} problem={problem} onChange={change} onProblem={setProblem} />
        <InviteChoice canMail={canMail} isInvited={isInvited} onChange={setInvited} />
        <div className={classes.foot}>
          <Button
            variant={answer === null ? 'filled' : 'default'}
            loading={importing.isPending && answer === null}
            onClick={() => send(true)}
          >
            {answer === null ? words.check : words.again}
          </Button>
          <span role="alert" className={classes.failed}>
            {importing.isError && failureText(importing.error)}
          </span>
        </div>
      </Section>
      {answer !== null && (
        <ImportResult
          answer={answer}
          csv={rows.csv}
          isDone={isDone}
          heading={result}
          actions={
            isDone ? (
              <Button variant="default" onClick={() => change(NOTHING)}>
                {words.another}
              </Button>
            ) : willCreate(answer) === 0 ? (
              <p className={classes.note}>{words.noneToCreate}</p>
            ) : (
              <Button loading={importing.isPending} onClick={() => send(false)}>
                {words.create(
                  words.users(formatCount(willCreate(answer)), willCreate(answer) === 1),
                )}
              </Button>
            )
          }
        />
      )}
    </>
  );
}

function willCreate({ rows }: ImportAnswer): number {
  return rows.filter(({ outcome }) => outcome === 'would_create').length;
}
