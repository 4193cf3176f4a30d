-- Requests, their history, files, drafts, idempotency keys, and the outbox.

CREATE TABLE code_counters (
  prefix text NOT NULL,
  year smallint NOT NULL,
  quarter smallint NOT NULL CHECK (quarter BETWEEN 1 AND 4),
  last integer NOT NULL CHECK (last >= 1),
  PRIMARY KEY (prefix, year, quarter)
);

CREATE TABLE requests (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text NOT NULL UNIQUE CHECK (code ~ '^[A-Z]{2}-[0-9]{2}Q[1-4][0-9]{3,}$'),
  type text NOT NULL CHECK (type IN ('user_records', 'property_records', 'unit_transfer',
    'deactivation_toggle', 'xml_files', 'address_validation', 'stripe_disputes')),
  -- Label of the sub-type or state, kept for lists.
  variant text,
  requester_id bigint NOT NULL REFERENCES users,
  creator_id bigint NOT NULL REFERENCES users,
  team text NOT NULL CHECK (team IN ('revenue', 'support', 'compliance', 'accounting')),
  priority text NOT NULL DEFAULT 'normal' CHECK (priority IN ('low', 'normal', 'high')),
  partner_name text CHECK (length(partner_name) <= 255),
  instructions text,
  -- The type's own values without partner and instructions; files by id, secrets as {"kept": true}.
  data jsonb NOT NULL,
  operation jsonb,
  status text NOT NULL CHECK (status IN ('scheduled', 'pending_approval', 'pending', 'in_progress',
    'qa_pending', 'qa_in_progress', 'blocked', 'completed', 'cancelled')),
  -- Milliseconds, as instants have them: lists page by comparing this value with a cursor's text.
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz NOT NULL,
  status_since timestamptz NOT NULL,
  scheduled_on date,
  scheduled_timezone text,
  -- The instant at which scheduled_on begins in scheduled_timezone: what the activation job asks.
  scheduled_at timestamptz,
  operator_id bigint REFERENCES users,
  qa_agent_id bigint REFERENCES users,
  operated_at timestamptz,
  sent_to_qa_at timestamptz,
  qa_started_at timestamptz,
  completed_at timestamptz,
  cancelled_at timestamptz,
  cancelled_by bigint REFERENCES users,
  uncancelled_at timestamptz,
  uncancelled_by bigint REFERENCES users,
  blocked_at timestamptz,
  blocked_by bigint REFERENCES users,
  tat_start_at timestamptz,
  update_requested_at timestamptz,
  update_requested_by bigint REFERENCES users,
  previously_rejected boolean NOT NULL DEFAULT false,
  approval_asked boolean NOT NULL DEFAULT false,
  approval_waived boolean NOT NULL DEFAULT false,
  approved_at timestamptz,
  approved_by bigint REFERENCES users,
  -- The content as it was approved (L2), secrets as kept markers.
  approved_content jsonb,
  version integer NOT NULL DEFAULT 1 CHECK (version >= 1),

  CHECK ((scheduled_on IS NULL) = (scheduled_timezone IS NULL) AND (scheduled_on IS NULL) = (scheduled_at IS NULL)),
  CHECK (status <> 'scheduled' OR scheduled_on IS NOT NULL),
  CHECK (status <> 'in_progress' OR operator_id IS NOT NULL),
  CHECK (status <> 'qa_in_progress' OR qa_agent_id IS NOT NULL),
  CHECK (status <> 'blocked' OR (blocked_at IS NOT NULL AND blocked_by IS NOT NULL)),
  CHECK ((status = 'completed') = (completed_at IS NOT NULL)),
  CHECK ((status = 'cancelled') = (cancelled_at IS NOT NULL)),
  CHECK (status <> 'completed' OR (tat_start_at IS NOT NULL AND operation IS NOT NULL)),
  CHECK (status NOT IN ('scheduled', 'pending_approval') OR tat_start_at IS NULL),
  CHECK ((update_requested_at IS NULL) = (update_requested_by IS NULL)),
  CHECK ((approved_at IS NULL) = (approved_by IS NULL)),
  CHECK (approved_by IS NULL OR approved_by NOT IN (requester_id, creator_id))
);
CREATE INDEX requests_newest ON requests (created_at DESC, id DESC);
CREATE INDEX requests_requester ON requests (requester_id, created_at DESC, id DESC);
-- One's own requests in teams that one is not in: few, and found without walking through the others.
CREATE INDEX requests_requester_team ON requests (requester_id, team);
CREATE INDEX requests_team ON requests (team, created_at DESC, id DESC);
-- For members of a team: that it has no request of some type must not cost a walk through all of it.
CREATE INDEX requests_team_type ON requests (team, type, created_at DESC, id DESC);
CREATE INDEX requests_status ON requests (status, created_at DESC, id DESC);
CREATE INDEX requests_type ON requests (type, created_at DESC, id DESC);
CREATE INDEX requests_operator ON requests (operator_id, created_at DESC, id DESC) WHERE operator_id IS NOT NULL;
CREATE INDEX requests_qa_agent ON requests (qa_agent_id, created_at DESC, id DESC) WHERE qa_agent_id IS NOT NULL;
CREATE INDEX requests_due ON requests (scheduled_at) WHERE status = 'scheduled';
-- Types belong to teams: without this the planner expects accounting to have user records, and
-- walks through everything to find none.
CREATE STATISTICS requests_combinations (mcv) ON team, type, status FROM requests;
-- People belong to teams too: hardly anybody has requests in another one.
CREATE STATISTICS requests_people_in_teams (mcv) ON requester_id, team FROM requests;
ALTER STATISTICS requests_people_in_teams SET STATISTICS 1000;

