DROP TABLE recovery_codes CASCADE;
