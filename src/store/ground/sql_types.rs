//! Types of Postgres that diesel does not know.

use diesel::query_builder::QueryId;
use diesel::sql_types::SqlType;

/// `pg_snapshot`: which transactions had committed at a moment.
#[derive(Debug, Clone, Copy, Default, SqlType, QueryId)]
#[diesel(postgres_type(oid = 5038, array_oid = 5039))]
pub struct PgSnapshot;

/// `xid8`: a transaction, by a number that never comes again.
#[derive(Debug, Clone, Copy, Default, SqlType, QueryId)]
#[diesel(postgres_type(oid = 5069, array_oid = 271))]
pub struct Xid8;
