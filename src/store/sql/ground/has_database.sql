-- Whether there is a database of a name.
--
--   $1 name  the name

SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1::text) AS yes
