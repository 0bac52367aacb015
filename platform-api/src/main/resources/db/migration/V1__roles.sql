-- Two roles: the one that runs these migrations owns the tables; flint_service uses them with the
-- rights that each migration grants, and can change no table's shape.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'flint_service') THEN
    RAISE EXCEPTION 'the role flint_service is missing'
      USING HINT = 'As a superuser: CREATE ROLE flint_service LOGIN PASSWORD ...';
  END IF;
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO flint_service;