-- What the dashboard searches, kept by a trigger: people are found by their present names and
-- matched by id, so renaming one touches no request. In a table of its own because every action
-- moves its request to a new place, and a text of hundreds of trigrams would be indexed again there.
CREATE TABLE request_search (
  request_id bigint PRIMARY KEY REFERENCES requests ON DELETE CASCADE,
  text text NOT NULL
);
-- Every search reads what is still pending: a short list is soon read and soon merged.
CREATE INDEX request_search_text ON request_search USING gin (text gin_trgm_ops)
  WITH (gin_pending_list_limit = 512);
CREATE FUNCTION keep_request_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO request_search (request_id, text)
    VALUES (NEW.id, lower(concat_ws(E'\n', NEW.code, NEW.partner_name, NEW.instructions)))
    ON CONFLICT (request_id) DO UPDATE SET text = excluded.text
    WHERE request_search.text <> excluded.text;
  RETURN NULL;
END $$;
CREATE TRIGGER requests_searchable AFTER INSERT OR UPDATE OF code, partner_name, instructions ON requests
  FOR EACH ROW EXECUTE FUNCTION keep_request_search();

-- Personal data, encrypted under DATA_ENCRYPTION_KEYS (section 4).
CREATE TABLE request_secrets (
  request_id bigint NOT NULL REFERENCES requests,
  field text NOT NULL,
  key_id text NOT NULL,
  nonce bytea NOT NULL,
  ciphertext bytea NOT NULL,
  PRIMARY KEY (request_id, field)
);

-- R3: what happened, never updated, never deleted.
CREATE TABLE request_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  request_id bigint NOT NULL REFERENCES requests,
  at timestamptz NOT NULL,
  -- Null: the system.
  actor_id bigint REFERENCES users,
  action text NOT NULL,
  from_status text,
  to_status text NOT NULL,
  -- Everything that names people (by id), fields, files: see server/requests/history/event-details.ts.
  details jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX request_events_request ON request_events (request_id, id DESC);
CREATE TRIGGER request_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON request_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Free text beside the event: the reason or message, and old and new values of free-text fields.
CREATE TABLE request_event_texts (
  event_id bigint PRIMARY KEY REFERENCES request_events,
  message text,
  -- {"instructions": {"from": "…", "to": "…"}}
  changes jsonb NOT NULL DEFAULT '{}',
  redacted_at timestamptz,
  redacted_by bigint REFERENCES users,
  CHECK (redacted_at IS NULL OR (message IS NULL AND changes = '{}'))
);
CREATE FUNCTION refuse_text_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('requests.redacting', true) = 'on' AND TG_OP = 'UPDATE' THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'texts of events are changed by redact_event_text only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER request_event_texts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON request_event_texts
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_text_change();

-- R3's one exception: removes the text of an event and appends a "redact" event. Returns the new
-- event's id, or null when the event has no text left to remove.
CREATE FUNCTION redact_event_text(redacted_event bigint, admin_id bigint, reason text, at_instant timestamptz)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  request bigint;
  current_status text;
  appended bigint;
