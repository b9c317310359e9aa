-- The token of a name that was not revoked, whatever its case.
--
--   $1 name  the name

SELECT token.id, token.name, token.scope, token.created_at, account.name AS by, token.ends_at, token.revoked_at, token.last_used_at
FROM tokens AS token
LEFT JOIN accounts AS account ON account.id = token.created_by
WHERE lower(token.name) = lower($1) AND token.revoked_at IS NULL
