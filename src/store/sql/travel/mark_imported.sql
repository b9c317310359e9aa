-- What is there so far was brought along.

UPDATE pet_streams SET imported = version
