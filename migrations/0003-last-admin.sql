-- P7: users are never deleted, and the last active admin stays one, whoever changes the row and how.

CREATE FUNCTION refuse_user_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'users are never deleted, only deactivated or erased' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER users_never_deleted BEFORE DELETE OR TRUNCATE ON users
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_user_deletion();

CREATE FUNCTION keep_an_active_admin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Two admins demoting each other at once take turns, so that the second sees the first one's change.
  PERFORM pg_advisory_xact_lock(hashtext('keep_an_active_admin'));
  IF NOT EXISTS (SELECT FROM users WHERE is_active AND roles @> ARRAY['admin']) THEN
    RAISE EXCEPTION 'the last active admin cannot be demoted or deactivated'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'users_last_admin';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER users_last_admin AFTER UPDATE OF roles, is_active ON users
  FOR EACH ROW
  WHEN (OLD.is_active AND OLD.roles @> ARRAY['admin'] AND NOT (NEW.is_active AND NEW.roles @> ARRAY['admin']))
  EXECUTE FUNCTION keep_an_active_admin();
