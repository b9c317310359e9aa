-- Roles: who may do what, all in one place. What is not granted here, nobody but the owner may do.
--
--   hello_owner   owns everything in this schema, and runs the migrations. Nobody signs in as this one.
--   hello_app     the shop itself: it records events, and cannot rewrite them.
--   hello_reader  looks at the log and what is computed from it, and at nothing about people.
--
-- Roles belong to the whole cluster, so that no migration makes or drops them: `hello migrate` makes them first, and runs this as
-- hello_owner. It runs this once more where a restored dump has lost it; so whatever stands here can be said twice.

-- The log: read it, and add to it. Not even the shop may UPDATE, DELETE or TRUNCATE; the triggers that refuse it are a second lock.

GRANT SELECT ON events TO hello_app, hello_reader;
GRANT SELECT, INSERT ON pet_arrived_events, pet_born_events, pet_sold_events, pet_price_change_events, pet_lost_events, pet_found_again_events,
                        event_retracted_events TO hello_app;

-- A stream is written by the trigger that takes an event's version, with the rights of its owner. The shop only locks it, and a lock takes
-- the right to UPDATE a column. It gets the one that never changes; and lest somebody try, a trigger refuses to set it.

GRANT SELECT, UPDATE (pet_id) ON pet_streams TO hello_app;
CREATE OR REPLACE TRIGGER keeps_its_pet BEFORE UPDATE OF pet_id ON pet_streams FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
ALTER TABLE pet_streams ENABLE ALWAYS TRIGGER keeps_its_pet;

-- This one runs with the rights of whoever inserts, but must not be deceived by a temporary table that is called like one of the shop's.
ALTER FUNCTION take_back_the_latest() SET search_path = public, pg_temp;

-- What is computed from the log. A view reads its tables as its owner does, but a function in a view as whoever asks: so pets_state
-- asks hello_reader for the tables themselves. They hold nothing that unified_events does not show.

GRANT SELECT ON unified_events, pets_state, pets_state_snapshot TO hello_app, hello_reader;
GRANT SELECT ON pet_streams, pet_arrived_events, pet_born_events, pet_sold_events, pet_price_change_events, pet_lost_events,
                pet_found_again_events, event_retracted_events, pet_origins TO hello_reader;
GRANT SELECT ON pet_origins, pets_count_snapshot, snapshot_boundary TO hello_app;

-- The snapshot is renewed by its function, as its owner; the shop writes down that it asked, and why it failed.

GRANT SELECT, INSERT (requested_by), UPDATE (finished_at, failure) ON snapshot_refreshes TO hello_app;

-- A seal is made with every refresh, by the shop, which alone has the key; it stays as it was made.

GRANT SELECT, INSERT ON seals, seal_heads TO hello_app;

-- People. Accounts are disabled and never deleted; whoever forgets a customer empties the row and leaves it where the sales point to.

GRANT SELECT, INSERT, UPDATE ON accounts TO hello_app;
GRANT SELECT, INSERT, UPDATE (name, email, phone, forgotten_at, forgotten_by) ON customers TO hello_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions TO hello_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON second_factors TO hello_app;
GRANT SELECT, INSERT, DELETE ON recovery_codes, half_sessions, setup_links, sign_in_attempts, form_keys TO hello_app;

-- Who looked and who tried: written down, and then as it stands.

GRANT SELECT, INSERT ON audit_log TO hello_app;

-- Whether the database is up to date.

GRANT SELECT ON __diesel_schema_migrations TO hello_app;

-- A function may be called by everybody unless that is taken back. Triggers call theirs without being asked.

REVOKE EXECUTE ON ROUTINE refuse_rewriting(), make_append_only(regclass), begin_stream(), continue_stream(), take_back_the_latest(),
                          event_encoding(jsonb), pets_state_at(timestamptz), refresh_pets_snapshot(bigint), announce_events(), make_announced(regclass),
                          hand_down_comments(regclass, regclass) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION pets_state_at(timestamptz), event_encoding(jsonb) TO hello_app, hello_reader;
GRANT EXECUTE ON FUNCTION refresh_pets_snapshot(bigint) TO hello_app;

-- The planner's statistics, for an invented shop that comes all at once: only an owner may renew them.

CREATE OR REPLACE FUNCTION take_stock() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
BEGIN
    ANALYZE events, pet_arrived_events, pet_born_events, pet_sold_events, pet_price_change_events, pet_lost_events, pet_found_again_events,
            event_retracted_events, pet_streams, customers, pets_state_snapshot, pets_count_snapshot;
END
$$;

REVOKE EXECUTE ON FUNCTION take_stock() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION take_stock() TO hello_app;

COMMENT ON FUNCTION take_stock() IS 'Renews what the planner knows about the tables of the log.';
COMMENT ON TRIGGER keeps_its_pet ON pet_streams IS 'The right to lock a stream is no right to rename it.';
