-- What there is of somebody's second factor.
--
--   $1 account  whose

SELECT turned_on_at,
       pending_secret,
       (SELECT count(*) FROM recovery_codes WHERE account_id = factor.account_id) AS codes_left
FROM second_factors AS factor
WHERE account_id = $1
