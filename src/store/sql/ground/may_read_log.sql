-- Whether a role may read the log.
--
--   $1 role  its name

SELECT coalesce(has_table_privilege($1::text::name, to_regclass('public.unified_events'), 'SELECT'), false) AS yes
