-- All pets as the snapshot shows them, in the order of their ids.

SELECT id, to_jsonb(shown)::text AS shown FROM pets_state_snapshot AS shown ORDER BY id
