-- words_of: the folded words of a name in one order, so that Garcia Maria is María García.

CREATE OR REPLACE FUNCTION words_of(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (SELECT string_agg(word, ' ' ORDER BY word COLLATE "C") FROM string_to_table(folded(name), ' ') AS word);

COMMENT ON FUNCTION words_of(text) IS 'The folded words of a name in one order.';
