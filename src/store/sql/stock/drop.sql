-- Drops a file that has brought nothing.
--
--   $1 id  which

DELETE FROM stock_files WHERE id = $1 AND state IN ('arriving', 'checked')
