-- Keeps what the owner has said of the shop; what is NULL stays as it was. Once the books have begun, the currency is theirs.
--
--   $1 name       what it is called
--   $2 time_zone  its time zone
--   $3 currency   the currency in which the books are to begin

INSERT INTO shop (name, time_zone, currency)
VALUES ($1, $2, CASE WHEN EXISTS (SELECT FROM books) THEN NULL ELSE $3 END)
ON CONFLICT (one) DO UPDATE
SET name = coalesce(excluded.name, shop.name),
    time_zone = coalesce(excluded.time_zone, shop.time_zone),
    currency = coalesce(excluded.currency, shop.currency)
