-- Who bought, by the ids that sales carry; who was forgotten has no name.
--
--   $1 customers  the ids

SELECT buyer.id, coalesce(buyer.name, '') AS name FROM buyers AS buyer WHERE buyer.id = ANY ($1)
