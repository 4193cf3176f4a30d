import type { UserDetail } from '../../../../domain/api/users.ts';
import { SaveFoot } from '../../../ui/settings/save-foot.tsx';
import { Section } from '../../../ui/settings/section.tsx';
import { userWords as words } from '../../../words/users.ts';
import { AccessFields } from './access-fields.tsx';
import { useUserForm } from './use-user-form.ts';
import classes from './user.module.css';
import { type AccessChoice, accessChanges } from './user-changes.ts';

export function AccessSection({ user }: { user: UserDetail }) {
  const { roles, teams } = user;
  const form = useUserForm<AccessChoice>(user, { roles, teams }, (choice) =>
    accessChanges(user, choice),
  );
  return (
    <Section title={words.accessTitle} lead={words.accessLead}>
      <form
        ref={form.ref}
        className={classes.fields}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          form.save();
        }}
      >
        <AccessFields
          roles={form.values.roles}
          teams={form.values.teams}
          lastAdmin={user.lastAdmin}
          errors={form.errors}
          onRoles={(chosen) => form.set('roles', chosen)}
          onTeams={(chosen) => form.set('teams', chosen)}
        />
        <SaveFoot isSaving={form.isSaving} isSaved={form.isSaved} failure={form.failure} />
      </form>
    </Section>
  );
}
