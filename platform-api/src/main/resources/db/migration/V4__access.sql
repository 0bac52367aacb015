-- API keys. Rows are only ever added: a revocation is a row of its own, so the service needs no
-- right to change or delete, and what was revoked cannot come back.

CREATE TABLE access_key (
  id            text        PRIMARY KEY CHECK (id ~ '^[0-9A-Za-z]{10}$'),
  secret_sha256 bytea       NOT NULL CHECK (octet_length(secret_sha256) = 32),
  owner         text        NOT NULL CHECK (char_length(owner) BETWEEN 1 AND 200),
  department    text        NOT NULL CHECK (char_length(department) BETWEEN 1 AND 200),
  roles         text[]      NOT NULL CHECK (cardinality(roles) > 0
                  AND roles <@ ARRAY['user', 'operator', 'approver', 'auditor', 'admin']
                  -- an auditor changes nothing, so no other role may ride on the same key
                  AND ('auditor' <> ALL (roles) OR cardinality(roles) = 1)),
  created_at    timestamptz NOT NULL DEFAULT now(),
  created_by    text        NOT NULL
);

CREATE TABLE access_key_revocation (
  key_id     text        PRIMARY KEY REFERENCES access_key (id),
  revoked_at timestamptz NOT NULL DEFAULT now(),
  revoked_by text        NOT NULL
);

DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'flint_service') THEN
    GRANT SELECT, INSERT ON access_key, access_key_revocation TO flint_service;
  END IF;
END
$$;
