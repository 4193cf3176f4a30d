import { useQuery } from '@tanstack/react-query';
import type { RequestDetail } from '../../../../domain/api/requests.ts';
import { TEAM_NAMES, TEAMS } from '../../../../domain/people.ts';
import { correctionForm } from '../../../../domain/requests/correct-form.ts';
import { requestType } from '../../../../domain/requests/types/index.ts';
import { useMe } from '../../../api/queries.ts';
import { personQuery } from '../../../ui/fields/person-field.tsx';
import type { RequestForm } from '../../../ui/form/use-request-form.ts';
import { nameOf } from '../../../ui/name-of.ts';
import { correctWords as words } from '../../../words/correct.ts';
import { changeView } from '../timeline/change-view.ts';
import list from '../timeline/changes.module.css';
import { Change } from '../timeline/changes.tsx';
import classes from './correct.module.css';
import { correctionOutlook } from './outlook.ts';

/** What differs so far, and what follows from it, kept up with what is typed. */
export function CorrectionSummary({
  request,
  form,
}: {
  request: RequestDetail;
  form: RequestForm;
}) {
  const { read: values } = form;
  const outlook = correctionOutlook(request, values, useMe());
  const { fields } = correctionForm(requestType(request.type));
  const lines = useConsequences(request, form, outlook);
  return (
    <aside className={classes.summary} aria-labelledby="what-will-change">
      <h2 id="what-will-change" className={classes.title}>
        {words.summary}
      </h2>
      {outlook.changes.length === 0 ? (
        <p className={classes.dim}>{words.nothing}</p>
      ) : (
        <dl className={`${list.list} ${classes.changes}`}>
          {outlook.changes.map((change) => {
            const field = fields.find(({ name }) => name === change.field) ?? null;
            const isSecret = field?.kind === 'secret';
            return (
              <div key={change.field} className={list.pair}>
                <dt>{field?.label ?? change.field}</dt>
                <dd>
                  <Change
                    view={changeView({ ...change, secret: isSecret }, field, false)}
                    field={field}
                    files={[...form.files.values()]}
                  />
                </dd>
              </div>
            );
          })}
        </dl>
      )}
      {lines.length > 0 && (
        <>
          <h3 className={classes.title}>{words.consequences}</h3>
          <ul aria-live="polite" className={classes.lines}>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
      <p className={classes.note}>{words.visible}</p>
    </aside>
  );
}

function useConsequences(
  request: RequestDetail,
  form: RequestForm,
  outlook: ReturnType<typeof correctionOutlook>,
): readonly string[] {
  const { team: teamNow, requester } = form.read;
  const team = TEAMS.find((each) => each === teamNow) ?? request.team;
  const id = typeof requester === 'number' ? requester : request.requester.id;
  const person = useQuery(personQuery({ canCreate: request.type }, id));
  const lines: string[] = [];
  if (team !== request.team) lines.push(words.moves(TEAM_NAMES[team], TEAM_NAMES[request.team]));
  if (id !== request.requester.id) {
    const name = person.data?.find((each) => each.id === id)?.name ?? words.somebodyElse;
    lines.push(words.belongsTo(name, nameOf(request.requester)));
  }
  if (outlook.waits) lines.push(words.waits);
  if (outlook.withdraws && request.approvedBy !== null) {
    lines.push(words.withdraws(nameOf(request.approvedBy)));
  }
  const isPriced = request.pricing?.receipts.some((receipt) => receipt.supersededAt === null);
  if (outlook.changes.length > 0 && request.status === 'completed' && isPriced === true) {
    lines.push(words.frozen);
    if (team !== request.team) lines.push(words.counted(TEAM_NAMES[team]));
  }
  return lines;
}
