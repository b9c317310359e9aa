-- Forgets the attempts that no longer count.
--
--   $1 until  those at this moment or before

DELETE FROM sign_in_attempts WHERE attempted_at <= $1
