import {
  ROLE_NAMES,
  ROLES,
  type Role,
  TEAM_NAMES,
  TEAMS,
  type Team,
} from '../../../../domain/people.ts';
import { REQUEST_TYPES } from '../../../../domain/requests/types/index.ts';
import { ExplainedCheckbox } from '../../../ui/explained-checkbox.tsx';
import { accessWords as words } from '../../../words/users.ts';
import classes from './access-fields.module.css';

interface AccessFieldsProps {
  readonly roles: readonly Role[];
  readonly teams: readonly Team[];
  /** P7: said beside the role that cannot be taken away. */
  readonly lastAdmin?: string | null;
  readonly errors?: Readonly<Record<string, string>>;
  readonly onRoles: (roles: readonly Role[]) => void;
  readonly onTeams: (teams: readonly Team[]) => void;
}

/** Roles and teams as boxes, each with what it lets somebody do. */
export function AccessFields(props: AccessFieldsProps) {
  const { roles, teams, lastAdmin = null, errors = {}, onRoles, onTeams } = props;
  return (
    <>
      <Group
        name={words.roles}
        options={ROLES.map((role) => ({
          value: role,
          label: ROLE_NAMES[role],
          explains: words.role[role],
          fixed: role === 'admin' && roles.includes('admin') ? lastAdmin : null,
        }))}
        chosen={roles}
        error={errors.roles}
        onChange={onRoles}
      />
      <Group
        name={words.teams}
        options={TEAMS.map((team) => ({
          value: team,
          label: TEAM_NAMES[team],
          explains: words.team(typesOf(team)),
          fixed: null,
        }))}
        chosen={teams}
        error={errors.teams}
        onChange={onTeams}
      />
      {roles.length === 0 && teams.length === 0 && <p className={classes.note}>{words.none}</p>}
    </>
  );
}

/** P1, as the types themselves declare it. */
function typesOf(team: Team): string {
  return REQUEST_TYPES.filter(({ teams }) => teams.includes(team))
    .map(({ name }) => name)
    .join(', ');
}

interface GroupProps<V extends string> {
  readonly name: string;
  readonly options: readonly {
    readonly value: V;
    readonly label: string;
    readonly explains: string;
    /** Why it cannot be changed. */
    readonly fixed: string | null;
  }[];
  readonly chosen: readonly V[];
  readonly error: string | undefined;
  /** In the options' order, whatever was ticked first. */
  readonly onChange: (chosen: readonly V[]) => void;
}

function Group<V extends string>({ name, options, chosen, error, onChange }: GroupProps<V>) {
  const toggle = (value: V) =>
    onChange(
      options
        .map((option) => option.value)
        .filter((each) => chosen.includes(each) !== (each === value)),
    );
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{name}</legend>
      {options.map(({ value, label, explains, fixed }) => (
        <ExplainedCheckbox
          key={value}
          label={label}
          explains={fixed === null ? explains : `${explains} ${fixed}`}
          checked={chosen.includes(value)}
          disabled={fixed !== null}
          onChange={() => toggle(value)}
        />
      ))}
      {error !== undefined && (
        <p role="alert" className={classes.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
