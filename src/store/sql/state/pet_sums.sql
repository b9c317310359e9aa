-- How many pets a list shows, and what they cost together, by where they are; of very many, only so many are looked at. It is the list of pet_list.sql
-- without its pages: the projection, with the pets that have moved on since laid over it.
--
--   $1 position  what of the log the projection has seen
--   $2 text      each word of this is in the name, the species or the number, by pet_words
--   $3 species   only this species, by the folded key
--   $4 min       only at this price or above
--   $5 max       only at this price or below
--   $6 most      how many are looked at
/*: macro fitting(words, species_key) :*/true
/*:- if by_text :*/
          AND /*{ words }*/ LIKE ALL ((SELECT each_word($2))::text[])
/*:- endif :*/
/*:- if by_species :*/
          AND /*{ species_key }*/ = (SELECT folded($3))
/*:- endif :*/
          AND ($4::numeric IS NULL OR pet.price >= $4) AND ($5::numeric IS NULL OR pet.price <= $5)/*: endmacro :*/
WITH moved AS MATERIALIZED (
    SELECT DISTINCT pet_id AS id FROM unseen_events($1)
),
found AS (
    (
        SELECT pet.status, pet.price
        FROM pets_state_projection AS pet
        WHERE pet.id NOT IN (SELECT id FROM moved)
        /*:- if by_text :*/
          AND grams(pet.words) @> (SELECT grams_sought($2))
        /*:- endif :*/
          AND /*: call fitting("pet.words", "pet.species_key") :*//*: endcall :*/
    )
    UNION ALL
    (
        SELECT pet.status, pet.price
        FROM (
            SELECT state.*
            FROM moved
            CROSS JOIN LATERAL (SELECT * FROM pets_state WHERE id = moved.id OFFSET 0) AS state
        ) AS pet
        WHERE /*: call fitting("pet_words(pet.name, pet.species, pet.number)", "folded(pet.species)") :*//*: endcall :*/
    )
    LIMIT $6
)
SELECT status, count(*) AS pets, sum(price) AS value
FROM found
GROUP BY status
