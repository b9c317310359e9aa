-- Drops the keys of forms that nobody sends again.
--
--   $1 until  those that were used before this

DELETE FROM form_keys WHERE used_at < $1
