-- Price lists, completions with their frozen prices, and what reports are computed from.

-- M2. A draft has no version; publishing gives it one for good.
CREATE TABLE price_lists (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  version integer UNIQUE CHECK (version >= 1),
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 100),
  -- In force from 00:00 UTC of this day until a later list is.
  effective_on date,
  -- Counts the saves of a draft: whoever saw an older one is told (X1).
  revision integer NOT NULL DEFAULT 1 CHECK (revision >= 1),
  created_at timestamptz NOT NULL,
  created_by bigint NOT NULL REFERENCES users,
  updated_at timestamptz NOT NULL,
  updated_by bigint NOT NULL REFERENCES users,
  published_at timestamptz,
  published_by bigint REFERENCES users,
  -- A published list that has not come into force can be taken back.
  withdrawn_at timestamptz,
  withdrawn_by bigint REFERENCES users,
  -- A draft that was thrown away.
  discarded_at timestamptz,
  discarded_by bigint REFERENCES users,
  CHECK ((version IS NULL) = (published_at IS NULL) AND (version IS NULL) = (published_by IS NULL)),
  CHECK (published_at IS NULL OR effective_on IS NOT NULL),
  CHECK (effective_on >= (published_at AT TIME ZONE 'UTC')::date),
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
  CHECK (withdrawn_at IS NULL OR published_at IS NOT NULL),
  CHECK (withdrawn_at < effective_on::timestamp AT TIME ZONE 'UTC'),
  CHECK ((discarded_at IS NULL) = (discarded_by IS NULL)),
  CHECK (discarded_at IS NULL OR published_at IS NULL)
);

-- M1: plain numeric with its scale checked, because numeric(12,2) would round silently.
CREATE TABLE price_list_prices (
  price_list_id bigint NOT NULL REFERENCES price_lists,
  operation text NOT NULL CHECK (operation IN ('user_update', 'property_update', 'bulk_update',
    'manual_property_update', 'csv_row', 'processing_report_row', 'manual_unit_update',
    'address_validation_unit', 'stripe_dispute', 'xml_file')),
  -- Null in drafts: not filled in yet.
  client_price numeric CHECK (client_price >= 0 AND scale(client_price) = 2),
  operate_cost numeric CHECK (operate_cost >= 0 AND scale(operate_cost) = 3),
  qa_cost numeric CHECK (qa_cost >= 0 AND scale(qa_cost) = 3),
  PRIMARY KEY (price_list_id, operation)
);

CREATE TABLE price_list_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  price_list_id bigint NOT NULL REFERENCES price_lists,
  at timestamptz NOT NULL,
  actor_id bigint NOT NULL REFERENCES users,
  action text NOT NULL CHECK (action IN ('create', 'edit', 'publish', 'withdraw', 'discard', 'apply')),
  -- What changed: [{"operation": "csv_row", "field": "clientPrice", "from": "1.00", "to": "1.10"}, …]
  changes jsonb NOT NULL DEFAULT '[]'
);
CREATE INDEX price_list_events_list ON price_list_events (price_list_id, id DESC);
CREATE TRIGGER price_list_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON price_list_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- M2: what was published stays as it was published.
CREATE FUNCTION keep_published_list() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'price lists are never deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.published_at IS NOT NULL AND
    (NEW.version, NEW.title, NEW.effective_on, NEW.published_at, NEW.published_by)
      IS DISTINCT FROM (OLD.version, OLD.title, OLD.effective_on, OLD.published_at, OLD.published_by) THEN
    RAISE EXCEPTION 'a published price list does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.published_at IS NULL AND NEW.published_at IS NOT NULL AND (
    SELECT count(*) FROM price_list_prices WHERE price_list_id = NEW.id
      AND client_price IS NOT NULL AND operate_cost IS NOT NULL AND qa_cost IS NOT NULL) <> 10 THEN
    RAISE EXCEPTION 'a published price list has every price' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER price_lists_published BEFORE UPDATE OR DELETE ON price_lists
  FOR EACH ROW EXECUTE FUNCTION keep_published_list();

CREATE FUNCTION keep_published_prices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM price_lists
    WHERE id IN (OLD.price_list_id, NEW.price_list_id) AND published_at IS NOT NULL) THEN
    RAISE EXCEPTION 'prices of a published list do not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER price_list_prices_published BEFORE UPDATE OR DELETE ON price_list_prices
  FOR EACH ROW EXECUTE FUNCTION keep_published_prices();
