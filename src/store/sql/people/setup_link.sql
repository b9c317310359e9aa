-- Whether this is a setup link of this shop.
--
--   $1 link  the hash of its token

SELECT EXISTS (SELECT FROM setup_links WHERE token_hash = $1) AS yes
