-- A customer who may be sold a pet to; nobody forgets them until this transaction ends.
--
--   $1 customer  which

SELECT id FROM customers WHERE id = $1 AND forgotten_at IS NULL FOR KEY SHARE
