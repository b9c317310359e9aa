-- Whether a pet has this number, also one that was taken back.
--
--   $1 number  as it is written

SELECT EXISTS (SELECT FROM pet_streams WHERE number = $1) AS yes
