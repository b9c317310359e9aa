-- Keeps the heads that have changed since the seal before. A head stands for its version too: it is the hash of an event that has it.
--
--   $1 seal      the seal that covers them
--   $2 pets      whose they are
--   $3 versions  the versions of the latest events
--   $4 heads     their hashes

INSERT INTO seal_heads (seal_id, pet_id, version, head)
SELECT $1, * FROM unnest($2::uuid[], $3::integer[], $4::bytea[])
