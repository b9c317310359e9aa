-- Whether a role may read the log.
--
--   $1 role  its name

SELECT has_table_privilege($1::text::name, 'public.unified_events', 'SELECT') AS yes
