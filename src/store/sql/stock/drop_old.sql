-- Drops files that have brought nothing and that nobody came back for.
--
--   $1 until  what came before this

DELETE FROM stock_files WHERE created_at < $1 AND state <> 'done' AND moved_at < $1
