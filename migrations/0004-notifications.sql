-- Notifications are sent: lanes, threads, bookkeeping of deliveries, toggles, mutes, Telegram links.

-- N1: what stands behind the code in the subject of every mail, frozen at creation.
ALTER TABLE requests ADD COLUMN thread_title text;
UPDATE requests SET thread_title = concat_ws(' – ', name, CASE type
    WHEN 'stripe_disputes' THEN NULL
    WHEN 'xml_files' THEN variant
    ELSE btrim(partner_name) END)
  FROM (VALUES
    ('user_records', 'User records'),
    ('property_records', 'Property records'),
    ('unit_transfer', 'Unit transfer'),
    ('deactivation_toggle', 'Deactivation and toggle'),
    ('xml_files', 'Generating XML files'),
    ('address_validation', 'Address validation'),
    ('stripe_disputes', 'Stripe disputes')) AS names (key, name)
  WHERE key = type;
ALTER TABLE requests ALTER COLUMN thread_title SET NOT NULL;

-- N3: order is kept per lane. A lane is also the unit of work: one worker sends from it at a time.
CREATE TABLE delivery_lanes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  request_id bigint NOT NULL REFERENCES requests,
  channel text NOT NULL CHECK (channel IN ('email', 'slack', 'telegram')),
  recipient text NOT NULL,
  -- When its first waiting delivery may be tried; null: nothing waits.
  wake_at timestamptz,
  -- The worker that sends from it. It holds the advisory lock of this number as long as it lives, so
  -- that no clock decides whether it does.
  held_by bigint,
  -- N1: the thread as the channel knows it (server/notifications/channels/).
  thread jsonb,
  UNIQUE (request_id, channel, recipient)
);
CREATE INDEX delivery_lanes_waking ON delivery_lanes (channel, wake_at)
  WHERE wake_at IS NOT NULL AND held_by IS NULL;
CREATE INDEX delivery_lanes_held ON delivery_lanes (held_by) WHERE held_by IS NOT NULL;

-- Order within a lane: "send again" takes a new place at its end (N3).
CREATE SEQUENCE deliveries_position;
DROP INDEX deliveries_waiting;
ALTER TABLE deliveries
  ADD COLUMN lane_id bigint,
  ADD COLUMN position bigint,
  -- "Send again" makes another message of the same delivery, with an id of its own (N4).
  ADD COLUMN resend smallint NOT NULL DEFAULT 0,
  -- N2: given up a day after the first attempt; the time in which its channel was off does not count.
  ADD COLUMN retrying_since timestamptz,
  ADD COLUMN attempt_started_at timestamptz,
  -- When the first attempt began whose answer got lost: it may have reached the provider (N4).
  ADD COLUMN uncertain_since timestamptz,
  -- When an admin last sent it again: since then it waits, not since it was created.
  ADD COLUMN sent_again_at timestamptz,
  -- Mentions that were left out of a Slack message, by user id, and why (N7).
  ADD COLUMN left_out jsonb NOT NULL DEFAULT '[]';
-- Extra approver addresses could not be set before: nobody is behind that recipient. From now on each
-- address is one of its own.
DELETE FROM deliveries WHERE recipient = 'approver_addresses';
-- What waited for this release longer than a day is no news any more. In one pass over what was
-- written so far: rows that are written twice are what an upgrade waits for.
INSERT INTO delivery_lanes (request_id, channel, recipient, wake_at)
  SELECT request_id, channel, recipient, CASE WHEN bool_or(
      state IN ('pending', 'sending') AND created_at >= now() - interval '24 hours') THEN now() END
  FROM deliveries GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;
UPDATE deliveries SET position = deliveries.id, lane_id = placed.lane_id,
    state = CASE WHEN is_late THEN 'suppressed' ELSE state END,
    suppressed_reason = CASE WHEN is_late THEN 'before_sending' ELSE suppressed_reason END,
    finished_at = CASE WHEN is_late THEN now() ELSE finished_at END
  FROM (
    SELECT old.id, lanes.id AS lane_id,
      state IN ('pending', 'sending') AND created_at < now() - interval '24 hours' AS is_late
    FROM deliveries AS old JOIN delivery_lanes AS lanes USING (request_id, channel, recipient)
  ) AS placed
  WHERE placed.id = deliveries.id;
