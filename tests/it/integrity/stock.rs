//! What is kept of the stock of moments that have passed cannot be changed unnoticed either.

use super::super::harness::Database;
use super::{assert_clean, invented, sealed};
use diesel::connection::SimpleConnection;
use diesel::{Connection, result::Error};
use hello::integrity::{FaultKind, Place};
use hello::store::proof::verify;

#[test]
fn whoever_changes_what_is_kept_of_the_stock_is_found() {
    let database = Database::migrated();
    let mut conn = invented(&database, 60);
    sealed(&mut conn);
    conn.batch_execute(
        "SELECT keep_totals(20);
         ALTER TABLE stock_totals DROP CONSTRAINT stock_totals_moment_fkey, DROP CONSTRAINT stock_totals_pets_check",
    )
    .unwrap();
    assert_clean(&mut conn, &[]);
    let one = "(moment, species, status) = (SELECT moment, species, status FROM stock_totals ORDER BY md5(moment::text || species || status) LIMIT 1)";
    let middle = "moment = (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY moment) FROM stock_moments)";
    for tampering in [
        format!("UPDATE stock_totals SET value = value + 0.01 WHERE {one}"),
        format!("UPDATE stock_totals SET value = 'NaN' WHERE {one}"),
        format!("UPDATE stock_totals SET pets = pets + 1 WHERE {one}"),
        format!("UPDATE stock_totals SET species = 'Unicorn' WHERE {one}"),
        format!("UPDATE stock_totals SET status = 'gone' WHERE {one}"),
        format!("DELETE FROM stock_totals WHERE {one}"),
        format!("INSERT INTO stock_totals SELECT moment, 'Unicorn', 'available', 1, 1000000 FROM stock_moments WHERE {middle}"),
        format!("UPDATE stock_moments SET events = events + 1 WHERE {middle}"),
        format!("UPDATE stock_moments SET moment = moment - interval '1 microsecond' WHERE {middle}"),
        format!("UPDATE stock_moments SET moment = 'infinity' WHERE {middle}"),
        "INSERT INTO stock_moments VALUES ('2001-01-01', 1)".into(),
    ] {
        let rolled_back = conn.transaction::<(), Error, _>(|conn| {
            conn.batch_execute(&tampering)?;
            let found = verify::verify_as_seen(conn, &verify::Against::default(), &mut |_| ()).unwrap();
            assert!(!found.is_clean(), "{tampering}");
            for fault in &found.faults {
                assert!(fault.place == Place::Stock && matches!(fault.what, FaultKind::WrongStock(_)), "{tampering}: {fault}");
            }
            Err(Error::RollbackTransaction)
        });
        assert_eq!(rolled_back, Err(Error::RollbackTransaction), "{tampering}");
    }
    conn.batch_execute(
        "INSERT INTO pet_arrived_events (id, created_at, pet_id, version, occurred_on, name, species, price)
         SELECT gen_random_uuid(), percentile_disc(0.5) WITHIN GROUP (ORDER BY moment), gen_random_uuid(), 1, '2025-01-01', 'Late', 'Cat', 1
         FROM stock_moments",
    )
    .unwrap();
    assert_clean(&mut conn, &[]);
}
