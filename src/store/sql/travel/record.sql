-- Records events as they were recorded elsewhere, at most one of each pet; answers the hash that each has here.
--
--   $1 events  the events, each with its columns by name

INSERT INTO /*{ kind.table() }*/
SELECT imported.*
FROM unnest($1::jsonb[]) AS event
CROSS JOIN LATERAL jsonb_populate_record(NULL::/*{ kind.table() }*/, event) AS imported
RETURNING id, hash
