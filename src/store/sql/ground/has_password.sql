-- Whether a role has a password to sign in with. Only a superuser may know.
--
--   $1 role  its name

SELECT passwd IS NOT NULL AS yes FROM pg_shadow WHERE usename = $1::text::name
