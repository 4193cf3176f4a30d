import { Button } from '@mantine/core';
import { ApiError } from '../../api/client.ts';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { reportsWords as words } from '../../words/reports.ts';

interface ReportErrorProps {
  readonly error: unknown;
  readonly title?: string;
  readonly onRetry: () => void;
  /** Back to the period that a report begins with. */
  readonly onThisMonth: () => void;
}

/** Why there is no report. An address that asks for days that cannot be shown is told what is wrong. */
export function ReportError(props: ReportErrorProps) {
  const { error, title = words.refused, onRetry, onThisMonth } = props;
  const issues = error instanceof ApiError ? (error.problem.issues ?? []) : [];
  if (issues.length === 0) return <ErrorState error={error} onRetry={onRetry} />;
  return (
    <div role="alert">
      <EmptyState
        title={title}
        actions={
          <Button variant="default" onClick={onThisMonth}>
            {words.thisMonth}
          </Button>
        }
      >
        {issues.map(({ path, message }) => (
          <p key={path}>{words.issue(path, message)}</p>
        ))}
      </EmptyState>
    </div>
  );
}
