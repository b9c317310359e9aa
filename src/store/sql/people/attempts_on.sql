-- The latest attempts on an account, newest first.
--
--   $1 name  the hash of its name
--   $2 most  how many

SELECT attempted_at AS at FROM sign_in_attempts WHERE name_hash = $1 ORDER BY attempted_at DESC LIMIT $2
