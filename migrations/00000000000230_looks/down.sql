ALTER TABLE accounts DROP COLUMN look, DROP COLUMN look_small;
