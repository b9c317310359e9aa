-- Keeps the heads that have changed since the seal before. A head stands for its version too: it is the hash of an event that has it.
--
--   $1 seal  the seal that covers them

INSERT INTO seal_heads (seal_id, pet_id, version, head)
SELECT $1, stream.pet_id, stream.version, stream.head
FROM pet_streams AS stream
WHERE stream.head IS DISTINCT FROM (
    SELECT sealed.head FROM seal_heads AS sealed WHERE sealed.pet_id = stream.pet_id ORDER BY sealed.seal_id DESC LIMIT 1
)
