-- Drops the answers to which nobody goes back.
--
--   $1 until  what was kept before this

DELETE FROM answers_to_forms WHERE kept_at < $1
