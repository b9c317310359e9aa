-- A page of the log, by id, with names. The ids of a day, of a page and of the filter by days are one range.
--
--   $1 above    only ids above this one
--   $2 below    only ids below this one
--   $3 species  only pets of this species, whatever its case, where the page is by species
--   $4 by       only what this account recorded, where the page is by recorder
--   $5 most     how many

SELECT line.*
FROM event_lines_at('infinity') AS line
WHERE line.id > $1
  AND line.id < $2
/*: if let Some(kind) = kind :*/
  AND line.event_type = '/*{ kind.name() }*/'
/*: endif :*/
/*: if by_species :*/
  AND line.pet_id IN (SELECT pet_id FROM pet_origins WHERE lower(species) = lower($3))
/*: endif :*/
/*: if by_recorder :*/
  AND line.metadata ->> 'recorded_by' = $4
/*: endif :*/
ORDER BY line.id /*: if newest_first :*/DESC/*: else :*/ASC/*: endif :*/
LIMIT $5
