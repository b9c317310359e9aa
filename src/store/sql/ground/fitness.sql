-- Whether this database can be a shop's, as far as that can be asked in every encoding.

SELECT current_database()::text AS database,
       getdatabaseencoding()::text AS encoding,
       coalesce((SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = 'public'), false) AS has_schema,
       session_user::text AS who