BEGIN
  IF reason IS NULL OR btrim(reason) = '' THEN
    RAISE EXCEPTION 'a redaction needs a reason' USING ERRCODE = 'check_violation';
  END IF;
  SELECT e.request_id INTO request
    FROM request_events e JOIN request_event_texts t ON t.event_id = e.id
    WHERE e.id = redacted_event AND t.redacted_at IS NULL
    FOR UPDATE OF t;
  IF request IS NULL THEN
    RETURN NULL;
  END IF;
  PERFORM set_config('requests.redacting', 'on', true);
  UPDATE request_event_texts
    SET message = NULL, changes = '{}', redacted_at = at_instant, redacted_by = admin_id
    WHERE event_id = redacted_event;
  PERFORM set_config('requests.redacting', 'off', true);
  SELECT status INTO current_status FROM requests WHERE id = request;
  INSERT INTO request_events (request_id, at, actor_id, action, from_status, to_status, details)
    VALUES (request, at_instant, admin_id, 'redact', current_status, current_status,
      jsonb_build_object('redactedEvent', redacted_event))
    RETURNING id INTO appended;
  INSERT INTO request_event_texts (event_id, message) VALUES (appended, reason);
  RETURN appended;
END $$;

CREATE TABLE files (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  -- Random; says nothing about the content.
  storage_key text NOT NULL UNIQUE,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
  sha256 bytea NOT NULL,
  mime_type text NOT NULL,
  -- Columns and row count of what reads as CSV.
  csv jsonb,
  uploader_id bigint NOT NULL REFERENCES users,
  uploaded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX files_unattached ON files (uploaded_at);

-- A file belongs to a request from the moment it was attached, also when a later edit replaced it.
CREATE TABLE request_files (
  request_id bigint NOT NULL REFERENCES requests,
  file_id uuid NOT NULL UNIQUE REFERENCES files,
  -- Where it was put: a form field, an operation field, or the event it came with.
  place text NOT NULL,
  event_id bigint NOT NULL REFERENCES request_events,
  PRIMARY KEY (request_id, file_id)
);

CREATE TABLE drafts (
  user_id bigint NOT NULL REFERENCES users,
  form text NOT NULL CHECK (length(form) <= 100),
  -- Values and extras; secrets taken out.
  content jsonb NOT NULL,
  secrets_key_id text,
  secrets_nonce bytea,
  secrets_ciphertext bytea,
  file_ids uuid[] NOT NULL DEFAULT '{}',
  saved_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, form),
  CHECK ((secrets_key_id IS NULL) = (secrets_nonce IS NULL) AND (secrets_key_id IS NULL) = (secrets_ciphertext IS NULL))
);
CREATE INDEX drafts_files ON drafts USING gin (file_ids);
CREATE INDEX drafts_saved ON drafts (saved_at);

CREATE TABLE idempotency_keys (
  user_id bigint NOT NULL REFERENCES users,
  key text NOT NULL CHECK (length(key) BETWEEN 8 AND 100),
  -- SHA-256 over method, path and canonical body.
  fingerprint bytea NOT NULL,
  status smallint NOT NULL,
  answer jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, key)
);
CREATE INDEX idempotency_keys_created ON idempotency_keys (created_at);

-- X3: the intent to notify, written in the transaction of the change. One row per event of section 8.
CREATE TABLE notifications (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  request_id bigint NOT NULL REFERENCES requests,
  request_event_id bigint NOT NULL REFERENCES request_events,
  event text NOT NULL,
  -- The people before the change, mentions and reaction.
  people jsonb NOT NULL,
  slack_mentions bigint[] NOT NULL DEFAULT '{}',
  slack_reaction text,
  created_at timestamptz NOT NULL,
  UNIQUE (request_event_id, event)
);

-- One row per notification, channel and recipient: the truth about what was sent.
CREATE TABLE deliveries (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  notification_id bigint NOT NULL REFERENCES notifications,
  request_id bigint NOT NULL REFERENCES requests,
  channel text NOT NULL CHECK (channel IN ('email', 'slack', 'telegram')),
  -- 'operations', 'approver_addresses', 'channel', 'chat' or 'user:<id>'.
  recipient text NOT NULL,
  user_id bigint REFERENCES users,
  state text NOT NULL DEFAULT 'pending'
    CHECK (state IN ('pending', 'sending', 'sent', 'unknown', 'failed', 'suppressed')),
  suppressed_reason text,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  last_error text,
  provider_id text,
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  UNIQUE (notification_id, channel, recipient)
);
CREATE INDEX deliveries_request ON deliveries (request_id, id);
CREATE INDEX deliveries_waiting ON deliveries (next_attempt_at) WHERE state IN ('pending', 'sending');
