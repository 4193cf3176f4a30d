import type { Me } from '../../../domain/api/people.ts';
import { instantFromEpochMs } from '../../../domain/kernel/calendar.ts';
import { TEAM_NAMES, type Team } from '../../../domain/people.ts';
import type { RequestType } from '../../../domain/requests/define.ts';
import { variantLabel } from '../../../domain/requests/naming.ts';
import { PRIORITY_NAMES } from '../../../domain/requests/request.ts';
import { fileIds } from '../../../domain/requests/request-form.ts';
import type { RequestForm } from '../../ui/form/use-request-form.ts';
import { useNowMs } from '../../ui/now.ts';
import { summary as words } from '../../words/new-request.ts';
import classes from './new-request.module.css';
import { outlook } from './outlook.ts';
import { type Requester, TEAM } from './whom.ts';

/** "What will happen", kept up with what is typed. */
export function Summary(props: {
  readonly form: RequestForm;
  readonly type: RequestType;
  readonly me: Me;
  readonly requester: Requester | null;
}) {
  const { form, type, me, requester } = props;
  const nowMs = useNowMs();
  const values = form.read;
  const lines =
    requester === null
      ? [words.requesterFirst]
      : outlook({ type, values, creator: me, requester, now: instantFromEpochMs(nowMs) });
  const team = teamOf(requester, values[TEAM]);
  const priority = values.priority;
  const files = fileIds(form.form, values).length;
  const uploading = form.uploads.list.filter(({ state }) => state.kind === 'running').length;
  const filesText = [
    ...(files > 0 ? [words.filesCount(files)] : []),
    ...(uploading > 0 ? [words.uploading(uploading)] : []),
  ].join(', ');
  const rows: readonly (readonly [string, string | null])[] = [
    [words.requester, requester?.name ?? null],
    [words.team, team === null ? null : TEAM_NAMES[team]],
    [variantName(type), variantLabel(type, values)],
    [words.partner, typeof values.partnerName === 'string' ? values.partnerName : null],
    [words.priority, priority === 'high' || priority === 'low' ? PRIORITY_NAMES[priority] : null],
    [words.files, filesText === '' ? null : filesText],
  ];
  return (
    <aside className={classes.summary} aria-labelledby="what-will-happen">
      <h2 id="what-will-happen" className={classes.summaryTitle}>
        {words.title}
      </h2>
      <div aria-live="polite" className={classes.outlook}>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <dl className={classes.summaryFacts}>
        {rows.map(
          ([label, value]) =>
            value !== null && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      {team !== null && <p className={classes.summaryNote}>{words.visible(TEAM_NAMES[team])}</p>}
    </aside>
  );
}

function variantName(type: RequestType): string {
  return type.form.fields.find(({ name }) => name === type.variantField)?.label ?? '';
}

function teamOf(requester: Requester | null, chosen: unknown): Team | null {
  const teams = requester?.teams ?? [];
  return teams.find((team) => team === chosen) ?? (teams.length === 1 ? (teams[0] ?? null) : null);
}
