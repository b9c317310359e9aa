-- Bytes of a file.
--
--   $1 file   which
--   $2 place  which part of it

SELECT part FROM stock_parts WHERE file_id = $1 AND place = $2
