-- Drops the bytes of a file that was brought in.
--
--   $1 file  which

DELETE FROM stock_parts WHERE file_id = $1
