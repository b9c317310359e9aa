DROP TABLE half_sessions;
DROP TABLE recovery_codes;
DROP TABLE second_factors;
ALTER TABLE accounts DROP COLUMN second_factor_required;
