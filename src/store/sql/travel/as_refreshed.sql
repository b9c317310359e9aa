-- A refresh keeps what it was elsewhere, though the snapshot was renewed under its name here.
--
--   $1 id           its number
--   $2 finished_at  when it was done
--   $3 pets         how many pets it found
--   $4 events       how many events it found

UPDATE snapshot_refreshes SET finished_at = $2, pets = $3, events = $4 WHERE id = $1
