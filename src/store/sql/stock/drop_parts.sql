-- Drops the bytes of files that were brought in: until then rows with a fault can be had from them.
--
--   $1 until  what was brought in before this

DELETE FROM stock_parts WHERE file_id IN (SELECT id FROM stock_files WHERE state = 'done' AND ended_at < $1)
