-- Counts a use of a token that can be used, within the minute; with what the owner has said of the shop.
--
--   $1 secret_hash  what is kept of it
--   $2 now          when it is used

UPDATE tokens
SET uses = CASE WHEN date_trunc('minute', last_used_at) = date_trunc('minute', $2::timestamptz) THEN uses + 1 ELSE 1 END,
    last_used_at = $2
WHERE secret_hash = $1
  AND revoked_at IS NULL
  AND (ends_at IS NULL OR ends_at > $2)
RETURNING id,
          scope,
          uses,
          (SELECT shop.time_zone FROM shop) AS time_zone,
          coalesce((SELECT books.currency FROM books), (SELECT shop.currency FROM shop)) AS currency
