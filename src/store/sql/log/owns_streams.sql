-- Whether who asks may do to the tables of the log what their owner may.

SELECT pg_has_role(relowner, 'USAGE') AS yes FROM pg_class WHERE oid = 'pet_streams'::regclass
