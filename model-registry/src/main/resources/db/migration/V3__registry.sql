-- Which model files may run, and the history of who said so.

CREATE TABLE registry_model_version (
  id            uuid        PRIMARY KEY,
  name          text        NOT NULL
    CHECK (length(name) <= 96 AND name ~ '^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$'),
  digest        text        NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  size          bigint      NOT NULL CHECK (size >= 0),
  imported_at   timestamptz NOT NULL,
  imported_by   text        NOT NULL CHECK (length(imported_by) BETWEEN 1 AND 200),
  state         text        NOT NULL CHECK (state IN ('IMPORTED', 'SIGNED', 'APPROVED', 'REVOKED')),
  approval_mode text        CHECK (approval_mode IN ('DEVELOPMENT', 'REVIEWED')),
  revision      bigint      NOT NULL,
  UNIQUE (name, digest),
  CHECK (state <> 'APPROVED' OR approval_mode IS NOT NULL)
);

CREATE TABLE registry_transition (
  id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  version_id  uuid        NOT NULL REFERENCES registry_model_version (id),
  actor       text        NOT NULL CHECK (length(actor) BETWEEN 1 AND 200),
  happened_at timestamptz NOT NULL,
  from_state  text,
  to_state    text        NOT NULL,
  mode        text,
  reason      text        CHECK (length(reason) <= 1000),
  -- Each state is entered once, so two approvers cannot both have approved.
  UNIQUE (version_id, to_state)
);

-- A version keeps its identity for good and moves only along the lifecycle.
CREATE FUNCTION registry_guard_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' THEN
    RAISE EXCEPTION 'registry_model_version keeps every row: % is refused', TG_OP;
  END IF;
  IF (NEW.id, NEW.name, NEW.digest, NEW.size, NEW.imported_at, NEW.imported_by)
     IS DISTINCT FROM (OLD.id, OLD.name, OLD.digest, OLD.size, OLD.imported_at, OLD.imported_by) THEN
    RAISE EXCEPTION 'registry_model_version: the identity of version % cannot change', OLD.id;
  END IF;
  IF (OLD.state, NEW.state) NOT IN (
       ('IMPORTED', 'SIGNED'), ('SIGNED', 'APPROVED'),
       ('IMPORTED', 'REVOKED'), ('SIGNED', 'REVOKED'), ('APPROVED', 'REVOKED')) THEN
    RAISE EXCEPTION 'registry_model_version: % may not become %', OLD.state, NEW.state;
  END IF;
  IF OLD.approval_mode IS NOT NULL AND NEW.approval_mode IS DISTINCT FROM OLD.approval_mode THEN
    RAISE EXCEPTION 'registry_model_version: the approval of version % cannot change', OLD.id;
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER registry_model_version_guard
  BEFORE UPDATE OR DELETE ON registry_model_version
  FOR EACH ROW EXECUTE FUNCTION registry_guard_version();
CREATE TRIGGER registry_model_version_keep
  BEFORE TRUNCATE ON registry_model_version
  FOR EACH STATEMENT EXECUTE FUNCTION registry_guard_version();

-- A version begins where the lifecycle begins.
CREATE FUNCTION registry_guard_birth() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'IMPORTED' OR NEW.approval_mode IS NOT NULL THEN
    RAISE EXCEPTION 'registry_model_version: a new version is IMPORTED, not %', NEW.state;
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER registry_model_version_birth
  BEFORE INSERT ON registry_model_version
  FOR EACH ROW EXECUTE FUNCTION registry_guard_birth();

-- The history is append-only.
CREATE FUNCTION registry_guard_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'registry_transition is append-only: % is refused', TG_OP;
END $$;

CREATE TRIGGER registry_transition_guard
  BEFORE UPDATE OR DELETE ON registry_transition
  FOR EACH ROW EXECUTE FUNCTION registry_guard_history();
CREATE TRIGGER registry_transition_keep
  BEFORE TRUNCATE ON registry_transition
  FOR EACH STATEMENT EXECUTE FUNCTION registry_guard_history();

-- The service's own role, where there is one, gets no more than its code uses.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'flint_service') THEN
    GRANT SELECT, INSERT ON registry_model_version TO flint_service;
    GRANT UPDATE (state, approval_mode, revision) ON registry_model_version TO flint_service;
    GRANT SELECT, INSERT ON registry_transition TO flint_service;
  END IF;
END $$;
