import type { UserDetail, UserRow } from '../../../domain/api/users.ts';
import { displayName, LAST_ADMIN } from '../../../domain/people.ts';
import type { OpenLink } from '../../auth/links/queries.ts';
import { sessionRowView } from '../../auth/session-view.ts';
import type { LiveSession } from '../../auth/sessions-queries.ts';
import type { OpenRequests, UserDetailRow, UserListRow } from './queries.ts';

export function userRowView(row: UserListRow): UserRow {
  return {
    id: row.id,
    username: row.username,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    name: displayName({
      firstName: row.first_name,
      lastName: row.last_name,
      username: row.username,
    }),
    timezone: row.timezone,
    roles: row.roles,
    teams: row.teams,
    state: row.state,
    createdAt: row.created_at,
    lastSignInAt: row.last_sign_in_at,
    liveSessions: row.live_sessions,
  };
}

export function userDetailView(
  row: UserDetailRow,
  sessions: readonly LiveSession[],
  link: OpenLink | null,
  openRequests: OpenRequests,
): UserDetail {
  return {
    ...userRowView(row),
    slackMemberId: row.slack_member_id,
    hasTelegram: row.has_telegram,
    registeredAt: row.registered_at,
    erasedAt: row.erased_at,
    sessions: sessions.map(sessionRowView),
    openLink: openLinkView(link),
    openRequests,
    lastAdmin: row.is_last_admin ? LAST_ADMIN : null,
  };
}

function openLinkView(link: OpenLink | null): UserDetail['openLink'] {
  // A registration has no account that it could be shown with.
  if (link === null || link.purpose === 'registration') return null;
  return {
    purpose: link.purpose,
    email: link.email,
    createdAt: link.created_at,
    expiresAt: link.expires_at,
    mailedAt: link.mailed_at,
  };
}
