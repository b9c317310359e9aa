//! Customers: who they are, and what they took home.

use crate::shop::{CustomerId, EventId, Money, PetId, PetNumber};
use crate::store::ground::error::StoreError;
use crate::store::ground::ids::{OF_CHANCE, ids_that_begin};
use crate::store::ground::reader::Reads;
use crate::store::ground::statement::{Rows, Shape, row, statements};
use crate::store::ground::when::When;
use crate::store::keyset::{Page, Place, limit};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::PgConnection;
use diesel::sql_types::{BigInt, Date, Integer, Nullable, Numeric, Text, Timestamptz, Uuid as SqlUuid};
use uuid::Uuid;

row! {
    /// A customer.
    #[derive(Eq)]
    pub struct Customer {
        /// Identity.
        pub id: CustomerId as SqlUuid,
        /// What they are called; `None` where they were forgotten, or joined into another.
        pub name: Option<String> as Nullable<Text>,
        /// An e-mail address, where they gave one.
        pub email: Option<String> as Nullable<Text>,
        /// A telephone number, where they gave one.
        pub phone: Option<String> as Nullable<Text>,
        /// How often the row was written.
        pub version: i32 as Integer,
        /// When they first bought something.
        pub created_at: DateTime<Utc> as Timestamptz,
        /// When they were forgotten.
        pub forgotten_at: Option<DateTime<Utc>> as Nullable<Timestamptz>,
        /// Who they turned out to be.
        pub joined_into: Option<CustomerId> as Nullable<SqlUuid>,
    }
}

row! {
    /// A customer in a list.
    #[derive(Eq)]
    pub struct CustomerLine {
        /// Identity.
        pub id: CustomerId as SqlUuid,
        /// What they are called.
        pub name: String as Text,
        /// An e-mail address, where they gave one.
        pub email: Option<String> as Nullable<Text>,
        /// A telephone number, where they gave one.
        pub phone: Option<String> as Nullable<Text>,
        /// How many pets they took home.
        pub pets: i64 as BigInt,
    }
}

row! {
    /// A pet that a customer took home.
    #[derive(Eq)]
    pub struct Purchase {
        /// The pet.
        pub pet: PetId as SqlUuid,
        /// The sale.
        pub event: EventId as SqlUuid,
        /// What the pet is called.
        pub name: String as Text,
        /// Its number.
        pub number: PetNumber as Text,
        /// What kind of animal it is.
        pub species: String as Text,
        /// What was paid.
        pub price: Money as Numeric,
        /// The day of the sale.
        pub day: NaiveDate as Date,
        /// The return, where the pet came back.
        pub return_id: Option<EventId> as Nullable<SqlUuid>,
        /// The day of the return.
        pub returned_on: Option<NaiveDate> as Nullable<Date>,
        /// What was paid back.
        pub refund: Option<Money> as Nullable<Numeric>,
    }
}

row! {
    /// Whose row it is.
    pub(in crate::store) struct OfCustomer {
        pub(in crate::store) id: CustomerId as SqlUuid,
    }
}

statements! {
    /// The customer whom an id stands for.
    OneCustomer = "people/customer.sql", (customer: CustomerId as SqlUuid) -> Customer;
    /// A customer as a list shows them.
    OneLine = "people/customer_line.sql", (customer: CustomerId as SqlUuid) -> CustomerLine;
    /// The customers whose ids are in a range, or who were joined from one of these.
    CustomersById = "people/customers_by_id.sql", (first: Uuid as SqlUuid, last: Uuid as SqlUuid, most: i64 as BigInt) -> CustomerLine;
    /// Customers who are likely the same as somebody.
    Alike = "people/alike.sql", (
        name: String as Text, email: Option<String> as Nullable<Text>, phone: Option<String> as Nullable<Text>, but: Option<CustomerId> as Nullable<SqlUuid>,
        most: i64 as BigInt
    ) -> CustomerLine;
    /// A page of customers.
    CustomerList = "people/customer_list.sql", shape CustomerShape,
        (text: String as Text, name: String as Text, id: CustomerId as SqlUuid, most: i64 as BigInt) -> CustomerLine;
    /// What a customer took home.
    Purchases = "people/purchases.sql", (customer: CustomerId as SqlUuid, at: When as Timestamptz) -> Purchase;
}

