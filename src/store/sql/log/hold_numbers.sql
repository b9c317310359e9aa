-- Holds the numbers that the shop gives to a species until this transaction ends, so that no two pets get the same. The first number of the lock
-- means nothing.
--
--   $1 species  the species, in any writing

SELECT pg_advisory_xact_lock(724645, hashtext(folded($1)))
