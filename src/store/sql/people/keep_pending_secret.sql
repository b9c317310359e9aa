-- Keeps a new secret until a code confirms it.
--
--   $1 account  whose
--   $2 secret   the secret

INSERT INTO second_factors (account_id, pending_secret) VALUES ($1, $2)
ON CONFLICT (account_id) DO UPDATE SET pending_secret = EXCLUDED.pending_secret
