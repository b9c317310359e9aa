-- A token.
--
--   $1 id  which one

SELECT token.id, token.name, token.scope, token.created_at, account.name AS by, token.ends_at, token.revoked_at, token.last_used_at
FROM tokens AS token
LEFT JOIN accounts AS account ON account.id = token.created_by
WHERE token.id = $1
