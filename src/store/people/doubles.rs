//! Customers who are likely one: whoever comes again and is kept as somebody new.

use askama::Template;
use diesel::sql_types::{BigInt, Nullable, Text, Uuid as SqlUuid};
use uuid::Uuid;

use crate::shop::CustomerId;
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::statement::{Rows, Shape, row, statements};
use crate::store::keyset::{Page, Place, limit};
use crate::store::state::customers::CustomerKey;

row! {
    /// A customer, and one whom the shop knows for longer and who is likely the same.
    #[derive(Eq)]
    pub struct Double {
        /// Who came later.
        pub id: CustomerId as SqlUuid,
        /// What they are called.
        pub name: String as Text,
        /// Their e-mail address.
        pub email: Option<String> as Nullable<Text>,
        /// Their telephone number.
        pub phone: Option<String> as Nullable<Text>,
        /// Who is known for longer.
        pub elder_id: CustomerId as SqlUuid,
        /// What that one is called.
        pub elder_name: String as Text,
        /// Their e-mail address.
        pub elder_email: Option<String> as Nullable<Text>,
        /// Their telephone number.
        pub elder_phone: Option<String> as Nullable<Text>,
    }
}

statements! {
    /// A page of likely doubles.
    Doubles = "people/doubles.sql", shape DoublesShape, (name: String as Text, id: CustomerId as SqlUuid, most: i64 as BigInt) -> Double;
}

/// In which direction a page is read.
#[derive(Template, Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[template(path = "people/doubles.sql", escape = "none", syntax = "sql")]
pub(in crate::store) struct DoublesShape {
    is_backwards: bool,
}

impl Shape for DoublesShape {
    fn all() -> Vec<Self> {
        [false, true].map(|is_backwards| Self { is_backwards }).to_vec()
    }
}

/// A page of likely doubles, by the name of who came later.
///
/// # Errors
/// The database failed.
pub fn read(conn: &mut impl Reads, place: &Place<CustomerKey>, size: usize) -> Result<Page<Double, CustomerKey>, StoreError> {
    let shape = DoublesShape { is_backwards: place.is_backwards() };
    let (name, id) = place.key().cloned().unwrap_or((String::new(), CustomerId(Uuid::nil())));
    let rows = Doubles { shape, name, id, most: limit(size) }.rows(conn)?;
    Ok(Page::of(rows, place, size, |double| (double.name.clone(), double.id)))
}
