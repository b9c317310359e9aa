-- The hashes of the tree under the newest seal at one depth.
--
--   $1 depth  how many bits the pets below share

SELECT depth, place, is_one, hash FROM seal_nodes WHERE depth = $1
