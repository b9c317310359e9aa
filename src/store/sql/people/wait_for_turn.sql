-- Waits until nobody else tries to sign in from an address or into an account, and keeps it so until this transaction ends: counting and
-- adding must be one step, or a hundred attempts at once would all be the first.
--
--   $1 name     the hash of the account's name
--   $2 address  where the attempt comes from

SELECT pg_advisory_xact_lock(1, hashtext(encode($1, 'hex'))), pg_advisory_xact_lock(2, hashtext($2))
