import { z } from 'zod';
import { me, personOptions, profileBody } from '../../domain/api/people.ts';
import { DomainError } from '../../domain/errors.ts';
import { ROLES } from '../../domain/people.ts';
import { canCreateOnBehalf } from '../../domain/permissions.ts';
import { REQUEST_TYPE_KEYS } from '../../domain/requests/define.ts';
import { requestType } from '../../domain/requests/types/index.ts';
import type { Context } from '../context.ts';
import type { App } from '../http/app-type.ts';
import { changeProfile } from './commands.ts';
import { findPeople } from './queries.ts';
import { personOptionView } from './view.ts';

const peopleQuery = z.object({
  search: z.string().max(100, 'At most 100 characters').optional(),
  id: z.coerce.number('This must be the number of a person').int().positive().optional(),
  role: z.enum(ROLES).optional(),
  canCreate: z.enum(REQUEST_TYPE_KEYS).optional(),
  limit: z.coerce.number('This must be a number from 1 to 100').int().min(1).max(100).default(20),
});

export function registerPeopleRoutes(app: App, context: Context): void {
  app.patch(
    '/api/me',
    {
      schema: {
        tags: ['Account'],
        summary: 'Change your profile',
        description:
          'Fields that are absent stay as they are. The email is changed with POST /api/me/email, or by an admin.',
        body: profileBody,
        response: { 200: me },
      },
    },
    (request) => changeProfile(context, request.actor, request.body, request.ip),
  );

  app.get(
    '/api/people',
    {
      schema: {
        tags: ['People'],
        summary: 'Find people by name',
        description:
          'Active people, ordered by name, 20 unless `limit` says otherwise. People without a role find themselves, their teams, operators and QA agents. `id` names one person, active or not. `role` keeps those who hold it. `canCreate` (admins) keeps those for whom a request of this type may be created, with the teams it could be for.',
        querystring: peopleQuery,
        response: { 200: personOptions },
      },
    },
    async ({ query, actor }) => {
      if (query.canCreate !== undefined && !canCreateOnBehalf(actor)) {
        throw new DomainError('not_allowed', 'Only admins create requests for somebody else.');
      }
      const teams = query.canCreate === undefined ? undefined : requestType(query.canCreate).teams;
      const rows = await findPeople(context.db, actor, { ...query, anyTeam: teams });
      return { people: rows.map((row) => personOptionView(row, teams ?? [])) };
    },
  );
}
