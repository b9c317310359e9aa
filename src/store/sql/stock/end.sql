-- What a file brings is recorded, with this transaction; nothing where another attempt has taken it over.
--
--   $1 id    which
--   $2 run   by which attempt
--   $3 pets  how many pets

UPDATE stock_files SET state = 'done', pets = $3, ended_at = clock_timestamp() WHERE id = $1 AND run = $2 AND state = 'recording'
