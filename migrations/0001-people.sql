-- People, sessions, sign-in attempts, settings, audit log.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  username text NOT NULL CHECK (username ~ '^[A-Za-z0-9][A-Za-z0-9._-]{1,39}$'),
  email text NOT NULL CHECK (email = lower(email) AND length(email) <= 254),
  first_name text NOT NULL DEFAULT '' CHECK (length(first_name) <= 80),
  last_name text NOT NULL DEFAULT '' CHECK (length(last_name) <= 80),
  timezone text NOT NULL DEFAULT 'UTC',
  slack_member_id text CHECK (slack_member_id ~ '^[UW][A-Z0-9]{2,20}$'),
  telegram_user_id bigint UNIQUE,
  password_hash text,
  roles text[] NOT NULL DEFAULT '{}' CHECK (roles <@ ARRAY['operator', 'qa_agent', 'leadership', 'admin']),
  teams text[] NOT NULL DEFAULT '{}' CHECK (teams <@ ARRAY['revenue', 'support', 'compliance', 'accounting']),
  is_active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  last_sign_in_at timestamptz
);
CREATE UNIQUE INDEX users_username ON users (lower(username));
CREATE UNIQUE INDEX users_email ON users (email);
CREATE INDEX users_roles ON users USING gin (roles) WHERE is_active;

-- Only the SHA-256 of the token is kept: a copy of this table signs nobody in.
CREATE TABLE sessions (
  token_hash bytea PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES users,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  address inet,
  user_agent text
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- Sessions end at once when an account is deactivated, whoever deactivates it and how.
CREATE FUNCTION end_sessions_of_inactive_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM sessions WHERE user_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER users_deactivated AFTER UPDATE OF is_active ON users
  FOR EACH ROW WHEN (OLD.is_active AND NOT NEW.is_active)
  EXECUTE FUNCTION end_sessions_of_inactive_user();

CREATE TABLE sign_in_attempts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  address inet NOT NULL,
  -- Keyed hash of the lower-cased email, known or not: the table must not collect what people mistype.
  account_hash bytea NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  succeeded boolean NOT NULL
);
CREATE INDEX sign_in_attempts_address ON sign_in_attempts (address, at);
CREATE INDEX sign_in_attempts_account ON sign_in_attempts (account_hash, at);
CREATE INDEX sign_in_attempts_at ON sign_in_attempts (at);

CREATE TABLE settings (
  key text PRIMARY KEY,
  value jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by bigint REFERENCES users
);

CREATE TABLE audit_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  actor_id bigint REFERENCES users,
  action text NOT NULL,
  -- What it was done to, as people name it: a request code, a username.
  target text,
  details jsonb NOT NULL DEFAULT '{}',
  address inet
);
CREATE INDEX audit_log_at ON audit_log (at);
CREATE INDEX audit_log_actor ON audit_log (actor_id, at);
CREATE INDEX audit_log_target ON audit_log (target, at);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
