-- grams: the pieces of up to three characters of a folded key. An index of them finds whatever stands anywhere in the key, however short it is, with
-- nothing but what every Postgres has: pg_trgm knows no piece of one or two characters, and not every database may have it.

CREATE OR REPLACE FUNCTION grams(key text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    found text[] := '{}';
BEGIN
    FOR place IN 1 .. char_length(key) LOOP
        found := found || ARRAY[substr(key, place, 1), substr(key, place, 2), substr(key, place, 3)];
    END LOOP;
    RETURN found;
END
$$;

COMMENT ON FUNCTION grams(text) IS 'The pieces of up to three characters of a folded key, for an index.';
