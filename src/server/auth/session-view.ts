import type { SessionRow } from '../../domain/api/users.ts';
import type { LiveSession } from './sessions-queries.ts';

export function sessionRowView(row: LiveSession): SessionRow {
  return {
    id: row.id,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    address: row.address,
    userAgent: row.user_agent,
    isCurrent: row.is_current,
  };
}
