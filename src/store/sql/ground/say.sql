-- Says of this connection what it does, for whoever looks at all of them.
--
--   $1 what  in less than 64 letters

SELECT set_config('application_name', $1, false)
