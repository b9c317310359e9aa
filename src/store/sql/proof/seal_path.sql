-- Some of the hashes of the tree under the newest seal.
--
--   $1 depths  where they are
--   $2 places  and which of those there

SELECT depth, place, is_one, hash
FROM unnest($1::smallint[], $2::integer[]) AS wanted (depth, place)
JOIN seal_nodes USING (depth, place)
