DROP TABLE database_objects CASCADE;
