//! Everything that is in the database, and what the two roles who sign in may do with it.

use super::lines;
use crate::harness::Database;
use diesel::{PgConnection, connection::SimpleConnection};
use hello::store::ground::migrations;

/// What, whether the shop may, whether one who only looks may. Everybody else may nothing.
const EXPECTED: &[(&str, &str, &str)] = &[
    // The log: added to, and never rewritten.
    ("events", "SELECT", "SELECT"),
    ("pet_arrived_events", "INSERT, SELECT", "SELECT"),
    ("pet_born_events", "INSERT, SELECT", "SELECT"),
    ("pet_named_events", "INSERT, SELECT", "SELECT"),
    ("pet_returned_events", "INSERT, SELECT", "SELECT"),
    ("pet_sold_events", "INSERT, SELECT", "SELECT"),
    ("pet_price_change_events", "INSERT, SELECT", "SELECT"),
    ("pet_lost_events", "INSERT, SELECT", "SELECT"),
    ("pet_found_again_events", "INSERT, SELECT", "SELECT"),
    ("event_retracted_events", "INSERT, SELECT", "SELECT"),
    ("books", "INSERT (currency), SELECT", "SELECT"),
    ("pet_streams", "SELECT, UPDATE (pet_id)", "SELECT"),
    ("pet_streams_ordinal_seq", "", ""),
    // What is computed from it.
    ("unified_events", "SELECT", "SELECT"),
    ("pet_origins", "SELECT", "SELECT"),
    ("pet_names", "SELECT", ""),
    ("buyers", "SELECT", ""),
    ("pets_state", "SELECT", "SELECT"),
    ("pets_state_snapshot", "SELECT", "SELECT"),
    ("projection", "", ""),
    ("pets_state_projection", "SELECT", ""),
    ("stock_projection", "SELECT", ""),
    ("trade_by_day_projection", "SELECT", ""),
    ("latest_projection", "SELECT", ""),
    ("unprojected_events", "SELECT", ""),
    ("trade", "SELECT", ""),
    ("stock_moments", "SELECT", "SELECT"),
    ("stock_totals", "SELECT", "SELECT"),
    ("latest_refresh", "SELECT", ""),
    ("snapshot_refreshes", "INSERT (requested_by), SELECT, UPDATE (failure), UPDATE (finished_at)", ""),
    ("snapshot_refreshes_id_seq", "", ""),
    ("seals", "INSERT, SELECT", ""),
    ("seal_heads", "INSERT, SELECT", ""),
    ("seal_nodes", "DELETE, INSERT, SELECT, UPDATE", ""),
    // People.
    ("accounts", "INSERT, SELECT, UPDATE", ""),
    ("shop", "INSERT (currency), INSERT (name), INSERT (time_zone), SELECT, UPDATE (currency), UPDATE (name), UPDATE (time_zone)", ""),
    (
        "customers",
        "INSERT, SELECT, UPDATE (email), UPDATE (forgotten_at), UPDATE (forgotten_by), UPDATE (joined_at), UPDATE (joined_by), \
         UPDATE (joined_into), UPDATE (name), UPDATE (phone), UPDATE (version)",
        "",
    ),
    ("sessions", "DELETE, INSERT, SELECT, UPDATE", ""),
    ("second_factors", "DELETE, INSERT, SELECT, UPDATE", ""),
    ("recovery_codes", "DELETE, INSERT, SELECT", ""),
    ("half_sessions", "DELETE, INSERT, SELECT", ""),
    ("tokens", "INSERT, SELECT, UPDATE (last_used_at), UPDATE (revoked_at), UPDATE (uses)", ""),
    ("stock_files", "DELETE, INSERT, SELECT, UPDATE", ""),
    ("stock_parts", "DELETE, INSERT, SELECT", ""),
    ("backups", "SELECT", ""),
    ("audit_log", "INSERT, SELECT", ""),
    ("setup_links", "DELETE, INSERT, SELECT", ""),
    ("sign_in_attempts", "DELETE, INSERT, SELECT", ""),
    ("sign_in_attempts_id_seq", "", ""),
    ("form_keys", "DELETE, INSERT, SELECT", ""),
    ("unsent_forms", "DELETE, INSERT, SELECT", ""),
    ("answers_to_forms", "DELETE, INSERT, SELECT", ""),
    // Migrations.
    ("__diesel_schema_migrations", "SELECT", ""),
    ("database_objects", "SELECT", ""),
    // Functions and procedures.
    ("folded(text)", "EXECUTE", ""),
    ("pet_words(text,text,text)", "EXECUTE", ""),
    ("each_word(text)", "EXECUTE", ""),
    ("digits(text)", "EXECUTE", ""),
    ("grams(text)", "EXECUTE", ""),
    ("grams_sought(text)", "EXECUTE", ""),
    ("customer_words(text,text,text)", "EXECUTE", ""),
    ("is_number(text,text)", "EXECUTE", ""),
    ("pets_state_at(timestamp with time zone)", "EXECUTE", "EXECUTE"),
    ("event_encoding(jsonb)", "EXECUTE", "EXECUTE"),
    ("refresh_pets_snapshot(bigint)", "EXECUTE", ""),
    ("analyze_log()", "EXECUTE", ""),
    ("may_append(jsonb)", "EXECUTE", ""),
    ("trade_at(timestamp with time zone)", "EXECUTE", ""),
    ("project_events()", "EXECUTE", ""),
    ("forget_projection()", "EXECUTE", ""),
    ("unseen_events(pg_snapshot)", "EXECUTE", ""),
    ("pets_called_at(timestamp with time zone)", "EXECUTE", ""),
    ("event_lines_at(timestamp with time zone)", "EXECUTE", ""),
    ("words_of(text)", "EXECUTE", ""),
    ("alike(text,text,text)", "EXECUTE", ""),
    ("sales_to(uuid)", "EXECUTE", ""),
    ("steps_of_customer(uuid)", "EXECUTE", ""),
    ("begin_stream()", "", ""),
    ("first_event_id_of(timestamp with time zone)", "EXECUTE", ""),
    ("keep_totals(bigint)", "EXECUTE", ""),
    ("continue_stream()", "", ""),
    ("hand_down_comments(regclass,regclass)", "", ""),
    ("make_append_only(regclass)", "", ""),
    ("refuse_rewriting()", "", ""),
    ("take_back_the_latest()", "", ""),
];

