-- pet_words: the words by which a pet is found: the folded keys of its name and its species, and its number as PetNumber::key writes it: the digits in
-- characters that nobody types, so that a whole number finds its pet, and the 5 in "Guppy 5" none by its number.

CREATE OR REPLACE FUNCTION pet_words(name text, species text, number text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN folded(name) || ' ' || folded(species) || E' \ue00a'
    || translate(substr(number, 3), '0123456789', E'\ue000\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009') || E'\ue00a';

COMMENT ON FUNCTION pet_words(text, text, text) IS 'The words by which a pet is found: the folded keys of name and species, and its whole number.';