SELECT setval('deliveries_position', (SELECT coalesce(max(position), 0) + 1 FROM deliveries), false);
ALTER TABLE deliveries
  ADD FOREIGN KEY (lane_id) REFERENCES delivery_lanes,
  ALTER COLUMN lane_id SET NOT NULL,
  ALTER COLUMN position SET NOT NULL,
  ALTER COLUMN position SET DEFAULT nextval('deliveries_position');
ALTER SEQUENCE deliveries_position OWNED BY deliveries.position;

ALTER TABLE deliveries ADD CHECK ((state = 'suppressed') = (suppressed_reason IS NOT NULL));
ALTER TABLE deliveries ADD CHECK ((state IN ('pending', 'sending')) = (finished_at IS NULL));
CREATE INDEX deliveries_waiting ON deliveries (channel, coalesce(sent_again_at, created_at))
  WHERE state IN ('pending', 'sending');
CREATE INDEX deliveries_lane_waiting ON deliveries (lane_id, position) WHERE state IN ('pending', 'sending');
CREATE INDEX deliveries_attention ON deliveries (state, id) INCLUDE (channel)
  WHERE state IN ('failed', 'unknown');
CREATE INDEX deliveries_suppressed ON deliveries (suppressed_reason, id) WHERE state = 'suppressed';

-- N2: a permanent error switches a channel off until a saved setting or a passed test message.
CREATE TABLE notification_channels (
  channel text PRIMARY KEY CHECK (channel IN ('email', 'slack', 'telegram')),
  off_since timestamptz,
  -- A sentence for admins.
  off_reason text,
  CHECK ((off_since IS NULL) = (off_reason IS NULL))
);
INSERT INTO notification_channels (channel) VALUES ('email'), ('slack'), ('telegram');

-- Event × channel; what is not here is on.
CREATE TABLE notification_toggles (
  event text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('email', 'slack', 'telegram')),
  is_on boolean NOT NULL,
  PRIMARY KEY (event, channel)
);

-- N7.
CREATE TABLE notification_mutes (
  user_id bigint NOT NULL REFERENCES users,
  event text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('email', 'slack', 'telegram')),
  PRIMARY KEY (user_id, event, channel)
);

-- One-time start links; only the SHA-256 of the token is kept.
CREATE TABLE telegram_links (
  token_hash bytea PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES users,
  expires_at timestamptz NOT NULL
);
CREATE INDEX telegram_links_user ON telegram_links (user_id);
CREATE INDEX telegram_links_expiry ON telegram_links (expires_at);

-- Workers hear of new deliveries at once. Inside the transaction, so that no writer can forget it.
CREATE FUNCTION announce_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('deliveries', '');
  RETURN NULL;
END $$;
CREATE TRIGGER deliveries_announced AFTER INSERT ON deliveries
  FOR EACH STATEMENT EXECUTE FUNCTION announce_deliveries();

-- L18, N9: whatever tells of an internal comment is internal too, its redaction included.
CREATE OR REPLACE FUNCTION redact_event_text(redacted_event bigint, admin_id bigint, reason text, at_instant timestamptz)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  redacted request_events;
  current_status text;
  appended bigint;
BEGIN
  IF reason IS NULL OR btrim(reason) = '' THEN
    RAISE EXCEPTION 'a redaction needs a reason' USING ERRCODE = 'check_violation';
  END IF;
  SELECT e.* INTO redacted
    FROM request_events e JOIN request_event_texts t ON t.event_id = e.id
    WHERE e.id = redacted_event AND t.redacted_at IS NULL
    FOR UPDATE OF t;
  IF redacted.id IS NULL THEN
    RETURN NULL;
  END IF;
  PERFORM set_config('requests.redacting', 'on', true);
  UPDATE request_event_texts
    SET message = NULL, changes = '{}', redacted_at = at_instant, redacted_by = admin_id
    WHERE event_id = redacted_event;
  PERFORM set_config('requests.redacting', 'off', true);
  SELECT status INTO current_status FROM requests WHERE id = redacted.request_id;
  INSERT INTO request_events (request_id, at, actor_id, action, from_status, to_status, details)
    VALUES (redacted.request_id, at_instant, admin_id, 'redact', current_status, current_status,
      jsonb_build_object('redactedEvent', redacted_event) || CASE
        WHEN redacted.details ? 'internal' THEN '{"internal": true}'::jsonb ELSE '{}' END)
    RETURNING id INTO appended;
  INSERT INTO request_event_texts (event_id, message) VALUES (appended, reason);
  RETURN appended;
END $$;
