-- Forgets an object that is no more.
--
--   $1 name  its file

DELETE FROM database_objects WHERE name = $1