/// By what a page of customers is narrowed, and in which direction it is read.
#[derive(Template, Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[template(path = "people/customer_list.sql", escape = "none", syntax = "sql")]
pub(in crate::store) struct CustomerShape {
    by_text: bool,
    is_backwards: bool,
}

impl Shape for CustomerShape {
    fn all() -> Vec<Self> {
        [(false, false), (false, true), (true, false), (true, true)].map(|(by_text, is_backwards)| Self { by_text, is_backwards }).to_vec()
    }
}

/// What stands where the name of a forgotten customer stood.
pub const FORGOTTEN: &str = "a forgotten customer";

/// By what customers are known beside a page: name and id.
pub type CustomerKey = (String, CustomerId);

/// The customer whom an id stands for: one who was joined into another is that other one.
///
/// # Errors
/// The database failed.
pub fn one(conn: &mut impl Reads, id: CustomerId) -> Result<Option<Customer>, StoreError> {
    OneCustomer { customer: id }.first(conn)
}

/// One customer as a list shows them; none where they were forgotten.
///
/// # Errors
/// The database failed.
pub fn line(conn: &mut impl Reads, id: CustomerId) -> Result<Option<CustomerLine>, StoreError> {
    OneLine { customer: id }.first(conn)
}

/// Customers by name, but no forgotten ones: those in whose name and e-mail each word of `text` is found, or whose telephone number has its digits; all
/// where it is empty.
///
/// # Errors
/// The database failed.
pub fn search(
    conn: &mut impl Reads,
    text: &str,
    place: &Place<CustomerKey>,
    size: usize,
) -> Result<Page<CustomerLine, CustomerKey>, StoreError> {
    let shape = CustomerShape { by_text: !text.is_empty(), is_backwards: place.is_backwards() };
    let (name, id) = place.key().cloned().unwrap_or((String::new(), CustomerId(Uuid::nil())));
    let rows = CustomerList { shape, text: text.to_owned(), name, id, most: limit(size) }.rows(conn)?;
    Ok(Page::of(rows, place, size, |customer| (customer.name.clone(), customer.id)))
}

/// The customers whose ids begin with what was typed.
///
/// # Errors
/// The database failed.
pub fn by_id(conn: &mut impl Reads, typed: &str, size: usize) -> Result<Vec<CustomerLine>, StoreError> {
    let Some((first, last)) = ids_that_begin(typed, OF_CHANCE) else { return Ok(vec![]) };
    CustomersById { first, last, most: limit(size) }.rows(conn)
}

/// Customers who are likely the same as somebody of this name with these contacts, but not that one: the eldest first.
///
/// # Errors
/// The database failed.
pub fn alike(
    conn: &mut PgConnection,
    name: &str,
    email: Option<&str>,
    phone: Option<&str>,
    but: Option<CustomerId>,
    size: usize,
) -> Result<Vec<CustomerLine>, StoreError> {
    let contact = |contact: Option<&str>| contact.map(str::to_owned);
    Alike { name: name.to_owned(), email: contact(email), phone: contact(phone), but, most: limit(size).saturating_sub(1) }.rows(conn)
}

/// What a customer took home, the latest first.
///
/// # Errors
/// The database failed.
pub fn purchases(conn: &mut impl Reads, when: When, id: CustomerId) -> Result<Vec<Purchase>, StoreError> {
    Purchases { customer: id, at: when }.rows(conn)
}

/// The customer to whom a pet is sold who is sold to this one: whom they were joined into, where they were; none where they are forgotten.
///
/// # Errors
/// The database failed.
pub(in crate::store) fn staying(conn: &mut PgConnection, id: CustomerId) -> Result<Option<CustomerId>, StoreError> {
    Ok(one(conn, id)?.filter(|customer| customer.name.is_some()).map(|customer| customer.id))
}
