-- The latest attempts from an address, newest first.
--
--   $1 address  the address
--   $2 most     how many

SELECT attempted_at AS at FROM sign_in_attempts WHERE address = $1 ORDER BY attempted_at DESC LIMIT $2