CREATE TRIGGER price_list_prices_never_emptied BEFORE TRUNCATE ON price_list_prices
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- M4.
ALTER TABLE requests ADD COLUMN discount_percent numeric NOT NULL DEFAULT 0.0
  CHECK (discount_percent BETWEEN 0 AND 100 AND scale(discount_percent) = 1);

-- Durations in steps of about 7 %, the same for ever: a median is found by counting these first.
-- 1, 5, 15, 30 minutes, 1, 2, 4, 8, 12 hours and 1, 2, 3, 5, 7, 14, 30, 60, 90, 180, 365 days are
-- among the steps, so that they can be edges of a chart.
CREATE FUNCTION duration_bucket(ms bigint) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN width_bucket(ms, ARRAY[
  1000, 1080, 1160, 1240, 1340, 1440, 1540, 1660, 1780, 1920, 2060, 2220, 2380, 2560, 2750, 2960,
  3180, 3420, 3680, 3950, 4250, 4570, 4910, 5280, 5670, 6100, 6560, 7050, 7580, 8140, 8750, 9410,
  10100, 10900, 11700, 12600, 13500, 14500, 15600, 16800, 18000, 19400, 20900, 22400, 24100, 25900,
  27800, 29900, 32200, 34600, 37200, 40000, 43000, 46200, 49700, 53400, 57400, 60000, 66300, 71300,
  76600, 82400, 88600, 95200, 102000, 110000, 118000, 127000, 137000, 147000, 158000, 170000,
  183000, 196000, 211000, 227000, 244000, 262000, 282000, 300000, 326000, 350000, 376000, 404000,
  435000, 467000, 502000, 540000, 581000, 624000, 671000, 721000, 775000, 834000, 900000, 963000,
  1040000, 1110000, 1200000, 1290000, 1380000, 1490000, 1600000, 1720000, 1800000, 1990000,
  2130000, 2290000, 2470000, 2650000, 2850000, 3060000, 3290000, 3600000, 3810000, 4090000,
  4400000, 4730000, 5080000, 5470000, 5880000, 6320000, 6790000, 7200000, 7850000, 8430000,
  9070000, 9750000, 10500000, 11300000, 12100000, 13000000, 14400000, 15000000, 16200000, 17400000,
  18700000, 20100000, 21600000, 23200000, 25000000, 26800000, 28800000, 31000000, 33300000,
  35800000, 38500000, 41400000, 43200000, 44500000, 47800000, 51400000, 55300000, 59400000,
  63900000, 68700000, 73800000, 79400000, 86400000, 91700000, 98600000, 106000000, 114000000,
  123000000, 132000000, 142000000, 152000000, 164000000, 172800000, 189000000, 203000000,
  218000000, 235000000, 259200000, 271000000, 292000000, 314000000, 337000000, 362000000,
  390000000, 419000000, 432000000, 450000000, 484000000, 520000000, 559000000, 604800000,
  646000000, 695000000, 747000000, 803000000, 863000000, 928000000, 998000000, 1070000000,
  1150000000, 1209600000, 1330000000, 1430000000, 1540000000, 1660000000, 1780000000, 1910000000,
  2060000000, 2210000000, 2380000000, 2592000000, 2750000000, 2950000000, 3170000000, 3410000000,
  3670000000, 3940000000, 4240000000, 4560000000, 4900000000, 5184000000, 5660000000, 6080000000,
  6540000000, 7030000000, 7776000000, 8130000000, 8740000000, 9390000000, 10100000000, 10900000000,
  11700000000, 12500000000, 13500000000, 14500000000, 15552000000, 16700000000, 18000000000,
  19400000000, 20800000000, 22400000000, 24000000000, 25800000000, 27800000000, 29900000000,
  31536000000, 34500000000, 37100000000, 39900000000, 42900000000, 46100000000, 49600000000,
  53300000000, 57300000000, 61600000000, 66200000000]::bigint[])::smallint;

-- Prices below 10, 25, 50, 100, 250, 500, 1000, 2500 dollars, and the rest.
CREATE FUNCTION price_band(price numeric) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN width_bucket(price, ARRAY[10, 25, 50, 100, 250, 500, 1000, 2500]::numeric[])::smallint;

