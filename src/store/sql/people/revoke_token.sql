-- Revokes a token that was not revoked.
--
--   $1 id   which one
--   $2 now  when

UPDATE tokens SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL
