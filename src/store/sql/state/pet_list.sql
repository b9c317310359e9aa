-- A page of the list of pets, now or as of a moment.
--
-- Laid over: one branch walks the projection by the index of the order and leaves out the pets that it does not show as they are; the other computes
-- those from the log. Both are ordered and limited, so that Postgres merges them without sorting the shop. Where a text is looked for, and an index says
-- that few pets have it, these are looked at instead of walking past all that have not.
--
-- Walked: as of a moment, in an order and by what the log's own indexes have, the page is walked along these. Of the pets on it, those to whom nothing has
-- happened since are as the projection has them, and the others are computed. By name it walks all names that pets ever got, and leaves out those that did
-- not count then; of a rare species that would be all of them, so its pets are looked up.
--
-- Laid over as of a moment, and walked for a species, it is planned anew each time: see `is_planned_anew`, with what was measured.
--
--   $1 position  what of the log the projection has seen
--   $2 at        the moment; infinity for now
--   $3 text      each word of this is in the name, the species or the number, by pet_words
--   $4 species   only this species, by the folded key
--   $5 status    only this status
--   $6 min       only at this price or above
--   $7 max       only at this price or below
--   $8 name      the name of the pet beside the page, in an order by name or by where they are
--   $9 price     its price, in an order by price
--   $10 came     when its first event was recorded, in an order by age
--   $11 beside   where it is, in the order by that: the three words for it stand in that order by themselves
--   $12 id       its id
--   $13 most     how many
/*: macro key() :*//*: match order.key() :*//*: when Column::Name :*/folded(pet.name) COLLATE shop_order/*: when Column::Price :*/pet.price/*: when Column::Age :*/pet.created_at/*: when Column::Status :*/folded(pet.name) COLLATE shop_order/*: endmatch :*//*: endmacro :*/
/*: macro sorted() :*/ORDER BY /*: if order.key() == Column::Status :*/pet.status /*: if is_down :*/DESC/*: else :*/ASC/*: endif :*/, /*: endif :*//*: call key() :*//*: endcall :*/ /*: if is_down :*/DESC/*: else :*/ASC/*: endif :*/, pet.id /*: if is_down :*/DESC/*: else :*/ASC/*: endif :*/ LIMIT $13/*: endmacro :*/
/*: macro called(words, species_key) :*/true
/*:- if by_text :*/
        AND /*{ words }*/ LIKE ALL ((SELECT each_word($3))::text[])
/*:- endif :*/
/*:- if by_species :*/
        AND /*{ species_key }*/ = (SELECT folded($4))
/*:- endif :*//*: endmacro :*/
/*: macro computed() :*//*: call called("pet_words(pet.name, pet.species, pet.number)", "folded(pet.species)") :*//*: endcall :*//*: endmacro :*/
/*: macro beside() :*/
/*:- if !is_first :*/
        AND (/*: if order.key() == Column::Status :*/pet.status, /*: endif :*//*: call key() :*//*: endcall :*/, pet.id) /*: if is_down :*/</*: else :*/>/*: endif :*/ (/*: match order.key() :*//*: when Column::Status :*/$11::text, folded($8) COLLATE shop_order/*: when Column::Name :*/folded($8) COLLATE shop_order/*: when Column::Price :*/$9::numeric/*: when Column::Age :*/$10::timestamptz/*: endmatch :*/, $12)
/*:- endif :*//*: endmacro :*/
/*: macro fitting(words, species_key) :*//*: call called(words, species_key) :*//*: endcall :*/
/*:- if by_status :*/
        AND pet.status = $5
/*:- endif :*/
/*:- if by_price :*/
        AND ($6::numeric IS NULL OR pet.price >= $6) AND ($7::numeric IS NULL OR pet.price <= $7)
/*:- endif :*//*: call beside() :*//*: endcall :*//*: endmacro :*/
/*:- if way == Way::Walked :*/
SELECT state.*
FROM (
/*:- if order.key() == Column::Name && !is_rare :*/
    SELECT given.pet_id AS id, given.name, given.created_at
    /*:- if by_text || by_species :*/,
           origin.species, (SELECT number FROM pet_streams WHERE pet_id = given.pet_id) AS number
    /*:- endif :*/
    FROM pet_names AS given
    /*:- if by_text || by_species :*/
    CROSS JOIN LATERAL (SELECT species FROM pet_origins WHERE pet_id = given.pet_id OFFSET 0) AS origin
    /*:- endif :*/
    -- IS NOT TRUE lets the planner expect that most names count, and so that it will not have to walk far.
    WHERE (SELECT true FROM event_retracted_events AS r WHERE r.retracted_event_id = given.event_id AND r.created_at <= $2) IS NOT TRUE
      AND (
          SELECT true
          FROM pet_named_events AS later
          WHERE later.pet_id = given.pet_id AND later.version > given.version AND later.created_at <= $2
            AND (SELECT r.id FROM event_retracted_events AS r WHERE r.retracted_event_id = later.id AND r.created_at <= $2) IS NULL
          LIMIT 1
      ) IS NOT TRUE
/*:- else :*/
    SELECT pet_id AS id, name, species, created_at, number FROM pets_called_at($2)
/*:- endif :*/
) AS pet
CROSS JOIN LATERAL (
    (
        SELECT id, name, species, price, status, mother_id, customer_id, sale_price, came_on, status_since, version, created_at, updated_at, given_number, number
        FROM pets_state_projection
        WHERE id = pet.id AND updated_at <= $2 AND id <> ALL (ARRAY(SELECT pet_id FROM unseen_events($1)))
    )
    UNION ALL
    (SELECT * FROM pets_state_at($2) WHERE id = pet.id OFFSET 0)
    LIMIT 1
) AS state
WHERE pet.created_at <= $2
  AND /*: call computed() :*//*: endcall :*//*: call beside() :*//*: endcall :*/
/*: call sorted() :*//*: endcall :*/
/*: else :*/
WITH moved AS MATERIALIZED (
/*:- if way == Way::LaidOver :*/
    SELECT DISTINCT pet_id AS id FROM unseen_events($1)
/*:- else :*/
    -- To whom anything happened since the moment, whom the projection holds; who has been taken back whole since, whom it does not; and what it has
    -- not seen. In the order of their ids, by which the log is indexed: neighbours are read together.
    SELECT id FROM pets_state_projection WHERE created_at <= $2 AND updated_at > $2
    UNION
    SELECT origin.pet_id
    FROM event_retracted_events AS undone
    JOIN pet_origins AS origin ON origin.event_id = undone.retracted_event_id
    WHERE origin.created_at <= $2 AND undone.created_at > $2
    UNION
    SELECT pet_id FROM unseen_events($1)
    ORDER BY id
/*:- endif :*/
)
/*:- if is_found() :*/,
found AS MATERIALIZED (
    SELECT *
    FROM pets_state_projection
    WHERE grams(words) @> (SELECT grams_sought($3)) AND words LIKE ALL ((SELECT each_word($3))::text[])
    LIMIT 501
)
/*:- endif :*/
SELECT *
FROM (
/*:- if is_found() :*/
    (
        SELECT *
        FROM found AS pet
        WHERE (SELECT count(*) FROM found) <= 500 AND pet.id NOT IN (SELECT id FROM moved)
        AND /*: call fitting("pet.words", "pet.species_key") :*//*: endcall :*/
        /*: call sorted() :*//*: endcall :*/
    )
    UNION ALL
/*:- endif :*/
    (
        SELECT *
        FROM pets_state_projection AS pet
        WHERE
        /*:- if is_found() :*/ (SELECT count(*) FROM found) > 500 AND pet.id NOT IN (SELECT id FROM moved)
        /*:- else if way == Way::LaidOver :*/ pet.id NOT IN (SELECT id FROM moved)
        /*:- else :*/ pet.updated_at <= $2 AND pet.id NOT IN (SELECT pet_id FROM unseen_events($1))
        /*:- endif :*/
        AND /*: call fitting("pet.words", "pet.species_key") :*//*: endcall :*/
        /*: call sorted() :*//*: endcall :*/
    )
    UNION ALL
    (
        SELECT *
        FROM (
            SELECT state.*, NULL::text AS words, NULL::text AS species_key
            FROM /*: if by_text || by_species :*/(
                SELECT pet.id
                FROM (
                    SELECT moved.id, called.name, called.species, called.number
                    FROM moved
                    CROSS JOIN LATERAL (SELECT name, species, number FROM pets_called_at($2) WHERE pet_id = moved.id OFFSET 0) AS called
                ) AS pet
                WHERE /*: call computed() :*//*: endcall :*/
            ) AS moved/*: else :*/moved/*: endif :*/
            CROSS JOIN LATERAL (SELECT * FROM pets_state_at($2) WHERE id = moved.id OFFSET 0) AS state
        ) AS pet
        WHERE /*: call fitting("pet_words(pet.name, pet.species, pet.number)", "folded(pet.species)") :*//*: endcall :*/
        /*: call sorted() :*//*: endcall :*/
    )
) AS pet
/*: call sorted() :*//*: endcall :*/
/*: endif :*/
