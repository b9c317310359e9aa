-- Keeps hashes of the tree under the newest seal.
--
--   $1 depths  where they are
--   $2 places  which of those there
--   $3 ones    whether there is one pet below
--   $4 hashes  their hashes

INSERT INTO seal_nodes (depth, place, is_one, hash)
SELECT * FROM unnest($1::smallint[], $2::integer[], $3::boolean[], $4::bytea[])
ON CONFLICT (depth, place) DO UPDATE SET is_one = EXCLUDED.is_one, hash = EXCLUDED.hash
