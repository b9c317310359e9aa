-- Whose session it is, if it still lives, what the owner has said of the shop, and what of the log could be seen before anything else was read for them.
--
--   $1 session  the hash of its token
--   $2 begun    it must have begun after this
--   $3 used     it must have been used after this

SELECT account.id AS account,
       account.name,
       account.role,
       account.second_factor_required,
       EXISTS (SELECT FROM second_factors WHERE account_id = account.id AND secret IS NOT NULL) AS has_second_factor,
       session.last_seen_at,
       shop.name AS shop,
       shop.time_zone,
       coalesce(books.currency, shop.currency) AS currency,
       pg_current_snapshot() AS seen
FROM sessions AS session
JOIN accounts AS account ON account.id = session.account_id
LEFT JOIN shop ON true
LEFT JOIN books ON true
WHERE session.token_hash = $1
  AND session.created_at > $2
  AND session.last_seen_at > $3
  AND account.disabled_at IS NULL
