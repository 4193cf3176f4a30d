import type { ColumnType, Generated } from 'kysely';
import type { Instant } from '../../domain/kernel/calendar.ts';
import type { NotificationEvent } from '../../domain/notifications/events.ts';
import type { Role, Team } from '../../domain/people.ts';
import type { RequestTypeKey, Values } from '../../domain/requests/define.ts';
import type { Priority, Status } from '../../domain/requests/request.ts';

/**
 * The tables of `migrations/` as the query builder sees them. The driver gives int8 as number,
 * timestamptz as ISO UTC text, date and numeric as text (types.ts).
 */

/** jsonb: read as a value, written as JSON text. */
type Json<T> = ColumnType<T, string, string>;
/** An instant with a default in the database. */
type At = ColumnType<Instant, Instant | undefined, Instant>;

export interface UsersTable {
  id: Generated<number>;
  username: string;
  email: string;
  first_name: string;
  last_name: string;
  timezone: string;
  slack_member_id: string | null;
  telegram_user_id: number | null;
  password_hash: string | null;
  roles: Role[];
  teams: Team[];
  is_active: Generated<boolean>;
  created_at: At;
  updated_at: At;
  last_sign_in_at: Instant | null;
}

export interface SessionsTable {
  token_hash: Buffer;
  user_id: number;
  created_at: At;
  last_seen_at: At;
  expires_at: Instant;
  address: string | null;
  user_agent: string | null;
}

export interface SignInAttemptsTable {
  id: Generated<number>;
  address: string;
  account_hash: Buffer;
  at: At;
  succeeded: boolean;
}

export interface SettingsTable {
  key: string;
  value: Json<unknown>;
  updated_at: At;
  updated_by: number | null;
}

export interface AuditLogTable {
  id: Generated<number>;
  at: At;
  actor_id: number | null;
  action: string;
  target: string | null;
  details: Json<Record<string, unknown>>;
  address: string | null;
}

export interface CodeCountersTable {
  prefix: string;
  year: number;
  quarter: number;
  last: number;
}

export interface RequestsTable {
  id: Generated<number>;
  code: string;
  type: RequestTypeKey;
  variant: string | null;
  requester_id: number;
  creator_id: number;
  team: Team;
  priority: Priority;
  partner_name: string | null;
  instructions: string | null;
  data: Json<Values>;
  operation: ColumnType<Values | null, string | null, string | null>;
  status: Status;
  created_at: Instant;
  updated_at: Instant;
  status_since: Instant;
  scheduled_on: string | null;
  scheduled_timezone: string | null;
  scheduled_at: Instant | null;
  operator_id: number | null;
  qa_agent_id: number | null;
  operated_at: Instant | null;
  sent_to_qa_at: Instant | null;
  qa_started_at: Instant | null;
  completed_at: Instant | null;
  cancelled_at: Instant | null;
  cancelled_by: number | null;
  uncancelled_at: Instant | null;
  uncancelled_by: number | null;
  blocked_at: Instant | null;
  blocked_by: number | null;
  tat_start_at: Instant | null;
  update_requested_at: Instant | null;
  update_requested_by: number | null;
  previously_rejected: Generated<boolean>;
  approval_asked: Generated<boolean>;
  approval_waived: Generated<boolean>;
  approved_at: Instant | null;
  approved_by: number | null;
  approved_content: ColumnType<Values | null, string | null, string | null>;
  version: Generated<number>;
  search_text: string;
}

export interface RequestSecretsTable {
  request_id: number;
  field: string;
  key_id: string;
  nonce: Buffer;
  ciphertext: Buffer;
}

/** What an event keeps besides its columns; people by id (R3). */
export interface EventDetails {
  readonly changes?: readonly {
    readonly field: string;
    readonly from?: unknown;
    readonly to?: unknown;
    readonly secret?: true;
    /** Free text: old and new stand in request_event_texts.changes. */
    readonly text?: true;
  }[];
  readonly fileIds?: readonly string[];
  readonly link?: string;
  /** L20: who was assigned; create: the requester when an admin created on behalf. */
  readonly personId?: number;
  readonly redactedEvent?: number;
}

export interface RequestEventsTable {
  id: Generated<number>;
  request_id: number;
  at: Instant;
  actor_id: number | null;
  action: string;
  from_status: Status | null;
  to_status: Status;
  details: Json<EventDetails>;
}

export interface RequestEventTextsTable {
  event_id: number;
  message: string | null;
  changes: Json<Record<string, { from: string | null; to: string | null }>>;
  redacted_at: Instant | null;
  redacted_by: number | null;
}

export interface FilesTable {
  id: Generated<string>;
  storage_key: string;
  name: string;
  size_bytes: number;
  sha256: Buffer;
  mime_type: string;
  csv: ColumnType<{ columns: string[]; rows: number } | null, string | null, string | null>;
  uploader_id: number;
  uploaded_at: At;
}

export interface RequestFilesTable {
  request_id: number;
  file_id: string;
  place: string;
  event_id: number;
}

export interface DraftsTable {
  user_id: number;
  form: string;
  content: Json<{ values: Values; extra: Record<string, unknown> }>;
  secrets_key_id: string | null;
  secrets_nonce: Buffer | null;
  secrets_ciphertext: Buffer | null;
  file_ids: string[];
  saved_at: Instant;
}

export interface IdempotencyKeysTable {
  user_id: number;
  key: string;
  fingerprint: Buffer;
  status: number;
  answer: Json<unknown>;
  created_at: At;
}

export interface NotificationsTable {
  id: Generated<number>;
  request_id: number;
  request_event_id: number;
  event: NotificationEvent;
  people: Json<Record<string, number | null>>;
  slack_mentions: number[];
  slack_reaction: string | null;
  created_at: Instant;
}

export interface DeliveriesTable {
  id: Generated<number>;
  notification_id: number;
  request_id: number;
  channel: 'email' | 'slack' | 'telegram';
  recipient: string;
  user_id: number | null;
  state: Generated<'pending' | 'sending' | 'sent' | 'unknown' | 'failed' | 'suppressed'>;
  suppressed_reason: string | null;
  attempts: Generated<number>;
  next_attempt_at: Instant;
  last_error: string | null;
  provider_id: string | null;
  created_at: Instant;
  finished_at: Instant | null;
}

export interface Database {
  users: UsersTable;
  sessions: SessionsTable;
  sign_in_attempts: SignInAttemptsTable;
  settings: SettingsTable;
  audit_log: AuditLogTable;
  code_counters: CodeCountersTable;
  requests: RequestsTable;
  request_secrets: RequestSecretsTable;
  request_events: RequestEventsTable;
  request_event_texts: RequestEventTextsTable;
  files: FilesTable;
  request_files: RequestFilesTable;
  drafts: DraftsTable;
  idempotency_keys: IdempotencyKeysTable;
  notifications: NotificationsTable;
  deliveries: DeliveriesTable;
}
