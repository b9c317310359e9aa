-- Says how long a statement may take on this connection.
--
--   $1 value  as the setting has it: 5s, or 0 for no limit

SELECT set_config('statement_timeout', $1, false)
