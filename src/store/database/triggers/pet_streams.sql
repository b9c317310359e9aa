-- pet_streams: the shop locks a stream, and a lock takes the right to UPDATE a column. It gets the one that never changes; and lest somebody
-- try, a trigger refuses to set it.

CREATE OR REPLACE TRIGGER keeps_its_pet BEFORE UPDATE OF pet_id ON pet_streams FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
ALTER TABLE pet_streams ENABLE ALWAYS TRIGGER keeps_its_pet;

COMMENT ON TRIGGER keeps_its_pet ON pet_streams IS 'The right to lock a stream is no right to rename it.';
