//! Statements: each a file of SQL in `src/store/sql`, read whole, its values bound, planned once for each connection.
//!
//! `statements!` ties files to structs: a field for each parameter, in the order of `$1`, `$2`, …, with its SQL type, and the row that comes
//! out. A parameter that the file does not use, or that the struct does not have, does not compile; a type that is not Postgres's is found by
//! a test, which prepares every statement.
//!
//! Where a text varies – an order, a filter that is there or not – its file is an askama template, whose parts that vary stand in comments,
//! and the struct has a [`Shape`] besides its parameters. There is a bounded number of shapes, and each is a text of its own.
//!
//! diesel keeps a statement prepared for as long as its connection lives, under its text, unless a part of it forbids that. None of these
//! does.

use std::collections::HashMap;
use std::time::Instant;

use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::deserialize::FromSqlRow;
use diesel::pg::{Pg, PgMetadataLookup, PgRowByRowLoadingMode};
use diesel::query_builder::{Query, QueryFragment, QueryId};
use diesel::query_dsl::LoadQuery;
use diesel::query_dsl::methods::ExecuteDsl;
use diesel::result::{DatabaseErrorKind, Error};
use diesel::sql_types::{HasSqlType, Untyped};
use diesel::{OptionalExtension, PgConnection, RunQueryDsl};

use super::error::StoreError;
use super::reader::{Ground, Runs};
use crate::metrics;
use crate::telemetry::spans;

/// A statement, by its file.
pub(in crate::store) trait Filed {
    /// Its file below `src/store/sql`.
    const FILE: &'static str;
}

/// As [`timed`]. A connection by which nothing can be written any more is given up, so that the next one is made where that is possible.
fn done<S: Filed, T>(conn: &mut PgConnection, work: impl FnOnce(&mut PgConnection) -> Result<T, Error>) -> Result<T, StoreError> {
    timed::<S, _>(|| {
        let done = work(conn);
        if matches!(done, Err(Error::DatabaseError(DatabaseErrorKind::ReadOnlyTransaction, _))) {
            AnsiTransactionManager::transaction_manager_status_mut(conn).set_in_error();
        }
        done
    })
}

/// Runs a statement and measures how long it takes, and how it fails where it does.
fn timed<S: Filed, T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, StoreError> {
    let span = spans::statement(S::FILE);
    let begun = Instant::now();
    let done = span.in_scope(work).map_err(StoreError::from);
    let failed = done.as_ref().err().and_then(StoreError::kind);
    metrics::statement(S::FILE, failed, begun.elapsed());
    if let Some(kind) = failed {
        spans::failed(&span, kind);
    }
    done
}

/// A statement that gives rows, with its values.
pub(in crate::store) trait Rows:
    Filed + for<'a> LoadQuery<'a, PgConnection, Self::Row> + RunQueryDsl<PgConnection> + Sized
{
    /// What comes out.
    type Row;
    /// What it does: [`super::reader::Reading`] or [`super::reader::Writing`].
    type Does;

    /// All rows.
    fn rows(self, conn: &mut impl Runs<Self::Does>) -> Result<Vec<Self::Row>, StoreError> {
        done::<Self, _>(conn.lent(Ground(())), |conn| self.load(conn))
    }

    /// The first row, where there is one.
    fn first(self, conn: &mut impl Runs<Self::Does>) -> Result<Option<Self::Row>, StoreError> {
        done::<Self, _>(conn.lent(Ground(())), |conn| self.get_result(conn).optional())
    }

    /// The row of a statement that always has one; [`StoreError::NotFound`] where it has none.
    fn one(self, conn: &mut impl Runs<Self::Does>) -> Result<Self::Row, StoreError> {
        done::<Self, _>(conn.lent(Ground(())), |conn| self.get_result(conn))
    }

    /// Does something with each row as it comes in, so that not all are held at once. After a failure of the work the other rows are let pass,
    /// for the connection is not free before.
    fn each<E: From<StoreError>>(self, conn: &mut impl Runs<Self::Does>, mut work: impl FnMut(Self::Row) -> Result<(), E>) -> Result<(), E>
    where
        for<'a> Self: LoadQuery<'a, PgConnection, Self::Row, PgRowByRowLoadingMode>,
    {
        let mut done = Ok(());
        for row in timed::<Self, _>(|| self.load_iter::<Self::Row, PgRowByRowLoadingMode>(conn.lent(Ground(()))))? {
            let row = row.map_err(StoreError::from)?;
            if done.is_ok() {
                done = work(row);
            }
        }
        done
    }
}

