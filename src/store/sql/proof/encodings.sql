-- Events with their encoding, by pet and version. How an event is encoded is said here again, not asked of the database's function, which could be
-- another by now.
--
--   $1 pets  only those of these pets, where they are of some pets

/*: for kind in EventKind::ALL :*/
/*: if !loop.first :*/
UNION ALL
/*: endif :*/
SELECT pet_id,
       version,
       id,
       '/*{ kind.name() }*/' AS kind,
       hash,
       (jsonb_strip_nulls(to_jsonb(e) - 'hash' - 'metadata') || jsonb_build_object('metadata', metadata))::text AS encoding
FROM /*{ kind.table() }*/ AS e
/*: if of_some_pets :*/
WHERE pet_id = ANY ($1)
/*: endif :*/
/*: endfor :*/
ORDER BY pet_id, version
