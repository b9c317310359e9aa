-- hand_down_comments: INHERITS and views hand down columns, but not what is said about them. What a view says of its own columns stays.

CREATE OR REPLACE PROCEDURE hand_down_comments(source regclass, heir regclass)
LANGUAGE plpgsql AS $$
DECLARE
    inherited record;
BEGIN
    FOR inherited IN
        SELECT theirs.attname AS name, col_description(source, ours.attnum) AS said
        FROM pg_attribute AS ours
        JOIN pg_attribute AS theirs ON theirs.attrelid = heir AND theirs.attname = ours.attname AND NOT theirs.attisdropped
        WHERE ours.attrelid = source
          AND ours.attnum > 0
          AND col_description(source, ours.attnum) IS NOT NULL
          AND (NOT theirs.attislocal OR col_description(heir, theirs.attnum) IS NULL)
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', heir, inherited.name, inherited.said);
    END LOOP;
END
$$;

COMMENT ON PROCEDURE hand_down_comments(regclass, regclass) IS 'Gives the columns of a table or view what is said about columns of the same name elsewhere.';
