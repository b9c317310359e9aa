-- shop_order: the order in which people expect words, upon their folded key: by Unicode's root, and by number where numbers differ, where this Postgres
-- has ICU; else by code point, which the key puts right for letters with accents.
--
-- It is chosen when the database is made. An index is sorted by it, so it stays what it is.

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_collation WHERE collname = 'shop_order' AND collnamespace = 'public'::regnamespace) THEN
        RETURN;
    ELSIF EXISTS (SELECT FROM pg_collation WHERE collname = 'und-x-icu') THEN
        CREATE COLLATION shop_order (provider = icu, locale = 'und-u-kn-true');
    ELSE
        CREATE COLLATION shop_order FROM "C";
    END IF;
END
$$;

COMMENT ON COLLATION shop_order IS 'The order of lists, upon the folded key of a name or a species.';
