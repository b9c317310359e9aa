-- The pet that has a number, as it is now.
--
--   $1 number  the number

SELECT * FROM pets_state WHERE number = $1