-- One row for every time a request was completed, made by a trigger from its events. The current
-- one has no superseded_at; L12 marks it. Prices are null until they are frozen (M2, M3).
CREATE TABLE completions (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  request_id bigint NOT NULL REFERENCES requests,
  event_id bigint NOT NULL UNIQUE REFERENCES request_events,
  completed_at timestamptz NOT NULL,
  type text NOT NULL,
  team text NOT NULL,
  operator_id bigint REFERENCES users,
  qa_agent_id bigint REFERENCES users,
  -- X4, D4. From creation to completion, and its parts: every millisecond in the status it was in.
  elapsed_ms bigint NOT NULL CHECK (elapsed_ms >= 0),
  scheduled_ms bigint NOT NULL,
  approval_ms bigint NOT NULL,
  pending_ms bigint NOT NULL,
  operate_ms bigint NOT NULL,
  qa_pending_ms bigint NOT NULL,
  qa_ms bigint NOT NULL,
  blocked_ms bigint NOT NULL,
  cancelled_ms bigint NOT NULL,
  -- As completed, before it was rejected.
  completed_ms bigint NOT NULL,
  -- The last part of it is the turn-around time (X4), with its own parts.
  tat_ms bigint NOT NULL CHECK (tat_ms >= 0),
  tat_pending_ms bigint NOT NULL,
  tat_operate_ms bigint NOT NULL,
  tat_qa_pending_ms bigint NOT NULL,
  tat_qa_ms bigint NOT NULL,
  -- Whatever else lies within it: completed, then rejected.
  tat_other_ms bigint NOT NULL,
  tat_bucket smallint NOT NULL GENERATED ALWAYS AS (duration_bucket(tat_ms)) STORED,
  -- Three steps in one: there are many people, and what is in a step of one of them is soon read.
  operate_bucket smallint NOT NULL GENERATED ALWAYS AS (duration_bucket(operate_ms) / 3) STORED,
  qa_bucket smallint NOT NULL GENERATED ALWAYS AS (duration_bucket(qa_ms) / 3) STORED,

  price_list_id bigint REFERENCES price_lists,
  priced_at timestamptz,
  client_total numeric CHECK (client_total >= 0 AND scale(client_total) = 2),
  operate_total numeric CHECK (operate_total >= 0 AND scale(operate_total) = 3),
  qa_total numeric CHECK (qa_total >= 0 AND scale(qa_total) = 3),
  discount_percent numeric CHECK (discount_percent BETWEEN 0 AND 100 AND scale(discount_percent) = 1),
  discount_amount numeric CHECK (discount_amount >= 0 AND scale(discount_amount) = 2),
  final_price numeric CHECK (final_price >= 0 AND scale(final_price) = 2),
  price_band smallint GENERATED ALWAYS AS (price_band(final_price)) STORED,

  -- D3: when its discount was last changed, or its price found, after it had been completed.
  corrected_at timestamptz,
  superseded_at timestamptz,
  superseded_event_id bigint REFERENCES request_events,

  CHECK (scheduled_ms + approval_ms + pending_ms + operate_ms + qa_pending_ms + qa_ms + blocked_ms
    + cancelled_ms + completed_ms = elapsed_ms),
  CHECK (tat_pending_ms + tat_operate_ms + tat_qa_pending_ms + tat_qa_ms + tat_other_ms = tat_ms),
  CHECK (num_nulls(price_list_id, priced_at, client_total, operate_total, qa_total, discount_percent,
    discount_amount, final_price) IN (0, 8)),
  CHECK (final_price = client_total - discount_amount),
  CHECK ((superseded_at IS NULL) = (superseded_event_id IS NULL))
);
CREATE UNIQUE INDEX completions_current ON completions (request_id) WHERE superseded_at IS NULL;
CREATE INDEX completions_request ON completions (request_id, id);
-- Reports read these without the table.
CREATE INDEX completions_time ON completions (completed_at) INCLUDE (team, type, tat_ms, tat_bucket,
  price_band, client_total, discount_amount, final_price, operate_total, qa_total)
  WHERE superseded_at IS NULL;
CREATE INDEX completions_tat ON completions (tat_ms) INCLUDE (completed_at, team, type)
  WHERE superseded_at IS NULL;
CREATE INDEX completions_operator ON completions (operator_id, operate_ms) INCLUDE (completed_at)
  WHERE superseded_at IS NULL;
