-- Roles: who may do what, all in one place. What is not granted here, nobody but the owner may do.
--
--   hello_owner   owns everything in this schema, and runs the migrations. Nobody signs in as this one.
--   hello_app     the shop itself: it records events, and cannot rewrite them.
--   hello_reader  looks at the log and what is computed from it, and at nothing about people.
--
-- Roles belong to the whole cluster: `hello migrate` makes them first, and says this as hello_owner whenever it has changed, or where a restored
-- dump has lost it. So whatever stands here can be said twice.

-- The log: read it, and add to it. Not even the shop may UPDATE, DELETE or TRUNCATE; the triggers that refuse it are a second lock.

GRANT SELECT ON events TO hello_app, hello_reader;

DO $$
DECLARE
    kind regclass;
BEGIN
    FOR kind IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'events'::regclass LOOP
        EXECUTE format('GRANT SELECT, INSERT ON %s TO hello_app', kind);
        EXECUTE format('GRANT SELECT ON %s TO hello_reader', kind);
    END LOOP;
END
$$;

-- In which currency they are is written once, with the first event.

GRANT SELECT, INSERT (currency) ON books TO hello_app;
GRANT SELECT ON books TO hello_reader;

-- A stream is written by the trigger that takes an event's version, with the rights of its owner. The shop only locks it, and a lock takes
-- the right to UPDATE a column. It gets the one that never changes.

GRANT SELECT, UPDATE (pet_id) ON pet_streams TO hello_app;

-- What is computed from the log. A view reads its tables as its owner does, but a function in a view as whoever asks: so pets_state
-- asks hello_reader for the tables themselves. They hold nothing that unified_events does not show.

GRANT SELECT ON unified_events, pets_state, pets_state_snapshot TO hello_app, hello_reader;
GRANT SELECT ON pet_streams, pet_origins TO hello_reader;
GRANT SELECT ON pet_origins, pet_names, buyers, trade, latest_refresh TO hello_app;
GRANT SELECT ON stock_moments, stock_totals TO hello_app, hello_reader;

-- The projections follow the log by their function, as their owner: not even the shop writes in them what no event says.

GRANT SELECT ON pets_state_projection, stock_projection, trade_by_day_projection, latest_projection, unprojected_events TO hello_app;

-- The snapshot is renewed by its function, as its owner; the shop writes down that it asked, and why it failed.

GRANT SELECT, INSERT (requested_by), UPDATE (finished_at, failure) ON snapshot_refreshes TO hello_app;

-- A seal is made with every refresh, by the shop, which alone has the key; it stays as it was made.

GRANT SELECT, INSERT ON seals, seal_heads TO hello_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON seal_nodes TO hello_app;

-- People. Accounts are disabled and never deleted; whoever forgets a customer, or joins one into
-- another, empties the row and leaves it where the sales point to.

GRANT SELECT, INSERT, UPDATE ON accounts TO hello_app;
GRANT SELECT, INSERT (name, time_zone, currency), UPDATE (name, time_zone, currency) ON shop TO hello_app;
GRANT SELECT, INSERT, UPDATE (name, email, phone, version, forgotten_at, forgotten_by, joined_into, joined_at, joined_by) ON customers TO hello_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions TO hello_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON second_factors TO hello_app;
GRANT SELECT, INSERT, DELETE ON recovery_codes, half_sessions, setup_links, sign_in_attempts, form_keys, unsent_forms, answers_to_forms TO hello_app;

-- What programs follow the shop with; a token is revoked and never deleted.

GRANT SELECT, INSERT, UPDATE (uses, last_used_at, revoked_at) ON tokens TO hello_app;

-- Tables of pets that are uploaded; their bytes go once they are brought in.

GRANT SELECT, INSERT, UPDATE, DELETE ON stock_files TO hello_app;
GRANT SELECT, INSERT, DELETE ON stock_parts TO hello_app;

-- Which backups were taken is for the owner to write, who alone can take one.

GRANT SELECT ON backups TO hello_app;

-- Who looked and who tried: written down, and then as it stands.

GRANT SELECT, INSERT ON audit_log TO hello_app;

-- Whether the database is up to date.

GRANT SELECT ON __diesel_schema_migrations, database_objects TO hello_app;

-- A function may be called by everybody unless that is taken back. Triggers call theirs without being asked.

REVOKE EXECUTE ON ALL ROUTINES IN SCHEMA public FROM PUBLIC;
GRANT EXECUTE ON FUNCTION folded(text), pet_words(text, text, text), each_word(text), grams(text), grams_sought(text), customer_words(text, text, text), words_of(text), digits(text), is_number(text, text) TO hello_app;
GRANT EXECUTE ON FUNCTION pets_state_at(timestamptz), event_encoding(jsonb) TO hello_app, hello_reader;
GRANT EXECUTE ON FUNCTION may_append(jsonb), first_event_id_of(timestamptz), trade_at(timestamptz) TO hello_app;
GRANT EXECUTE ON FUNCTION unseen_events(pg_snapshot), pets_called_at(timestamptz), event_lines_at(timestamptz), sales_to(uuid), steps_of_customer(uuid), alike(text, text, text),
                          refresh_pets_snapshot(bigint), project_events(), keep_totals(bigint), forget_projection(), analyze_log() TO hello_app;