/// A statement that is run for what it does, with its values.
pub(in crate::store) trait Deed: Filed + ExecuteDsl<PgConnection, Pg> + RunQueryDsl<PgConnection> + Sized {
    /// Runs it; answers how many rows it has touched.
    fn run(self, conn: &mut PgConnection) -> Result<usize, StoreError> {
        done::<Self, _>(conn, |conn| self.execute(conn))
    }
}

impl<T: Filed + ExecuteDsl<PgConnection, Pg> + Query<SqlType = Untyped> + QueryFragment<Pg> + QueryId + RunQueryDsl<PgConnection>> Deed
    for T
{
}

/// What varies in the text of a statement: the fields of its template.
pub(in crate::store) trait Shape: askama::Template + Copy + Eq + std::hash::Hash {
    /// Every shape.
    fn all() -> Vec<Self>;
}

/// A row that statements give.
pub(in crate::store) trait Row: FromSqlRow<Untyped, Pg> + 'static {
    /// Its columns.
    const COLUMNS: &'static [Typed];
}

/// A parameter or a column: its name, and its type's object id in Postgres.
#[derive(Clone, Copy)]
pub struct Typed {
    /// The name.
    pub name: &'static str,
    /// The type, as `pg_type.oid` has it.
    pub oid: fn(&mut (dyn PgMetadataLookup + 'static)) -> u32,
}

/// A statement without values, as a test looks at it.
#[derive(Clone, Copy)]
pub struct Described {
    /// Its struct.
    pub name: &'static str,
    /// Its file below `src/store/sql`.
    pub file: &'static str,
    /// The file, with all that may vary.
    pub source: &'static str,
    /// The text of every shape.
    pub texts: fn() -> Vec<&'static str>,
    /// What goes in, in the order of `$1`, `$2`, ….
    pub parameters: &'static [Typed],
    /// What comes out.
    pub columns: &'static [Typed],
    /// Whether a server that only follows the database can answer it.
    pub only_reads: bool,
}

/// Whether a file of SQL uses `$1` to `$count`, and no other parameter. What stands behind `--` does not count.
pub(in crate::store) const fn has_parameters(sql: &str, count: usize) -> bool {
    let mut sql = sql.as_bytes();
    let mut seen: u64 = 0;
    while let [first, rest @ ..] = sql {
        sql = rest;
        if let (b'-', [b'-', ..]) = (*first, rest) {
            while let [next, rest @ ..] = sql {
                if *next == b'\n' {
                    break;
                }
                sql = rest;
            }
        } else if *first == b'$' {
            let mut number = 0;
            while let [digit @ b'0'..=b'9', rest @ ..] = sql {
                number = number * 10 + (*digit - b'0') as usize;
                sql = rest;
            }
            if number == 0 || number > count {
                return false;
            }
            seen |= 1 << number;
        }
    }
    seen == (1 << (count + 1)) - 2
}

/// The object id of a SQL type.
pub(in crate::store) fn oid<T>(lookup: &mut (dyn PgMetadataLookup + 'static)) -> u32
where
    Pg: HasSqlType<T>,
{
    <Pg as HasSqlType<T>>::metadata(lookup).oid().unwrap_or_default()
}

/// Ties files of SQL to structs, and lists them as `STATEMENTS`:
///
/// ```text
/// statements! {
///     /// A pet's story as of a moment, newest first.
///     Story = "log/story.sql", (pet: PetId as Uuid, at: When as Timestamptz) -> LineRow;
///     /// A page of the log.
///     LogPage = "log/page.sql", shape LogShape, (above: EventId as Uuid, …) -> LineRow;
///     /// Holds an account. That it gives rows and does more than read is written as =>: only the database itself can answer it.
///     HoldAccount = "people/hold_account.sql", (account: AccountId as Uuid) => Account;
///     /// Ends a session.
///     EndSession = "people/end_session.sql", (session: TokenHash as Bytea);
/// }
/// ```
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $file:literal, $(shape $shape:ty,)? ($($field:ident: $rust:ty as $sql:ty),* $(,)?) $(-> $row:ty)? $(=> $written:ty)?;)+) => {
        /// The statements of this file.
        pub(in crate::store) const STATEMENTS: &[$crate::store::ground::statement::Described] = &[$($name::DESCRIBED),+];
        $(statements! { @one $(#[$doc])* $name = $file, [$($shape)?] ($($field: $rust as $sql),*) [$($row)?] [$($written)?] })+
    };
    (@one $(#[$doc:meta])* $name:ident = $file:literal, [$($shape:ty)?] ($($field:ident: $rust:ty as $sql:ty),*) [$($row:ty)?] [$($written:ty)?]) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub(in crate::store) struct $name {
            $(pub(in crate::store) shape: $shape,)?
            $(pub(in crate::store) $field: $rust,)*
        }

        impl $name {
            const SOURCE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/sql/", $file));
            const PARAMETERS: &[$crate::store::ground::statement::Typed] = &[$(
                $crate::store::ground::statement::Typed {
                    name: stringify!($field),
                    oid: $crate::store::ground::statement::oid::<$sql>,
                },
            )*];
            const DESCRIBED: $crate::store::ground::statement::Described = $crate::store::ground::statement::Described {
                name: stringify!($name),
                file: <Self as $crate::store::ground::statement::Filed>::FILE,
                source: Self::SOURCE,
                texts: statements!(@texts $($shape)?),
                parameters: Self::PARAMETERS,
                columns: statements!(@columns $($row)? $($written)?),
                only_reads: statements!(@reads $($row)?),
            };

            statements! { @text $($shape)? }
        }

        impl $crate::store::ground::statement::Filed for $name {
            const FILE: &'static str = $file;
        }

        const _: () = assert!(
            $crate::store::ground::statement::has_parameters($name::SOURCE, $name::PARAMETERS.len()),
            concat!($file, " does not use the parameters that its struct has")
        );

        impl ::diesel::query_builder::QueryFragment<::diesel::pg::Pg> for $name {
            fn walk_ast<'b>(
                &'b self,
                mut out: ::diesel::query_builder::AstPass<'_, 'b, ::diesel::pg::Pg>,
            ) -> ::diesel::QueryResult<()> {
                out.push_sql(self.text());
                // The text has its placeholders already; diesel writes one more for each value that it binds, here where none does any harm.
                out.push_sql("\n--");
                $(
                    out.push_sql(concat!(" ", stringify!($field), " "));
                    out.push_bind_param::<$sql, $rust>(&self.$field)?;
                )*
                Ok(())
            }
        }

        impl ::diesel::query_builder::QueryId for $name {
            type QueryId = ();
            const HAS_STATIC_QUERY_ID: bool = false;
        }

        impl ::diesel::query_builder::Query for $name {
            type SqlType = ::diesel::sql_types::Untyped;
        }

        impl ::diesel::RunQueryDsl<::diesel::PgConnection> for $name {}

        $(impl $crate::store::ground::statement::Rows for $name {
            type Row = $row;
            type Does = $crate::store::ground::reader::Reading;
        })?
        $(impl $crate::store::ground::statement::Rows for $name {
            type Row = $written;
            type Does = $crate::store::ground::reader::Writing;
        })?
    };
    (@text) => {
        pub(in crate::store) fn text(&self) -> &'static str {
            Self::SOURCE
        }
    };
    (@text $shape:ty) => {
        pub(in crate::store) fn text(&self) -> &'static str {
            Self::written().get(&self.shape).copied().unwrap_or_default()
        }

        /// The text of each shape, written once.
        fn written() -> &'static ::std::collections::HashMap<$shape, &'static str> {
            static WRITTEN: ::std::sync::LazyLock<::std::collections::HashMap<$shape, &'static str>> =
                ::std::sync::LazyLock::new($crate::store::ground::statement::written);
            &WRITTEN
        }
    };
    (@texts) => { || vec![Self::SOURCE] };
    (@texts $shape:ty) => { || Self::written().values().copied().collect() };
    (@reads) => { false };
    (@reads $row:ty) => { true };
    (@columns) => { &[] };
    (@columns $row:ty) => { <$row as $crate::store::ground::statement::Row>::COLUMNS };
}
pub(in crate::store) use statements;

/// Writes the text of each shape.
pub(in crate::store) fn written<S: Shape>() -> HashMap<S, &'static str> {
    // A template of SQL has nothing in it that can fail; a text that were missing would be found by the test that prepares all.
    S::all().into_iter().map(|shape| (shape, &*shape.render().unwrap_or_default().leak())).collect()
}

