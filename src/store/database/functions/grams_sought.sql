-- grams_sought: the longest pieces that are in the grams of every key in which each word that somebody looks for stands.

CREATE OR REPLACE FUNCTION grams_sought(sought text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT array_agg(substr(word, place, 3))
    FROM string_to_table(folded(sought), ' ') AS word
    CROSS JOIN generate_series(1, greatest(char_length(word) - 2, 1)) AS place
);

COMMENT ON FUNCTION grams_sought(text) IS 'The pieces that are in the grams of every key in which each word that somebody looks for stands.';
