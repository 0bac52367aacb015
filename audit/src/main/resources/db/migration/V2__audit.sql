-- The audit log. Rows are inserted and read, never changed: grants are the first wall, the
-- triggers below the second, and the signed tree the proof where both were climbed.

CREATE SEQUENCE audit_record_seq;

CREATE TABLE audit_record (
    -- A transaction takes its number before its rows take theirs. So once every transaction older
    -- than a given one has ended, all records numbered before that moment are visible or will never
    -- be: the sequencer relies on it to miss none that is committed late.
    seq         bigint PRIMARY KEY DEFAULT
        CASE WHEN pg_current_xact_id() IS NOT NULL THEN nextval('audit_record_seq') END,
    id          text NOT NULL UNIQUE CHECK (id ~ '^[A-Za-z0-9_.:-]{1,128}$'),
    record      bytea NOT NULL,
    salt        bytea NOT NULL CHECK (octet_length(salt) = 32),
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

ALTER SEQUENCE audit_record_seq OWNED BY audit_record.seq;

-- Which place in the tree a record took. No foreign key: its check would lock and rewrite every
-- record once more, and the verifier proves the same with hashes.
CREATE TABLE audit_leaf (
    leaf_index bigint PRIMARY KEY CHECK (leaf_index >= 0),
    seq        bigint NOT NULL UNIQUE,
    commitment bytea NOT NULL CHECK (octet_length(commitment) = 32)
);

-- Full tiles (C2SP tlog-tiles) with the root of each, which is its entry one level up. Partial
-- tiles are put together from leaves and roots.
CREATE TABLE audit_tile (
    level      smallint NOT NULL CHECK (level BETWEEN 0 AND 7),
    tile_index bigint NOT NULL CHECK (tile_index >= 0),
    hashes     bytea NOT NULL CHECK (octet_length(hashes) = 8192),
    root       bytea NOT NULL CHECK (octet_length(root) = 32),
    PRIMARY KEY (level, tile_index)
);

ALTER TABLE audit_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

-- Every signed tree head. Two of one size cannot be: the tree cannot fork here.
CREATE TABLE audit_checkpoint (
    size    bigint PRIMARY KEY CHECK (size >= 0),
    note    text NOT NULL,
    -- All records up to this number have their leaf, or were never committed.
    swept   bigint NOT NULL,
    made_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['audit_record', 'audit_leaf', 'audit_tile', 'audit_checkpoint'] LOOP
        EXECUTE format(
            'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I '
            'FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()', name);
        -- Fires in replication mode too, which switches ordinary triggers off.
        EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER append_only', name);
    END LOOP;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'flint_service') THEN
        -- Neither number nor time of a record is the service's to choose.
        GRANT SELECT, INSERT (id, record, salt) ON audit_record TO flint_service;
        GRANT SELECT, INSERT ON audit_leaf, audit_tile TO flint_service;
        GRANT SELECT, INSERT (size, note, swept) ON audit_checkpoint TO flint_service;
        GRANT SELECT, USAGE ON SEQUENCE audit_record_seq TO flint_service;
    END IF;
END
$$;
