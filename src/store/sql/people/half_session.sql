-- Whose password it was, if that is not too long ago.
--
--   $1 half   the hash of the half session's token
--   $2 begun  it must have begun after this

SELECT account.id,
       account.name,
       account.role,
       account.password_hash,
       account.disabled_at,
       account.created_at,
       account.second_factor_required
FROM half_sessions AS half
JOIN accounts AS account ON account.id = half.account_id
WHERE half.token_hash = $1
  AND half.created_at > $2
  AND account.disabled_at IS NULL
