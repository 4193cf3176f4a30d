-- Administration: accounts by invitation and registration, jobs, audit log, corrections, the company's look.

-- P7: an erased user keeps the row that events name by id, and nothing else.
ALTER TABLE users
  ADD COLUMN erased_at timestamptz,
  -- Somebody who registered themself; without role and team they wait for an admin to give them one.
  ADD COLUMN registered_at timestamptz,
  ADD CONSTRAINT users_erased CHECK (erased_at IS NULL OR (NOT is_active AND password_hash IS NULL
    AND roles = '{}' AND teams = '{}' AND slack_member_id IS NULL AND telegram_user_id IS NULL));

-- A person names one of their sessions by this; the token is nobody's to read.
ALTER TABLE sessions ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY UNIQUE;

-- One-time links sent by mail. The token is made from the id under SECRET_KEY: nothing here opens anything.
CREATE TABLE account_links (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('invitation', 'password_reset', 'email_change', 'registration')),
  -- Null for a registration: there is nobody yet.
  user_id bigint REFERENCES users,
  -- Where it was sent; of an email change, the new address. Null once its user was erased.
  email text CHECK (email = lower(email)),
  created_at timestamptz NOT NULL,
  created_by bigint REFERENCES users,
  expires_at timestamptz NOT NULL,
  mailed_at timestamptz,
  used_at timestamptz,
  -- A newer link for the same purpose took its place, or it was taken back.
  revoked_at timestamptz,
  CHECK (user_id IS NOT NULL OR purpose = 'registration')
);
CREATE UNIQUE INDEX account_links_open ON account_links (purpose, user_id)
  WHERE used_at IS NULL AND revoked_at IS NULL AND user_id IS NOT NULL;
CREATE UNIQUE INDEX account_links_open_registration ON account_links (email)
  WHERE used_at IS NULL AND revoked_at IS NULL AND purpose = 'registration';
CREATE INDEX account_links_user ON account_links (user_id, id);
CREATE INDEX account_links_created ON account_links (created_at);
CREATE INDEX account_links_email ON account_links (email, created_at);

-- Plain mails about an account, to an address that it has, or had until then.
CREATE TABLE account_notices (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('has_account', 'email_changed_from', 'email_changed_to', 'password_reset')),
  user_id bigint NOT NULL REFERENCES users,
  -- Null once its user was erased.
  email text CHECK (email = lower(email)),
  created_at timestamptz NOT NULL,
  mailed_at timestamptz
);
CREATE INDEX account_notices_user ON account_notices (user_id);
CREATE INDEX account_notices_email ON account_notices (email, created_at);
CREATE INDEX account_notices_created ON account_notices (created_at);

-- Whoever asks for mails is limited like whoever signs in, without keeping anybody from signing in.
ALTER TABLE sign_in_attempts ADD COLUMN kind text NOT NULL DEFAULT 'sign_in' CHECK (kind IN ('sign_in', 'mail'));

-- The audit log names people by id, so that erasing one (P7) leaves no name behind.
ALTER TABLE audit_log ADD COLUMN target_user_id bigint REFERENCES users;
ALTER TABLE audit_log DISABLE TRIGGER audit_log_append_only;
UPDATE audit_log SET target_user_id = users.id, target = NULL
  FROM users
  WHERE lower(audit_log.target) = lower(users.username) AND audit_log.action IN ('sign_in', 'sign_in_failed',
    'password_changed', 'password_change_failed', 'profile_changed', 'admin_created', 'notification_muted',
    'notification_unmuted', 'telegram_linked', 'telegram_unlinked');
ALTER TABLE audit_log ENABLE TRIGGER audit_log_append_only;
CREATE INDEX audit_log_target_user ON audit_log (target_user_id, id) WHERE target_user_id IS NOT NULL;
CREATE INDEX audit_log_action ON audit_log (action, id);
CREATE INDEX audit_log_actor_id ON audit_log (actor_id, id);
DROP INDEX audit_log_actor, audit_log_target;
CREATE INDEX audit_log_address ON audit_log USING gin (host(address) gin_trgm_ops);
CREATE INDEX audit_log_target_text ON audit_log USING gin (target gin_trgm_ops);

