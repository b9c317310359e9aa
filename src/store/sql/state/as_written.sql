-- A species as a list writes it.
--
--   $1 typed    the species, in any writing
--   $2 written  the writings of the list

SELECT species FROM unnest($2::text[]) AS species WHERE folded(species) = (SELECT folded($1)) LIMIT 1
