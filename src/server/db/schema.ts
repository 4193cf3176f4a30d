import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { CalendarDay, Instant } from '../../domain/kernel/calendar.ts';
import type { Cost, Money, Percent } from '../../domain/kernel/money.ts';
import type {
  Channel,
  DeliveryState,
  LeftOutMention,
  SuppressedReason,
} from '../../domain/notifications/deliveries.ts';
import type { NotificationEvent, OutboxEvent } from '../../domain/notifications/events.ts';
import type { Role, Team } from '../../domain/people.ts';
import type { OperationKey } from '../../domain/pricing/operations.ts';
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
  erased_at: Instant | null;
  registered_at: Instant | null;
}

export interface SessionsTable {
  token_hash: Uint8Array;
  user_id: number;
  created_at: Generated<Instant>;
  last_seen_at: Generated<Instant>;
  expires_at: Instant;
  address: string | null;
  user_agent: string | null;
  id: GeneratedAlways<number>;
}

export type AccountLinkPurpose = 'invitation' | 'password_reset' | 'email_change' | 'registration';

export interface AccountLinksTable {
  id: GeneratedAlways<number>;
  purpose: AccountLinkPurpose;
  user_id: number | null;
  email: string | null;
  created_at: Instant;
  created_by: number | null;
  expires_at: Instant;
  mailed_at: Instant | null;
  used_at: Instant | null;
  revoked_at: Instant | null;
}

export type AccountNoticeKind =
  | 'has_account'
  | 'email_changed_from'
  | 'email_changed_to'
  | 'password_reset';

export interface AccountNoticesTable {
  id: GeneratedAlways<number>;
  kind: AccountNoticeKind;
  user_id: number;
  email: string | null;
  created_at: Instant;
  mailed_at: Instant | null;
}

export type AttemptKind = 'sign_in' | 'mail';

export interface SignInAttemptsTable {
  id: GeneratedAlways<number>;
  address: string;
  account_hash: Uint8Array;
  at: Generated<Instant>;
  succeeded: boolean;
  kind: Generated<AttemptKind>;
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
  target_user_id: number | null;
}

export interface JobPausesTable {
  task: string;
  paused_at: Instant;
  paused_by: number;
  reason: string;
}

export type JobCause = 'schedule' | 'order' | 'admin';

export interface JobRunsTable {
  id: GeneratedAlways<number>;
  task: string;
  job_id: number;
  attempt: number;
  cause: JobCause;
  ordered_by: number | null;
  worker: number;
  started_at: Instant;
  ended_at: Instant | null;
  outcome: 'done' | 'failed' | null;
  error: string | null;
}

