import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { CalendarDay, Instant } from '../../domain/kernel/calendar.ts';
import type {
  Channel,
  DeliveryState,
  LeftOutMention,
  SuppressedReason,
} from '../../domain/notifications/deliveries.ts';
import type { NotificationEvent, OutboxEvent } from '../../domain/notifications/events.ts';
import type { Role, Team } from '../../domain/people.ts';
import type { EventAction } from '../../domain/requests/actions.ts';
import type { RequestTypeKey, Values } from '../../domain/requests/define.ts';
import type { Priority, Status } from '../../domain/requests/request.ts';

/**
 * The tables as the query builder sees them; `migrations/` is what makes them, and a test compares
 * the two column by column. Instants, days and numerics arrive as text (types.ts).
 */

/** Written as JSON text: the driver would turn a bare JavaScript array into a PostgreSQL one. */
type Json<T> = ColumnType<T, string, string>;
type JsonOrNull<T> = ColumnType<T | null, string | null, string | null>;
type JsonWithDefault<T> = ColumnType<T, string | undefined, string>;

export interface UsersTable {
  id: GeneratedAlways<number>;
  username: string;
  email: string;
  first_name: Generated<string>;
  last_name: Generated<string>;
  timezone: Generated<string>;
  slack_member_id: string | null;
  telegram_user_id: number | null;
  password_hash: string | null;
  roles: Generated<Role[]>;
  teams: Generated<Team[]>;
  is_active: Generated<boolean>;
  created_at: Generated<Instant>;
  updated_at: Generated<Instant>;
  last_sign_in_at: Instant | null;
}

export interface SessionsTable {
  token_hash: Uint8Array;
  user_id: number;
  created_at: Generated<Instant>;
  last_seen_at: Generated<Instant>;
  expires_at: Instant;
  address: string | null;
  user_agent: string | null;
}

export interface SignInAttemptsTable {
  id: GeneratedAlways<number>;
  address: string;
  account_hash: Uint8Array;
  at: Generated<Instant>;
  succeeded: boolean;
}

export interface SettingsTable {
  key: string;
  value: Json<unknown>;
  updated_at: Generated<Instant>;
  updated_by: number | null;
}

export interface AuditLogTable {
  id: GeneratedAlways<number>;
  at: Generated<Instant>;
  actor_id: number | null;
  action: string;
  target: string | null;
  details: JsonWithDefault<Values>;
  address: string | null;
}

export interface CodeCountersTable {
  prefix: string;
  year: number;
  quarter: number;
  last: number;
}

export interface RequestsTable {
  id: GeneratedAlways<number>;
  code: string;
  type: RequestTypeKey;
  variant: string | null;
  requester_id: number;
  creator_id: number;
  team: Team;
  priority: Generated<Priority>;
  partner_name: string | null;
  instructions: string | null;
  data: Json<Values>;
  operation: JsonOrNull<Values>;
  status: Status;
  created_at: Instant;
  updated_at: Instant;
  status_since: Instant;
  scheduled_on: CalendarDay | null;
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
  approved_content: JsonOrNull<Values>;
  version: Generated<number>;
  thread_title: string;
}

/** Kept by a trigger on `requests`. */
export interface RequestSearchTable {
  request_id: number;
  text: string;
}

export interface RequestSecretsTable {
  request_id: number;
  field: string;
  key_id: string;
  nonce: Uint8Array;
  ciphertext: Uint8Array;
}

export interface RequestEventsTable {
  id: GeneratedAlways<number>;
  request_id: number;
  at: Instant;
  actor_id: number | null;
  action: EventAction;
  from_status: Status | null;
  to_status: Status;
  details: JsonWithDefault<Values>;
}

export interface RequestEventTextsTable {
  event_id: number;
  message: string | null;
  changes: JsonWithDefault<Readonly<Record<string, { from: string; to: string }>>>;
  redacted_at: Instant | null;
  redacted_by: number | null;
}

export interface FilesTable {
  id: Generated<string>;
  storage_key: string;
  name: string;
  size_bytes: number;
  sha256: Uint8Array;
  mime_type: string;
  csv: JsonOrNull<Values>;
  uploader_id: number;
  uploaded_at: Generated<Instant>;
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
  content: Json<Values>;
  secrets_key_id: string | null;
  secrets_nonce: Uint8Array | null;
  secrets_ciphertext: Uint8Array | null;
  file_ids: Generated<string[]>;
  saved_at: Instant;
}

export interface IdempotencyKeysTable {
  user_id: number;
  key: string;
  fingerprint: Uint8Array;
  status: number;
  answer: Json<unknown>;
  created_at: Generated<Instant>;
}

export interface NotificationsTable {
  id: GeneratedAlways<number>;
  request_id: number;
  request_event_id: number;
  event: OutboxEvent;
  people: Json<Values>;
  slack_mentions: Generated<number[]>;
  slack_reaction: string | null;
  created_at: Instant;
}

export interface DeliveryLanesTable {
  id: GeneratedAlways<number>;
  request_id: number;
  channel: Channel;
  recipient: string;
  wake_at: Instant | null;
  held_by: number | null;
  /** As the channel keeps it: EmailThread, SlackThread or TelegramThread. */
  thread: JsonOrNull<Values>;
}

export interface DeliveriesTable {
  id: GeneratedAlways<number>;
  notification_id: number;
  request_id: number;
  channel: Channel;
  recipient: string;
  user_id: number | null;
  state: Generated<DeliveryState>;
  suppressed_reason: SuppressedReason | null;
  attempts: Generated<number>;
  next_attempt_at: Instant;
  last_error: string | null;
  provider_id: string | null;
  created_at: Instant;
  finished_at: Instant | null;
  lane_id: number;
  position: Generated<number>;
  resend: Generated<number>;
  retrying_since: Instant | null;
  attempt_started_at: Instant | null;
  uncertain_since: Instant | null;
  sent_again_at: Instant | null;
  left_out: JsonWithDefault<readonly LeftOutMention[]>;
}

export interface NotificationChannelsTable {
  channel: Channel;
  off_since: Instant | null;
  off_reason: string | null;
}

export interface NotificationTogglesTable {
  event: NotificationEvent;
  channel: Channel;
  is_on: boolean;
}

export interface NotificationMutesTable {
  user_id: number;
  event: OutboxEvent;
  channel: Channel;
}

export interface TelegramLinksTable {
  token_hash: Uint8Array;
  user_id: number;
  expires_at: Instant;
}

export interface SchemaMigrationsTable {
  version: number;
  name: string;
  checksum: string;
  applied_at: Generated<Instant>;
}

export interface Database {
  users: UsersTable;
  sessions: SessionsTable;
  sign_in_attempts: SignInAttemptsTable;
  settings: SettingsTable;
  audit_log: AuditLogTable;
  code_counters: CodeCountersTable;
  requests: RequestsTable;
  request_search: RequestSearchTable;
  request_secrets: RequestSecretsTable;
  request_events: RequestEventsTable;
  request_event_texts: RequestEventTextsTable;
  files: FilesTable;
  request_files: RequestFilesTable;
  drafts: DraftsTable;
  idempotency_keys: IdempotencyKeysTable;
  notifications: NotificationsTable;
  delivery_lanes: DeliveryLanesTable;
  deliveries: DeliveriesTable;
  notification_channels: NotificationChannelsTable;
  notification_toggles: NotificationTogglesTable;
  notification_mutes: NotificationMutesTable;
  telegram_links: TelegramLinksTable;
  schema_migrations: SchemaMigrationsTable;
}