CREATE INDEX completions_qa_agent ON completions (qa_agent_id, qa_ms) INCLUDE (completed_at)
  WHERE superseded_at IS NULL;
CREATE INDEX completions_superseded ON completions (completed_at, superseded_at)
  WHERE superseded_at IS NOT NULL;
CREATE INDEX completions_corrected ON completions (completed_at, corrected_at)
  WHERE superseded_at IS NULL AND corrected_at IS NOT NULL;
CREATE INDEX completions_points ON completions (type, completed_at)
  WHERE superseded_at IS NULL AND final_price IS NOT NULL;
CREATE INDEX completions_not_priced ON completions (completed_at)
  WHERE superseded_at IS NULL AND price_list_id IS NULL;
CREATE INDEX completions_discounted ON completions (completed_at)
  INCLUDE (id, team, type, discount_percent) WHERE superseded_at IS NULL AND discount_percent > 0;
-- How many each list has priced.
CREATE INDEX completions_price_list ON completions (price_list_id) WHERE superseded_at IS NULL;

-- M3: what was billed, operation by operation; only those with a quantity.
CREATE TABLE completion_lines (
  completion_id bigint NOT NULL REFERENCES completions,
  operation text NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  client_price numeric NOT NULL,
  operate_cost numeric NOT NULL,
  qa_cost numeric NOT NULL,
  client_subtotal numeric NOT NULL CHECK (client_subtotal = quantity * client_price),
  operate_subtotal numeric NOT NULL CHECK (operate_subtotal = quantity * operate_cost),
  qa_subtotal numeric NOT NULL CHECK (qa_subtotal = quantity * qa_cost),
  PRIMARY KEY (completion_id, operation)
);
CREATE TRIGGER completion_lines_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON completion_lines
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- M3, M4: frozen once; afterwards only the discount, and whether it counts, may change.
CREATE FUNCTION keep_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'completions are never deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  -- Sums of its month, people and status would not hear of it.
  IF (NEW.request_id, NEW.event_id, NEW.completed_at, NEW.type, NEW.team, NEW.operator_id, NEW.qa_agent_id,
      NEW.elapsed_ms, NEW.scheduled_ms, NEW.approval_ms, NEW.pending_ms, NEW.operate_ms, NEW.qa_pending_ms,
      NEW.qa_ms, NEW.blocked_ms, NEW.cancelled_ms, NEW.completed_ms, NEW.tat_ms, NEW.tat_pending_ms,
      NEW.tat_operate_ms, NEW.tat_qa_pending_ms, NEW.tat_qa_ms, NEW.tat_other_ms)
    IS DISTINCT FROM (OLD.request_id, OLD.event_id, OLD.completed_at, OLD.type, OLD.team, OLD.operator_id,
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
    (NEW.superseded_at, NEW.superseded_event_id) IS DISTINCT FROM (OLD.superseded_at, OLD.superseded_event_id)
    OR (OLD.price_list_id IS NOT NULL AND (NEW.discount_percent, NEW.discount_amount, NEW.final_price)
      IS DISTINCT FROM (OLD.discount_percent, OLD.discount_amount, OLD.final_price))) THEN
    RAISE EXCEPTION 'a superseded completion does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER completions_frozen BEFORE UPDATE OR DELETE ON completions
  FOR EACH ROW EXECUTE FUNCTION keep_frozen();

-- D4: one row for every time work was rejected, with whose work it was.
CREATE TABLE rejections (
  event_id bigint PRIMARY KEY REFERENCES request_events,
  request_id bigint NOT NULL REFERENCES requests,
  at timestamptz NOT NULL,
  type text NOT NULL,
  team text NOT NULL,
  from_status text NOT NULL,
  rejected_by bigint REFERENCES users,
  operator_id bigint REFERENCES users,
  qa_agent_id bigint REFERENCES users
);
CREATE INDEX rejections_at ON rejections (at);
CREATE TRIGGER rejections_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON rejections
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- D4: one row for every time a request was blocked.
CREATE TABLE blocks (
  event_id bigint PRIMARY KEY REFERENCES request_events,
  request_id bigint NOT NULL REFERENCES requests,
  type text NOT NULL,
  team text NOT NULL,
  began_at timestamptz NOT NULL,
  ended_at timestamptz,
  -- Of the reason in small letters with single spaces: equal reasons are counted together. Kept by
  -- a trigger; null once the reason was redacted (R3).
  reason_hash uuid,
  CHECK (ended_at >= began_at)
);
CREATE INDEX blocks_began ON blocks (began_at);
CREATE INDEX blocks_ended ON blocks (ended_at);
CREATE INDEX blocks_open ON blocks (request_id) WHERE ended_at IS NULL;

