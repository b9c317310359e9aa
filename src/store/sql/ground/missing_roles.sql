-- What is missing of the roles, as the statements that would make it, in the order in which they have to be run; none, where everything is as it
-- should be. Run by whoever may, told to whoever may not.
--
-- What an older version of the shop has made belongs to whoever ran its migrations, and so it does after a dump was restored without owners;
-- it is known by who owns the list of migrations. Of other things in the schema nobody's hand is changed.

WITH wanted (name, sign_in, said) AS (
    VALUES ('hello_owner', 'NOLOGIN', 'Owns the tables, views and functions of a shop; runs its migrations.'),
           ('hello_app', 'LOGIN', 'The shop itself: it records events, and cannot rewrite them.'),
           ('hello_reader', 'LOGIN', 'Looks at the log and what is computed from it, and at nothing about people.')
),
role AS (
    SELECT wanted.*, pg_roles.oid
    FROM wanted LEFT JOIN pg_roles ON pg_roles.rolname = wanted.name
),
me AS (
    SELECT rolname, rolsuper FROM pg_roles WHERE rolname = current_user
),
migrator AS (
    SELECT relowner AS oid
    FROM pg_class
    WHERE oid = to_regclass('public.__diesel_schema_migrations')
      AND relowner IS DISTINCT FROM (SELECT oid FROM role WHERE name = 'hello_owner')
),
needed (step, statement) AS (
    SELECT 1, format('CREATE ROLE %I %s', name, sign_in)
    FROM role WHERE oid IS NULL
UNION ALL
    SELECT 2, format('COMMENT ON ROLE %I IS %L', name, said)
    FROM role WHERE oid IS NULL
UNION ALL
    SELECT 3, format('GRANT hello_owner TO %I', rolname)
    FROM me
    WHERE NOT rolsuper
      AND NOT EXISTS (
          SELECT FROM role
          WHERE name = 'hello_owner'
            AND pg_has_role(oid, CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END)
      )
UNION ALL
    SELECT 4, format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), name)
    FROM role
    WHERE NOT coalesce(has_database_privilege(oid, current_database(), 'CONNECT'), has_database_privilege('public', current_database(), 'CONNECT'))
      AND sign_in = 'LOGIN'
UNION ALL
    SELECT 5, format('GRANT USAGE ON SCHEMA public TO %I', name)
    FROM role
    WHERE NOT coalesce(has_schema_privilege(oid, 'public', 'USAGE'), has_schema_privilege('public', 'public', 'USAGE'))
UNION ALL
    SELECT 6, 'GRANT CREATE ON SCHEMA public TO hello_owner'
    FROM role
    WHERE name = 'hello_owner'
      AND NOT coalesce(has_schema_privilege(oid, 'public', 'CREATE'), false)
UNION ALL
    -- The shop tells errors apart by their words, and asks for them in English; only a superuser may let it.
    SELECT 7, 'GRANT SET ON PARAMETER lc_messages TO hello_app'
    FROM role, me
    WHERE name = 'hello_app'
      AND rolsuper
      AND current_setting('lc_messages') !~* '^(C|POSIX|en)?([_.]|\Z)'
      AND NOT coalesce(has_parameter_privilege(oid, 'lc_messages', 'SET'), false)
UNION ALL
    SELECT 8, format('ALTER %s %I.%I OWNER TO hello_owner',
                     CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
                     'public', relname)
    FROM pg_class JOIN migrator ON relowner = migrator.oid
    WHERE relnamespace = 'public'::regnamespace
      AND relkind IN ('r', 'p', 'v', 'm', 'S')
      -- What a table or an extension has of its own goes with it.
      AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype IN ('a', 'i', 'e'))
UNION ALL
    SELECT 9, format('ALTER ROUTINE %s OWNER TO hello_owner', pg_proc.oid::regprocedure)
    FROM pg_proc JOIN migrator ON proowner = migrator.oid
    WHERE pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')
UNION ALL
    SELECT 10, format('ALTER COLLATION public.%I OWNER TO hello_owner', collname)
    FROM pg_collation JOIN migrator ON collowner = migrator.oid
    WHERE collnamespace = 'public'::regnamespace
      AND collname = 'shop_order'
)
SELECT statement FROM needed ORDER BY step, statement