export interface CompanyLogoTable {
  is_only: Generated<boolean>;
  content: Uint8Array;
  mime_type: string;
  sha256: Uint8Array;
  updated_at: Instant;
  updated_by: number | null;
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
  discount_percent: Generated<Percent>;
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
  trace_id: string | null;
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
  drop_reason: string | null;
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

export interface PriceListsTable {
  id: GeneratedAlways<number>;
  version: number | null;
  title: string;
  effective_on: CalendarDay | null;
  revision: Generated<number>;
  created_at: Instant;
  created_by: number;
  updated_at: Instant;
  updated_by: number;
  published_at: Instant | null;
  published_by: number | null;
  withdrawn_at: Instant | null;
  withdrawn_by: number | null;
  discarded_at: Instant | null;
  discarded_by: number | null;
}

export interface PriceListPricesTable {
  price_list_id: number;
  operation: OperationKey;
  client_price: Money | null;
  operate_cost: Cost | null;
  qa_cost: Cost | null;
}

export type PriceListAction = 'create' | 'edit' | 'publish' | 'withdraw' | 'discard' | 'apply';

export interface PriceListEventsTable {
  id: GeneratedAlways<number>;
  price_list_id: number;
  at: Instant;
  actor_id: number;
  action: PriceListAction;
  changes: JsonWithDefault<readonly Values[]>;
}

/** Rows are made by a trigger on `request_events`; only prices are written by the server. */
export interface CompletionsTable {
  id: GeneratedAlways<number>;
  request_id: number;
  event_id: number;
  completed_at: Instant;
  type: RequestTypeKey;
  team: Team;
  operator_id: number | null;
  qa_agent_id: number | null;
  elapsed_ms: number;
  scheduled_ms: number;
  approval_ms: number;
  pending_ms: number;
  operate_ms: number;
  qa_pending_ms: number;
  qa_ms: number;
  blocked_ms: number;
  cancelled_ms: number;
  completed_ms: number;
  tat_ms: number;
  tat_pending_ms: number;
  tat_operate_ms: number;
  tat_qa_pending_ms: number;
  tat_qa_ms: number;
  tat_other_ms: number;
  tat_bucket: GeneratedAlways<number>;
  operate_bucket: GeneratedAlways<number>;
  qa_bucket: GeneratedAlways<number>;
  price_list_id: number | null;
  priced_at: Instant | null;
  client_total: Money | null;
  operate_total: Cost | null;
  qa_total: Cost | null;
  discount_percent: Percent | null;
  discount_amount: Money | null;
  final_price: Money | null;
  price_band: GeneratedAlways<number | null>;
  corrected_at: Instant | null;
  superseded_at: Instant | null;
  superseded_event_id: number | null;
}

export interface CompletionLinesTable {
  completion_id: number;
  operation: OperationKey;
  quantity: number;
  client_price: Money;
  operate_cost: Cost;
  qa_cost: Cost;
  client_subtotal: Money;
  operate_subtotal: Cost;
  qa_subtotal: Cost;
}

/** Kept by a trigger on `request_events`. */
export interface RejectionsTable {
  event_id: number;
  request_id: number;
  at: Instant;
  type: RequestTypeKey;
  team: Team;
  from_status: Status;
  rejected_by: number | null;
  operator_id: number | null;
  qa_agent_id: number | null;
}

/** Kept by triggers on `request_events` and `request_event_texts`. */
export interface BlocksTable {
  event_id: number;
  request_id: number;
  type: RequestTypeKey;
  team: Team;
  began_at: Instant;
  ended_at: Instant | null;
  reason_hash: string | null;
}

export interface ReportMonthsTable {
  month: CalendarDay;
  folded_at: Instant | null;
}

export interface CompletionDaysTable {
  day: CalendarDay;
  team: Team;
  type: RequestTypeKey;
  completed: number;
  priced: number;
  client_total: Money;
  discount_amount: Money;
  final_price: Money;
  operate_total: Cost;
  qa_total: Cost;
  elapsed_ms: number;
  scheduled_ms: number;
  approval_ms: number;
  pending_ms: number;
  operate_ms: number;
  qa_pending_ms: number;
  qa_ms: number;
  blocked_ms: number;
  cancelled_ms: number;
  completed_ms: number;
  tat_ms: number;
  tat_pending_ms: number;
  tat_operate_ms: number;
  tat_qa_pending_ms: number;
  tat_qa_ms: number;
  tat_other_ms: number;
}

export interface CompletionDayQuantitiesTable {
  day: CalendarDay;
  team: Team;
  type: RequestTypeKey;
  operation: OperationKey;
  quantity: number;
}

export interface CompletionHistogramsTable {
  month: CalendarDay;
  measure: 'tat' | 'price' | 'operate' | 'qa';
  dimension: string;
  bucket: number;
  count: number;
  low: number | null;
  high: number | null;
}

export interface WorkDaysTable {
  day: CalendarDay;
  person_id: number;
  role: 'operator' | 'qa_agent';
  taken: number;
  completed: number;
  rejected: number;
}

export type ExportState = 'waiting' | 'running' | 'ready' | 'failed' | 'cancelled' | 'expired';

export interface ReportExportsTable {
  id: Generated<string>;
  user_id: number;
  query: Json<Values>;
  file_name: string;
  state: Generated<ExportState>;
  rows_total: number;
  rows_done: Generated<number>;
  attempts: Generated<number>;
  storage_key: string | null;
  size_bytes: number | null;
  error: string | null;
  created_at: Instant;
  finished_at: Instant | null;
  expires_at: Instant | null;
  seen_at: Instant | null;
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
  account_links: AccountLinksTable;
  account_notices: AccountNoticesTable;
  sign_in_attempts: SignInAttemptsTable;
  settings: SettingsTable;
  audit_log: AuditLogTable;
  job_pauses: JobPausesTable;
  job_runs: JobRunsTable;
  company_logo: CompanyLogoTable;
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
  price_lists: PriceListsTable;
  price_list_prices: PriceListPricesTable;
  price_list_events: PriceListEventsTable;
  completions: CompletionsTable;
  completion_lines: CompletionLinesTable;
  rejections: RejectionsTable;
  blocks: BlocksTable;
  report_months: ReportMonthsTable;
  completion_days: CompletionDaysTable;
  completion_day_quantities: CompletionDayQuantitiesTable;
  completion_histograms: CompletionHistogramsTable;
  work_days: WorkDaysTable;
  report_exports: ReportExportsTable;
  schema_migrations: SchemaMigrationsTable;
}
