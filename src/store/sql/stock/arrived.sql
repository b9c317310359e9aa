-- A file is there, whole.
--
--   $1 id       which
--   $2 bytes    how long it is
--   $3 hash     sha256 of its bytes
--   $4 reading  how it is read, as it was guessed

UPDATE stock_files
SET bytes = $2, hash = $3, reading = $4, state = 'checked'
WHERE id = $1 AND state = 'arriving'
