//! The shop's values as Postgres keeps them: rows arrive decoded, and what is bound needs no writing.

use diesel::data_types::PgNumeric;
use diesel::deserialize::{self, FromSql};
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::{BigInt, Binary, Numeric, Text, Timestamptz, Uuid as SqlUuid};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::when::When;
use crate::integrity::Hash;
use crate::shop::{AccountId, CustomerId, EventId, EventKind, Money, PetId, PetNumber, Status};

/// Lets a row have a column of this type: what `#[derive(FromSqlRow)]` would write beside the type itself, where diesel is not known.
macro_rules! a_column {
    ($value:ty) => {
        impl<ST, DB> ::diesel::deserialize::Queryable<ST, DB> for $value
        where
            DB: ::diesel::backend::Backend,
            ST: ::diesel::sql_types::SingleValue,
            Self: ::diesel::deserialize::FromSql<ST, DB>,
        {
            type Row = Self;

            fn build(row: Self) -> ::diesel::deserialize::Result<Self> {
                Ok(row)
            }
        }
    };
}
pub(in crate::store) use a_column;

/// Values that are a uuid.
macro_rules! ids {
    ($($id:ty),+) => {$(
        a_column!($id);

        impl FromSql<SqlUuid, Pg> for $id {
            fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
                <Uuid as FromSql<SqlUuid, Pg>>::from_sql(value).map(Self)
            }
        }

        impl ToSql<SqlUuid, Pg> for $id {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
                <Uuid as ToSql<SqlUuid, Pg>>::to_sql(&self.0, out)
            }
        }
    )+};
}
ids!(PetId, EventId, CustomerId, AccountId);

/// Values that are written by their name.
macro_rules! named {
    ($($value:ty),+) => {$(
        $crate::store::ground::values::a_column!($value);

        impl ::diesel::deserialize::FromSql<::diesel::sql_types::Text, ::diesel::pg::Pg> for $value {
            fn from_sql(value: ::diesel::pg::PgValue<'_>) -> ::diesel::deserialize::Result<Self> {
                let name = <String as ::diesel::deserialize::FromSql<::diesel::sql_types::Text, ::diesel::pg::Pg>>::from_sql(value)?;
                Self::named(&name).ok_or_else(|| format!("{name:?} is none of {}", stringify!($value)).into())
            }
        }

        impl ::diesel::serialize::ToSql<::diesel::sql_types::Text, ::diesel::pg::Pg> for $value {
            fn to_sql<'b>(&'b self, out: &mut ::diesel::serialize::Output<'b, '_, ::diesel::pg::Pg>) -> ::diesel::serialize::Result {
                <str as ::diesel::serialize::ToSql<::diesel::sql_types::Text, ::diesel::pg::Pg>>::to_sql(self.name(), out)
            }
        }
    )+};
}
pub(in crate::store) use named;
named!(Status, EventKind);

a_column!(Money);
a_column!(PetNumber);
a_column!(Hash);

impl FromSql<Numeric, Pg> for Money {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        let amount = <Decimal as FromSql<Numeric, Pg>>::from_sql(value)?;
        Self::from_decimal(amount).ok_or_else(|| format!("{amount} is no amount of money").into())
    }
}

impl ToSql<Numeric, Pg> for Money {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        match self.amount() {
            // Of nothing, rust_decimal forgets the decimals.
            nothing if nothing.is_zero() => {
                let scale = u16::try_from(nothing.scale())?;
                <PgNumeric as ToSql<Numeric, Pg>>::to_sql(&PgNumeric::Positive { weight: 0, scale, digits: vec![] }, &mut out.reborrow())
            }
            amount => <Decimal as ToSql<Numeric, Pg>>::to_sql(&amount, &mut out.reborrow()),
        }
    }
}

impl FromSql<Text, Pg> for PetNumber {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        let number = <String as FromSql<Text, Pg>>::from_sql(value)?;
        Self::parse(&number).map_err(|_| format!("{number:?} is no pet's number").into())
    }
}

impl ToSql<Text, Pg> for PetNumber {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        <str as ToSql<Text, Pg>>::to_sql(&self.to_string(), &mut out.reborrow())
    }
}

impl FromSql<Binary, Pg> for Hash {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Self::try_from(value.as_bytes()).map_err(|_| "a hash of another length than 32 bytes".into())
    }
}

impl ToSql<Binary, Pg> for Hash {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        <[u8] as ToSql<Binary, Pg>>::to_sql(self.bytes().as_slice(), out)
    }
}

/// Now is after everything that was recorded: `infinity`, which Postgres keeps as the greatest number of microseconds.
impl ToSql<Timestamptz, Pg> for When {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        match self {
            Self::At(moment) => <chrono::DateTime<chrono::Utc> as ToSql<Timestamptz, Pg>>::to_sql(moment, out),
            Self::Now => <i64 as ToSql<BigInt, Pg>>::to_sql(&i64::MAX, &mut out.reborrow()),
        }
    }
}
