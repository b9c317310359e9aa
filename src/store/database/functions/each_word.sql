-- each_word: what somebody looks for as patterns, one for each word, wherever it stands in a folded key: key LIKE ALL (each_word($1)). Where there is no
-- word it is NULL, and nothing is found.

CREATE OR REPLACE FUNCTION each_word(sought text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (SELECT array_agg('%' || regexp_replace(word, '([\\%_])', '\\\1', 'g') || '%') FROM string_to_table(folded(sought), ' ') AS word);

COMMENT ON FUNCTION each_word(text) IS 'The words that somebody looks for, each as a pattern for LIKE.';
