-- Drops what was typed and nobody came back for.
--
--   $1 until  what was kept before this

DELETE FROM unsent_forms WHERE kept_at < $1