-- Jobs that run by the clock, as admins see and stop them.
CREATE TABLE job_pauses (
  task text PRIMARY KEY,
  paused_at timestamptz NOT NULL,
  paused_by bigint NOT NULL REFERENCES users,
  reason text NOT NULL
);
CREATE TABLE job_runs (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  task text NOT NULL,
  job_id bigint NOT NULL,
  attempt integer NOT NULL,
  -- By the clock, by what somebody did, or by an admin's "run now".
  cause text NOT NULL CHECK (cause IN ('schedule', 'order', 'admin')),
  ordered_by bigint REFERENCES users,
  -- The number whose advisory lock its worker holds while it lives.
  worker integer NOT NULL,
  started_at timestamptz NOT NULL,
  -- Null while it runs, and for ever when its worker was killed.
  ended_at timestamptz,
  outcome text CHECK (outcome IN ('done', 'failed')),
  error text,
  CHECK ((ended_at IS NULL) = (outcome IS NULL)),
  CHECK (error IS NULL OR outcome = 'failed')
);
CREATE INDEX job_runs_task ON job_runs (task, id);
CREATE INDEX job_runs_started ON job_runs (started_at);

-- The request to the api that a notification stems from, as the logs name it.
ALTER TABLE notifications ADD COLUMN trace_id text;
-- Why an admin gave a delivery up.
ALTER TABLE deliveries ADD COLUMN drop_reason text,
  ADD CHECK ((drop_reason IS NOT NULL) = (suppressed_reason IS NOT DISTINCT FROM 'dropped'));

-- At most one; its address carries the hash of the content.
CREATE TABLE company_logo (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  content bytea NOT NULL CHECK (length(content) <= 524288),
  mime_type text NOT NULL CHECK (mime_type IN ('image/png', 'image/jpeg', 'image/webp')),
  sha256 bytea NOT NULL,
  updated_at timestamptz NOT NULL,
  updated_by bigint REFERENCES users
);

-- D5: a correction of the team moves a completed request from one team's figures to the other's; the
-- sums of its month hear of it by completions_unfold_updated.
CREATE OR REPLACE FUNCTION keep_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'completions are never deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  -- Sums of its month, people and status would not hear of it.
  IF (NEW.request_id, NEW.event_id, NEW.completed_at, NEW.type, NEW.operator_id, NEW.qa_agent_id,
      NEW.elapsed_ms, NEW.scheduled_ms, NEW.approval_ms, NEW.pending_ms, NEW.operate_ms, NEW.qa_pending_ms,
      NEW.qa_ms, NEW.blocked_ms, NEW.cancelled_ms, NEW.completed_ms, NEW.tat_ms, NEW.tat_pending_ms,
      NEW.tat_operate_ms, NEW.tat_qa_pending_ms, NEW.tat_qa_ms, NEW.tat_other_ms)
    IS DISTINCT FROM (OLD.request_id, OLD.event_id, OLD.completed_at, OLD.type, OLD.operator_id,
      OLD.qa_agent_id, OLD.elapsed_ms, OLD.scheduled_ms, OLD.approval_ms, OLD.pending_ms, OLD.operate_ms,
      OLD.qa_pending_ms, OLD.qa_ms, OLD.blocked_ms, OLD.cancelled_ms, OLD.completed_ms, OLD.tat_ms,
      OLD.tat_pending_ms, OLD.tat_operate_ms, OLD.tat_qa_pending_ms, OLD.tat_qa_ms, OLD.tat_other_ms) THEN
    RAISE EXCEPTION 'when and by whom a request was completed does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.price_list_id IS NOT NULL AND
    (NEW.price_list_id, NEW.priced_at, NEW.client_total, NEW.operate_total, NEW.qa_total)
      IS DISTINCT FROM (OLD.price_list_id, OLD.priced_at, OLD.client_total, OLD.operate_total, OLD.qa_total) THEN
    RAISE EXCEPTION 'frozen totals do not change' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.superseded_at IS NOT NULL AND (
    NEW.team IS DISTINCT FROM OLD.team
    OR (NEW.superseded_at, NEW.superseded_event_id) IS DISTINCT FROM (OLD.superseded_at, OLD.superseded_event_id)
    OR (OLD.price_list_id IS NOT NULL AND (NEW.discount_percent, NEW.discount_amount, NEW.final_price)
      IS DISTINCT FROM (OLD.discount_percent, OLD.discount_amount, OLD.final_price))) THEN
    RAISE EXCEPTION 'a superseded completion does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
