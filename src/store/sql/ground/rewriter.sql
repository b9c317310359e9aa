-- By what the one who signed in could rewrite the log, where they could: the plainest reason.
--
-- Every role that they can become counts, whether it lends its rights by itself or has to be asked by SET ROLE. Whoever owns the schema can drop
-- what is in it; whoever may make a trigger can change what is recorded; up to Postgres 15, CREATEROLE gives itself any role.

WITH RECURSIVE event_table (oid) AS (
    SELECT to_regclass('public.events')::oid WHERE to_regclass('public.events') IS NOT NULL
UNION
    SELECT inhrelid FROM pg_inherits JOIN event_table ON inhparent = event_table.oid
)
SELECT session_user::text AS who, role.rolname::text AS role, reason.why
FROM pg_roles AS role
CROSS JOIN LATERAL (
    SELECT 1, 'is a superuser'
    WHERE role.rolsuper
UNION ALL
    SELECT 2, 'may give itself any role'
    WHERE role.rolcreaterole AND current_setting('server_version_num')::int < 160000
UNION ALL
    SELECT 3, 'may do whatever the server may'
    WHERE role.rolname IN ('pg_execute_server_program', 'pg_write_server_files')
UNION ALL
    SELECT 3, 'may switch triggers off'
    WHERE has_parameter_privilege(role.oid, 'session_replication_role', 'SET')
UNION ALL
    SELECT 4, format('owns the table %s', oid::regclass)
    FROM pg_class JOIN event_table USING (oid)
    WHERE relowner = role.oid
UNION ALL
    SELECT 5, 'owns the schema of the shop'
    FROM pg_namespace
    WHERE nspname = 'public' AND nspowner = role.oid
UNION ALL
    SELECT 6, format('has the right to %s on %s', privilege, oid::regclass)
    FROM event_table CROSS JOIN unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS privilege
    WHERE has_table_privilege(role.oid, oid, privilege) OR privilege = 'UPDATE' AND has_any_column_privilege(role.oid, oid, privilege)
) AS reason (rank, why)
WHERE pg_has_role(session_user, role.oid, 'MEMBER')
ORDER BY reason.rank, role.rolname <> session_user, reason.why
LIMIT 1
