-- Whether a migration was applied.
--
--   $1 version  which

SELECT EXISTS (SELECT FROM __diesel_schema_migrations WHERE version = $1) AS yes
