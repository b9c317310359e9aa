-- Whether nothing is there that the books of another shop would be mixed with.

SELECT NOT EXISTS (SELECT FROM pet_streams) AND NOT EXISTS (SELECT FROM customers) AND NOT EXISTS (SELECT FROM seals) AS yes