-- Months (UTC) whose sums below are complete and true. A change of anything they sum up clears
-- folded_at in its own transaction; the worker folds again. Reports use a month's sums only while
-- folded_at is set, and read the completions themselves otherwise.
CREATE TABLE report_months (
  month date PRIMARY KEY CHECK (extract(day FROM month) = 1),
  folded_at timestamptz
);

CREATE TABLE completion_days (
  day date NOT NULL,
  team text NOT NULL,
  type text NOT NULL,
  completed integer NOT NULL,
  priced integer NOT NULL,
  client_total numeric NOT NULL,
  discount_amount numeric NOT NULL,
  final_price numeric NOT NULL,
  operate_total numeric NOT NULL,
  qa_total numeric NOT NULL,
  elapsed_ms bigint NOT NULL,
  scheduled_ms bigint NOT NULL,
  approval_ms bigint NOT NULL,
  pending_ms bigint NOT NULL,
  operate_ms bigint NOT NULL,
  qa_pending_ms bigint NOT NULL,
  qa_ms bigint NOT NULL,
  blocked_ms bigint NOT NULL,
  cancelled_ms bigint NOT NULL,
  completed_ms bigint NOT NULL,
  tat_ms bigint NOT NULL,
  tat_pending_ms bigint NOT NULL,
  tat_operate_ms bigint NOT NULL,
  tat_qa_pending_ms bigint NOT NULL,
  tat_qa_ms bigint NOT NULL,
  tat_other_ms bigint NOT NULL,
  PRIMARY KEY (day, team, type)
);

-- Quantities of the priced completions without a discount: what "what if" multiplies (M5).
-- Those with a discount are rounded one by one, so they are computed one by one.
CREATE TABLE completion_day_quantities (
  day date NOT NULL,
  team text NOT NULL,
  type text NOT NULL,
  operation text NOT NULL,
  quantity bigint NOT NULL,
  PRIMARY KEY (day, team, type, operation)
);

-- How many completions of a month lie in each step: 'tat' and 'price' by 'team|type', 'operate' by
-- operator id, 'qa' by QA agent id. Low and high bound what is in the step, in milliseconds.
CREATE TABLE completion_histograms (
  month date NOT NULL,
  measure text NOT NULL CHECK (measure IN ('tat', 'price', 'operate', 'qa')),
  dimension text NOT NULL,
  bucket smallint NOT NULL,
  count integer NOT NULL,
  low bigint,
  high bigint,
  PRIMARY KEY (month, measure, dimension, bucket)
);

-- What people did on a day (UTC): work taken (L6, L10, L20), completed, rejected.
CREATE TABLE work_days (
  day date NOT NULL,
  person_id bigint NOT NULL REFERENCES users,
  role text NOT NULL CHECK (role IN ('operator', 'qa_agent')),
  taken integer NOT NULL,
  completed integer NOT NULL,
  rejected integer NOT NULL,
  PRIMARY KEY (day, person_id, role)
);

-- Work taken: who, when. L20, which names the person in the details, is rare.
CREATE INDEX request_events_taken ON request_events (action, at) INCLUDE (actor_id, from_status)
  WHERE action IN ('operate', 'assign', 'start_qa');
-- The queue, without a look at what is completed.
CREATE INDEX requests_open ON requests (status, status_since) INCLUDE (created_at, team, type)
  WHERE status NOT IN ('completed', 'cancelled');
-- Corrections of prices after the fact (D3).
CREATE INDEX request_events_money ON request_events (request_id, at)
  WHERE action IN ('discount', 'price');

