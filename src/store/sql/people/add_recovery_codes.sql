-- Adds recovery codes.
--
--   $1 account  whose
--   $2 hashes   their hashes

INSERT INTO recovery_codes (account_id, code_hash) SELECT $1, unnest($2::bytea[])
