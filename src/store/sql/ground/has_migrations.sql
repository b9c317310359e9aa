-- Whether anything was ever migrated here, and may be read.

SELECT coalesce(has_table_privilege(to_regclass('public.__diesel_schema_migrations'), 'SELECT'), false) AS yes