/// Each object with its rights as they were granted: "name|hello_app: SELECT|hello_reader: SELECT", and anybody else's behind.
const FOUND: &str = "
SELECT object.name || coalesce(string_agg(DISTINCT '|' || granted.who || ': ' || granted.rights, '' ORDER BY '|' || granted.who || ': ' || granted.rights), '')
FROM (
    SELECT oid, relname::text, coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::\"char\", relowner)), relowner
    FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
    UNION ALL
    SELECT oid, oid::regprocedure::text, coalesce(proacl, acldefault('f', proowner)), proowner
    FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace
) AS object (oid, name, acl, owner)
LEFT JOIN LATERAL (
    SELECT coalesce(pg_roles.rolname, 'everybody'), string_agg(privilege, ', ' ORDER BY privilege)
    FROM (
        SELECT grantee, privilege_type FROM aclexplode(object.acl)
        UNION ALL
        SELECT exploded.grantee, format('%s (%s)', exploded.privilege_type, attname)
        FROM pg_attribute CROSS JOIN aclexplode(attacl) AS exploded
        WHERE attrelid = object.oid
    ) AS one (grantee, privilege)
    LEFT JOIN pg_roles ON pg_roles.oid = one.grantee
    WHERE one.grantee <> object.owner
    GROUP BY pg_roles.rolname
) AS granted (who, rights) ON true
GROUP BY object.name";

/// Compares what is there with what is expected, and who owns it.
#[track_caller]
pub(super) fn assert_rights(conn: &mut PgConnection) {
    let mut found = lines(conn, FOUND);
    let right = |who: &str, rights: &str| if rights.is_empty() { String::new() } else { format!("|{who}: {rights}") };
    let mut expected: Vec<String> =
        EXPECTED.iter().map(|(name, app, reader)| format!("{name}{}{}", right("hello_app", app), right("hello_reader", reader))).collect();
    found.sort();
    expected.sort();
    let only = |these: &[String], those: &[String]| these.iter().filter(|one| !those.contains(one)).cloned().collect::<Vec<_>>();
    let (unnamed, missing) = (only(&found, &expected), only(&expected, &found));
    assert!(
        unnamed.is_empty() && missing.is_empty(),
        "The table in this file and `src/store/database/privileges.sql` must say the same of everything that is there.\n\
         In the database alone: {unnamed:#?}\nIn the table alone: {missing:#?}"
    );
    let strangers = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relowner <> 'hello_owner'::regrole
                     UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proowner <> 'hello_owner'::regrole";
    assert_eq!(lines(conn, strangers), [""; 0], "these do not belong to hello_owner");
}

#[test]
fn of_everything_in_the_database_it_is_known_who_may_do_what() {
    assert_rights(&mut Database::migrated().connect());
}

#[test]
fn what_an_older_version_made_and_what_was_restored_without_rights_is_put_right() {
    let database = Database::migrated();
    let mut conn = database.connect();
    // As it was before there were roles, and as a dump without owners and rights comes back: all of it the superuser's, none of it granted.
    conn.batch_execute("REASSIGN OWNED BY hello_owner TO hello; DROP OWNED BY hello_owner, hello_app, hello_reader").unwrap();
    conn.batch_execute("CREATE TABLE notes (note text); ALTER TABLE notes OWNER TO hello_reader").unwrap();
    assert!(!migrations::run(&mut conn).unwrap().has_changed());
    assert_eq!(lines(&mut conn, "SELECT relowner::regrole FROM pg_class WHERE relname = 'notes'"), ["hello_reader"], "a stranger's stays");
    conn.batch_execute("DROP TABLE notes").unwrap();
    assert_rights(&mut conn);

    // Restored with owners, but without rights.
    conn.batch_execute("DROP OWNED BY hello_app, hello_reader").unwrap();
    assert!(!migrations::run(&mut conn).unwrap().has_changed());
    assert_rights(&mut conn);
}