/// Writes a row: its struct, how it is read by the names of its columns, and what these are. `pub id: PetId as Uuid,` is a column;
/// `..pub pet: PetRow,` before the columns are all those of another row.
macro_rules! row {
    (
        $(#[$meta:meta])* $vis:vis struct $name:ident {
            $(..$part_vis:vis $part:ident: $part_row:ty,)?
            $($(#[$field_meta:meta])* $field_vis:vis $field:ident: $rust:ty as $sql:ty,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, ::diesel::QueryableByName)]
        #[diesel(check_for_backend(::diesel::pg::Pg))]
        $vis struct $name {
            $(#[doc = "Those of its columns that another row has too."] #[diesel(embed)] $part_vis $part: $part_row,)?
            $($(#[$field_meta])* #[diesel(sql_type = $sql)] $field_vis $field: $rust,)+
        }

        impl $crate::store::ground::statement::Row for $name {
            const COLUMNS: &'static [$crate::store::ground::statement::Typed] = {
                const OWN: &[$crate::store::ground::statement::Typed] = &[$(
                    $crate::store::ground::statement::Typed {
                        name: stringify!($field),
                        oid: $crate::store::ground::statement::oid::<$sql>,
                    },
                )+];
                row! { @all OWN $($part_row)? }
            };
        }
    };
    (@all $own:ident) => { $own };
    (@all $own:ident $part:ty) => {{
        const PART: &[$crate::store::ground::statement::Typed] = <$part as $crate::store::ground::statement::Row>::COLUMNS;
        &$crate::store::ground::statement::joined::<{ PART.len() + $own.len() }>(PART, $own)
    }};
}
pub(in crate::store) use row;

/// The columns of a row that has those of another one.
#[expect(clippy::indexing_slicing, reason = "it runs where it is compiled")]
pub(in crate::store) const fn joined<const ALL: usize>(part: &[Typed], own: &[Typed]) -> [Typed; ALL] {
    let mut all = [own[0]; ALL];
    let mut n = 0;
    while n < ALL {
        all[n] = if n < part.len() { part[n] } else { own[n - part.len()] };
        n += 1;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::has_parameters;

    #[test]
    fn a_file_uses_each_parameter_of_its_struct_and_no_other() {
        let sql = "-- $9 is only told of\nSELECT $1::uuid, $2 FROM $1 -- $3";
        assert!(has_parameters(sql, 2));
        assert!(!has_parameters(sql, 1) && !has_parameters(sql, 3));
        assert!(has_parameters("SELECT 1", 0) && !has_parameters("SELECT $", 0));
        assert!(!has_parameters("SELECT $2", 2) && has_parameters("$1$2$3$4$5$6$7$8$9$10", 10));
    }
}
