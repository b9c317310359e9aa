-- By what lists are sorted: ICU and its version, or code points; and whether ICU is another one than the indexes were sorted by.

SELECT CASE WHEN collprovider = 'i' THEN coalesce(collversion, '') END AS icu,
       collprovider = 'i' AND pg_collation_actual_version(oid) IS DISTINCT FROM collversion AS has_changed
FROM pg_collation
WHERE collname = 'shop_order' AND collnamespace = 'public'::regnamespace
