-- A page of the log, by id, with names. The ids of a day, of a page and of the filter by days are one range.
--
-- By a species of which there are many pets, the log is walked until enough of them have been met. Of a rare one that would be all of the log; so the
-- events of its pets are looked up first.
--
--   $1 above    only ids above this one
--   $2 below    only ids below this one
--   $3 species  only pets of this species, in any writing, where the page is by species
--   $4 by       only what this account recorded, where the page is by recorder
--   $5 most     how many
--   $6 request  only what this request recorded, where the page is of one

SELECT line.*
FROM event_lines_at('infinity') AS line
WHERE line.id > $1
  AND line.id < $2
/*: if let Some(kind) = kind :*/
  AND line.event_type = '/*{ kind.name() }*/'
/*: endif :*/
/*: if is_rare :*/
  AND line.id = ANY (ARRAY(
      SELECT event.id
      FROM pet_origins AS pet
      CROSS JOIN LATERAL (
          SELECT id
          FROM events
          WHERE pet_id = pet.pet_id AND id > $1 AND id < $2
          /*: if let Some(kind) = kind :*/
            AND event_type = '/*{ kind.name() }*/'
          /*: endif :*/
          /*: if by_recorder :*/
            AND metadata ->> 'recorded_by' = $4
          /*: endif :*/
          OFFSET 0
      ) AS event
      WHERE folded(pet.species) = (SELECT folded($3))
      ORDER BY event.id /*: if newest_first :*/DESC/*: else :*/ASC/*: endif :*/
      LIMIT $5
  ))
/*: else if by_species :*/
  AND line.pet_id IN (SELECT pet_id FROM pet_origins WHERE folded(species) = (SELECT folded($3)))
/*: endif :*/
/*: if by_recorder :*/
  AND line.metadata ->> 'recorded_by' = $4
/*: endif :*/
/*: if of_request :*/
  AND line.metadata ->> 'request_id' = $6
/*: endif :*/
ORDER BY line.id /*: if newest_first :*/DESC/*: else :*/ASC/*: endif :*/
LIMIT $5
