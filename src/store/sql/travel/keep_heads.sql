-- Keeps what a seal covers of the pets that have moved on since the seal before.
--
--   $1 seal  the seal that covers them
--   $2 pets  who has moved on

INSERT INTO seal_heads (seal_id, pet_id, version, head)
SELECT $1, pet_id, version, head FROM pet_streams WHERE pet_id = ANY ($2)
