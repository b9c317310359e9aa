-- Every pet gets a short number, by which people call it: how many pets came up to it, and before that a letter that follows from these digits. Whoever
-- mistypes one character, or swaps two neighbours, has another letter. Whatever stands here already is numbered in the order of its arrival.
--
-- Neither of the two columns takes a value from anybody, nor changes one: so a number is made once and never used again.

ALTER TABLE pet_streams ADD COLUMN ordinal integer;

UPDATE pet_streams AS stream
SET ordinal = came.place
FROM (
    SELECT pet_id, row_number() OVER (ORDER BY first.created_at, first.id, pet_id) AS place
    FROM pet_streams
    LEFT JOIN (SELECT pet_id, created_at, id FROM events WHERE version = 1) AS first USING (pet_id)
) AS came
WHERE came.pet_id = stream.pet_id;

ALTER TABLE pet_streams
    ALTER COLUMN ordinal SET NOT NULL,
    ALTER COLUMN ordinal ADD GENERATED ALWAYS AS IDENTITY,
    ADD CHECK (ordinal > 0);

SELECT setval(pg_get_serial_sequence('pet_streams', 'ordinal'), count(*) + 1, false) FROM pet_streams;

ALTER TABLE pet_streams ADD COLUMN number text NOT NULL UNIQUE GENERATED ALWAYS AS (
    substr('ACDEFGHJKMNPRTVWXYZ', ordinal % 19 + 1, 1) || '-' || lpad(ordinal::text, greatest(4, length(ordinal::text)), '0')
) STORED;

COMMENT ON COLUMN pet_streams.ordinal IS 'Which one it was to come, counted from 1; an arrival that failed leaves a gap.';
COMMENT ON COLUMN pet_streams.number IS 'The number by which people call it, like M-0142: a letter that follows from the digits, and the ordinal.';
