-- Keeps the next bytes of a file.
--
--   $1 file   which
--   $2 place  which part of it
--   $3 part   the bytes

INSERT INTO stock_parts (file_id, place, part) VALUES ($1, $2, $3)
