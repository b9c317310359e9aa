-- The ids under which sales know a customer who turned out to be the same as another.
--
--   $1 customer  who stays

SELECT id FROM customers WHERE joined_into = $1 ORDER BY joined_at, id
