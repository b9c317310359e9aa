-- What the owner has said of the shop, and whether its books have begun: then the currency is theirs.

SELECT shop.name,
       shop.time_zone,
       coalesce(books.currency, shop.currency) AS currency,
       books.currency IS NOT NULL AS has_begun
FROM (VALUES (true)) AS always (one)
LEFT JOIN shop ON true
LEFT JOIN books ON true
