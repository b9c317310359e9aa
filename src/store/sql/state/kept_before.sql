-- The moment nearest to one, and not after it, of which the stock is kept, and which nothing that the projection has not seen can have changed.
--
--   $1 at      the moment
--   $2 unseen  the earliest moment of what the projection has not seen; infinity where it has seen all

SELECT max(moment) AS at FROM stock_moments WHERE moment <= $1 AND moment < $2
