-- How many events the streams count.

SELECT coalesce(sum(version), 0)::bigint AS n FROM pet_streams
