-- The roles stay: another database of the cluster may use them.
DROP FUNCTION take_stock();
GRANT EXECUTE ON ROUTINE refuse_rewriting(), make_append_only(regclass), begin_stream(), continue_stream(), take_back_the_latest(),
                         event_encoding(jsonb), pets_state_at(timestamptz), refresh_pets_snapshot(bigint), announce_events(), make_announced(regclass),
                         hand_down_comments(regclass, regclass) TO PUBLIC;
REVOKE ALL ON FUNCTION event_encoding(jsonb), pets_state_at(timestamptz), refresh_pets_snapshot(bigint) FROM hello_app, hello_reader;
ALTER FUNCTION take_back_the_latest() RESET search_path;
DROP TRIGGER keeps_its_pet ON pet_streams;
REVOKE ALL ON __diesel_schema_migrations, accounts, sessions, setup_links, sign_in_attempts, second_factors, recovery_codes, half_sessions,
              audit_log, seals, seal_heads, customers, form_keys, snapshot_refreshes,
              snapshot_boundary, pets_count_snapshot, pets_state_snapshot, pets_state, unified_events, pet_origins, pet_streams, events,
              pet_arrived_events, pet_born_events, pet_sold_events, pet_price_change_events, pet_lost_events, pet_found_again_events,
              event_retracted_events FROM hello_app, hello_reader;
REVOKE ALL (pet_id) ON pet_streams FROM hello_app;
REVOKE ALL (requested_by, finished_at, failure) ON snapshot_refreshes FROM hello_app;
REVOKE ALL (name, email, phone, forgotten_at, forgotten_by) ON customers FROM hello_app;
