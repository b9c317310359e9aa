-- pet_streams: the shop locks a stream, and a lock takes the right to UPDATE a column. It gets one that never changes; and lest somebody
-- try, a trigger refuses to set it. A pet's number never changes either, whoever asks.

CREATE OR REPLACE TRIGGER keeps_its_pet BEFORE UPDATE OF pet_id, ordinal ON pet_streams FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
ALTER TABLE pet_streams ENABLE ALWAYS TRIGGER keeps_its_pet;

COMMENT ON TRIGGER keeps_its_pet ON pet_streams IS 'The right to lock a stream is no right to rename it, and nobody has one to give it another number.';
