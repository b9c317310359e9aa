-- Keeps what somebody typed, where the account is one that can sign in.
--
--   $1 id        what it is found by
--   $2 account   who had opened the form
--   $3 path      the address of the form
--   $4 form      the one-time key in the form
--   $5 fields    what was typed
--   $6 now       the moment

INSERT INTO unsent_forms (id, account_id, path, form_key, fields, kept_at)
SELECT $1, account.id, $3, $4, $5, $6
FROM accounts AS account
WHERE account.id = $2 AND account.disabled_at IS NULL