-- Whoever changes what a month sums up waits for a fold of that month, never for another writer.
CREATE FUNCTION unfold_months(months date[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  changed date;
BEGIN
  -- An older snapshot does not see that the month was summed up meanwhile, and would leave it so.
  IF months IS NOT NULL AND current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
    RAISE EXCEPTION 'what reports sum up changes in read committed transactions only'
      USING ERRCODE = 'invalid_transaction_state';
  END IF;
  FOR changed IN SELECT DISTINCT m FROM unnest(months) AS m WHERE m IS NOT NULL ORDER BY m LOOP
    PERFORM pg_advisory_xact_lock_shared(hashtext('report_months'), changed - date '2000-01-01');
  END LOOP;
  UPDATE report_months SET folded_at = NULL WHERE month = ANY (months) AND folded_at IS NOT NULL;
END $$;

CREATE FUNCTION month_of(at timestamptz) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN date_trunc('month', at AT TIME ZONE 'UTC')::date;

CREATE FUNCTION unfold_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM unfold_months((SELECT array_agg(DISTINCT month_of(completed_at)) FROM added));
  RETURN NULL;
END $$;
CREATE FUNCTION unfold_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM unfold_months((SELECT array_agg(DISTINCT month_of(completed_at)) FROM changed));
  RETURN NULL;
END $$;
CREATE TRIGGER completions_unfold_inserted AFTER INSERT ON completions
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION unfold_inserted();
CREATE TRIGGER completions_unfold_updated AFTER UPDATE ON completions
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION unfold_updated();

-- The completions of these events, with the time spent in each status on the way. Clocks of two
-- servers may disagree: an event that seems to lie before the one it follows, or after the
-- completion, is taken to have happened then, so that the parts always add up.
CREATE FUNCTION add_completions(events bigint[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO completions (request_id, event_id, completed_at, type, team, operator_id, qa_agent_id,
    elapsed_ms, scheduled_ms, approval_ms, pending_ms, operate_ms, qa_pending_ms, qa_ms, blocked_ms,
    cancelled_ms, completed_ms, tat_ms, tat_pending_ms, tat_operate_ms, tat_qa_pending_ms, tat_qa_ms,
    tat_other_ms, superseded_at, superseded_event_id)
  SELECT done.request_id, done.id, done.at, requests.type, requests.team,
    operators[1], qa_agents[1], elapsed, scheduled, approval, pending, operate, qa_pending, qa, blocked, cancelled, completed,
    tat, tat_pending, tat_operate, tat_qa_pending, tat_qa, tat_other,
    rejected.at, rejected.id
  FROM request_events AS done
  JOIN requests ON requests.id = done.request_id
  -- One completion at a time: its events are found by their index, however many there are in all.
  CROSS JOIN LATERAL (
    WITH entered AS (
      SELECT id, to_status AS status, least(max(at) OVER (ORDER BY id), done.at) AS since,
        coalesce((details->>'personId')::bigint, actor_id) AS person_id,
        action = 'operate' OR (action = 'assign' AND from_status = 'pending') AS takes_work,
        action = 'start_qa' OR (action = 'assign' AND from_status = 'qa_pending') AS takes_qa,
        to_status = 'pending' AND coalesce(from_status, '') NOT IN ('in_progress', 'qa_in_progress')
          AS starts_tat
      FROM request_events AS before
      WHERE before.request_id = done.request_id AND before.id < done.id
        AND before.from_status IS DISTINCT FROM before.to_status
    ), stretches AS (
      SELECT id, status, person_id, takes_work, takes_qa,
        id >= max(id) FILTER (WHERE starts_tat) OVER () AS in_tat,
        (extract(epoch FROM lead(since, 1, done.at) OVER (ORDER BY id)) * 1000)::bigint
          - (extract(epoch FROM since) * 1000)::bigint AS ms
      FROM entered
    )
    -- Whoever took the work last, or was handed it, has it.
    SELECT array_agg(person_id ORDER BY id DESC) FILTER (WHERE takes_work) AS operators,
      array_agg(person_id ORDER BY id DESC) FILTER (WHERE takes_qa) AS qa_agents,
      coalesce(sum(ms), 0) AS elapsed,
      coalesce(sum(ms) FILTER (WHERE status = 'scheduled'), 0) AS scheduled,
      coalesce(sum(ms) FILTER (WHERE status = 'pending_approval'), 0) AS approval,
      coalesce(sum(ms) FILTER (WHERE status = 'pending'), 0) AS pending,
      coalesce(sum(ms) FILTER (WHERE status = 'in_progress'), 0) AS operate,
      coalesce(sum(ms) FILTER (WHERE status = 'qa_pending'), 0) AS qa_pending,
      coalesce(sum(ms) FILTER (WHERE status = 'qa_in_progress'), 0) AS qa,
      coalesce(sum(ms) FILTER (WHERE status = 'blocked'), 0) AS blocked,
      coalesce(sum(ms) FILTER (WHERE status = 'cancelled'), 0) AS cancelled,
      coalesce(sum(ms) FILTER (WHERE status = 'completed'), 0) AS completed,
      coalesce(sum(ms) FILTER (WHERE in_tat), 0) AS tat,
      coalesce(sum(ms) FILTER (WHERE in_tat AND status = 'pending'), 0) AS tat_pending,
      coalesce(sum(ms) FILTER (WHERE in_tat AND status = 'in_progress'), 0) AS tat_operate,
      coalesce(sum(ms) FILTER (WHERE in_tat AND status = 'qa_pending'), 0) AS tat_qa_pending,
      coalesce(sum(ms) FILTER (WHERE in_tat AND status = 'qa_in_progress'), 0) AS tat_qa,
      coalesce(sum(ms) FILTER (WHERE in_tat
        AND status NOT IN ('pending', 'in_progress', 'qa_pending', 'qa_in_progress')), 0) AS tat_other
    FROM stretches) AS spent
  LEFT JOIN LATERAL (
    SELECT id, at FROM request_events AS later
    WHERE later.request_id = done.request_id AND later.id > done.id
      AND later.action = 'reject' AND later.from_status = 'completed'
    ORDER BY id LIMIT 1) AS rejected ON true
  WHERE done.id = ANY (events)
  ORDER BY done.id
$$;

CREATE FUNCTION add_rejections(events bigint[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO rejections (event_id, request_id, at, type, team, from_status, rejected_by, operator_id, qa_agent_id)
  SELECT done.id, done.request_id, done.at, requests.type, requests.team, done.from_status, done.actor_id,
    operators[1], qa_agents[1]
  FROM request_events AS done
  JOIN requests ON requests.id = done.request_id
  CROSS JOIN LATERAL (
    SELECT array_agg(coalesce((details->>'personId')::bigint, actor_id) ORDER BY id DESC)
        FILTER (WHERE action = 'operate' OR (action = 'assign' AND from_status = 'pending')) AS operators,
      array_agg(coalesce((details->>'personId')::bigint, actor_id) ORDER BY id DESC)
        FILTER (WHERE action = 'start_qa' OR (action = 'assign' AND from_status = 'qa_pending')) AS qa_agents
    FROM request_events AS before
    WHERE before.request_id = done.request_id AND before.id < done.id) AS workers
  WHERE done.id = ANY (events)
  ORDER BY done.id
$$;

CREATE FUNCTION reason_hash(reason text) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN md5(lower(btrim(regexp_replace(reason, '\s+', ' ', 'g'))))::uuid;

CREATE FUNCTION add_blocks(events bigint[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO blocks (event_id, request_id, type, team, began_at, ended_at, reason_hash)
  SELECT e.id, e.request_id, r.type, r.team, e.at,
    CASE WHEN left_at.at IS NOT NULL THEN greatest(left_at.at, e.at) END, reason_hash(t.message)
  FROM request_events e JOIN requests r ON r.id = e.request_id
  LEFT JOIN request_event_texts t ON t.event_id = e.id
  LEFT JOIN LATERAL (
    SELECT at FROM request_events
    WHERE request_id = e.request_id AND id > e.id AND from_status = 'blocked' AND to_status <> 'blocked'
    ORDER BY id LIMIT 1) AS left_at ON true
  WHERE e.id = ANY (events)
  ORDER BY e.id
$$;

CREATE FUNCTION note_events() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  done bigint[];
  rejected bigint[];
  blocked bigint[];
  leaves_block boolean;
  corrects boolean;
  months date[];
BEGIN
  SELECT array_agg(id) FILTER (WHERE action = 'complete'),
    array_agg(id) FILTER (WHERE action = 'reject'),
    array_agg(id) FILTER (WHERE action = 'block'),
    bool_or(from_status = 'blocked' AND to_status <> 'blocked'),
    bool_or(action IN ('discount', 'price')),
    array_agg(DISTINCT month_of(at)) FILTER (WHERE action IN ('operate', 'assign', 'start_qa', 'reject'))
    INTO done, rejected, blocked, leaves_block, corrects, months FROM appended;
  IF rejected IS NOT NULL THEN
    UPDATE completions SET superseded_at = first.at, superseded_event_id = first.id
      FROM (SELECT DISTINCT ON (request_id) id, request_id, at FROM appended
        WHERE action = 'reject' AND from_status = 'completed' ORDER BY request_id, id) AS first
      WHERE completions.request_id = first.request_id AND superseded_at IS NULL AND event_id < first.id;
    PERFORM add_rejections(rejected);
  END IF;
  IF done IS NOT NULL THEN
    PERFORM add_completions(done);
  END IF;
  IF corrects THEN
    UPDATE completions SET corrected_at = greatest(corrected_at, last.at)
      FROM (SELECT request_id, max(id) AS id, max(at) AS at FROM appended
        WHERE action IN ('discount', 'price') GROUP BY request_id) AS last
      WHERE completions.request_id = last.request_id AND superseded_at IS NULL AND event_id < last.id;
  END IF;
  IF leaves_block THEN
    UPDATE blocks SET ended_at = greatest(first.at, began_at)
      FROM (SELECT DISTINCT ON (request_id) id, request_id, at FROM appended
        WHERE from_status = 'blocked' AND to_status <> 'blocked' ORDER BY request_id, id) AS first
      WHERE blocks.request_id = first.request_id AND ended_at IS NULL AND event_id < first.id;
  END IF;
  IF blocked IS NOT NULL THEN
    PERFORM add_blocks(blocked);
  END IF;
  IF months IS NOT NULL THEN
    PERFORM unfold_months(months);
  END IF;
  RETURN NULL;
END $$;

-- Reasons may be loaded after their events, and redacted.
CREATE FUNCTION note_reasons() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE blocks SET reason_hash = reason_hash(written.message)
    FROM written WHERE blocks.event_id = written.event_id;
  RETURN NULL;
END $$;

-- What happened before this release.
SELECT add_completions((SELECT array_agg(id) FROM request_events WHERE action = 'complete'));
SELECT add_rejections((SELECT array_agg(id) FROM request_events WHERE action = 'reject'));
SELECT add_blocks((SELECT array_agg(id) FROM request_events WHERE action = 'block'));

CREATE TRIGGER request_events_noted AFTER INSERT ON request_events
  REFERENCING NEW TABLE AS appended FOR EACH STATEMENT EXECUTE FUNCTION note_events();
CREATE TRIGGER request_event_texts_noted AFTER INSERT ON request_event_texts
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_reasons();
CREATE TRIGGER request_event_texts_renoted AFTER UPDATE ON request_event_texts
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_reasons();

-- D2: a report that the worker writes, kept for 7 days.
CREATE TABLE report_exports (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id bigint NOT NULL REFERENCES users,
  -- What was asked for: report, filters, format (domain/api/exports.ts).
  query jsonb NOT NULL,
  file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 255),
  state text NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'running', 'ready', 'failed', 'cancelled', 'expired')),
  rows_total integer NOT NULL CHECK (rows_total >= 0),
  rows_done integer NOT NULL DEFAULT 0 CHECK (rows_done >= 0),
  -- How often a worker began to write it, crashes included.
  attempts integer NOT NULL DEFAULT 0,
  storage_key text UNIQUE,
  size_bytes bigint,
  -- A sentence for people.
  error text,
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  expires_at timestamptz,
  -- Its owner has been shown that it is there.
  seen_at timestamptz,
  CHECK ((state = 'ready') = (size_bytes IS NOT NULL AND expires_at IS NOT NULL) OR state = 'expired'),
  CHECK (state <> 'ready' OR storage_key IS NOT NULL)
);
CREATE INDEX report_exports_user ON report_exports (user_id, created_at DESC);
CREATE INDEX report_exports_expiring ON report_exports (expires_at) WHERE state = 'ready';

-- P4: the redaction of what only readers of prices see is seen by them alone.
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
      jsonb_build_object('redactedEvent', redacted_event)
        || CASE WHEN redacted.details ? 'internal' THEN '{"internal": true}'::jsonb ELSE '{}' END
        || CASE WHEN redacted.details ? 'prices' THEN '{"prices": true}'::jsonb ELSE '{}' END)
    RETURNING id INTO appended;
  INSERT INTO request_event_texts (event_id, message) VALUES (appended, reason);
  RETURN appended;
END $$;
