-- Keeps what an account's name looks like, and the name as names are kept, where that is nobody else's.
--
--   $1 account     which
--   $2 name        the name as it is kept
--   $3 look        what it looks like as it is written
--   $4 look_small  what it looks like in small letters

UPDATE accounts
SET name = $2, look = $3, look_small = $4
WHERE id = $1
  AND NOT EXISTS (
      SELECT FROM accounts AS other
      WHERE other.id <> $1 AND (lower(other.name) = lower($2) OR other.look = $3 OR other.look_small = $4)
  )
