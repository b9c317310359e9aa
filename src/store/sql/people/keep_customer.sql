-- A customer who may be sold a pet to; nobody forgets them, or joins them into another, until this transaction ends.
--
--   $1 customer  which

SELECT id FROM customers WHERE id = $1 AND name IS NOT NULL FOR KEY SHARE
