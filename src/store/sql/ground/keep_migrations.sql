-- Writes down which migrations have been applied.
--
--   $1 versions  their versions

INSERT INTO __diesel_schema_migrations (version) SELECT unnest($1::text[])
