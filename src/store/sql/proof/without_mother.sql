-- The first hundred births whose mother is not there.

SELECT born.id
FROM pet_born_events AS born
WHERE NOT EXISTS (SELECT FROM pet_streams AS mother WHERE mother.pet_id = born.mother_id)
ORDER BY born.id
LIMIT 100
