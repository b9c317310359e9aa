//! Customers: who they are, and what they took home.

use crate::shop::CustomerId;
use crate::store::ground::error::StoreError;
use crate::store::ground::schema::customers;
use crate::store::ground::when::When;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Numeric, Text, Timestamptz, Uuid as SqlUuid};
use rust_decimal::Decimal;
use uuid::Uuid;

/// A customer.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery)]
#[diesel(table_name = customers, check_for_backend(Pg))]
pub struct Customer {
    /// Identity.
    pub id: Uuid,
    /// What they are called; `None` where they were forgotten.
    pub name: Option<String>,
    /// An e-mail address, where they gave one.
    pub email: Option<String>,
    /// A telephone number, where they gave one.
    pub phone: Option<String>,
    /// When they first bought something.
    pub created_at: DateTime<Utc>,
    /// When they were forgotten.
    pub forgotten_at: Option<DateTime<Utc>>,
}

/// What stands where the name of a forgotten customer stood.
pub const FORGOTTEN: &str = "a forgotten customer";

/// One customer.
///
/// # Errors
/// The database failed.
pub fn one(conn: &mut PgConnection, id: CustomerId) -> Result<Option<Customer>, StoreError> {
    Ok(Customer::query().filter(customers::id.eq(id.0)).first(conn).optional()?)
}

/// A customer in a list.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct CustomerLine {
    /// Identity.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// What they are called.
    #[diesel(sql_type = Text)]
    pub name: String,
    /// An e-mail address, where they gave one.
    #[diesel(sql_type = Nullable<Text>)]
    pub email: Option<String>,
    /// A telephone number, where they gave one.
    #[diesel(sql_type = Nullable<Text>)]
    pub phone: Option<String>,
    /// How many pets they took home.
    #[diesel(sql_type = BigInt)]
    pub pets: i64,
    /// What they paid in all.
    #[diesel(sql_type = Numeric)]
    pub paid: Decimal,
}

/// A page of customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerPage {
    /// The customers, by name.
    pub customers: Vec<CustomerLine>,
    /// Whether more follow.
    pub more: bool,
}

/// Where the next page begins: behind the customer of this name and id.
pub type Behind = (String, Uuid);

/// Customers by name, but no forgotten ones: those whose name, e-mail or telephone contains `text`.
///
/// # Errors
/// The database failed.
pub fn search(conn: &mut PgConnection, text: &str, behind: Option<Behind>, size: usize) -> Result<CustomerPage, StoreError> {
    let (name, id) = behind.unzip();
    let beyond = if id.is_some() { "AND (lower(name), id) > (lower($2), $3)" } else { "" };
    let page = format!(
        "SELECT * FROM customers
         WHERE forgotten_at IS NULL AND ($1 = '' OR strpos(lower(name), lower($1)) > 0 OR strpos(lower(email), lower($1)) > 0
                OR ($1 ~ '^[-0-9 +()/.]+$' AND strpos(regexp_replace(phone, '[^0-9]', '', 'g'), nullif(regexp_replace($1, '[^0-9]', '', 'g'), '')) > 0)) {beyond}
         ORDER BY lower(name), id LIMIT {}",
        size + 1
    );
    let mut query = diesel::sql_query(with_purchases(&page)).into_boxed::<Pg>().bind::<Text, _>(text.to_owned());
    if let (Some(name), Some(id)) = (name, id) {
        query = query.bind::<Text, _>(name).bind::<SqlUuid, _>(id);
    }
    let mut customers: Vec<CustomerLine> = query.load(conn)?;
    let more = customers.len() > size;
    customers.truncate(size);
    Ok(CustomerPage { customers, more })
}

/// One customer as a list shows them; none where they were forgotten.
///
/// # Errors
/// The database failed.
pub fn line(conn: &mut PgConnection, id: CustomerId) -> Result<Option<CustomerLine>, StoreError> {
    let query = with_purchases("SELECT * FROM customers WHERE id = $1 AND forgotten_at IS NULL");
    Ok(diesel::sql_query(query).bind::<SqlUuid, _>(id.0).get_result(conn).optional()?)
}

/// What the customers of `page` bought, beside them.
fn with_purchases(page: &str) -> String {
    format!(
        "SELECT customer.id, customer.name, customer.email, customer.phone, bought.pets, bought.paid
         FROM ({page}) AS customer
         CROSS JOIN LATERAL (
             SELECT count(*) AS pets, coalesce(sum(sale_price), 0) AS paid
             FROM pet_sold_events AS sale
             WHERE customer_id = customer.id AND {}
         ) AS bought
         ORDER BY lower(customer.name), customer.id",
        When::Now.counted("sale")
    )
}

/// A pet that a customer took home.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Purchase {
    /// The pet.
    #[diesel(sql_type = SqlUuid)]
    pub pet_id: Uuid,
    /// What it is called.
    #[diesel(sql_type = Text)]
    pub name: String,
    /// What kind of animal it is.
    #[diesel(sql_type = Text)]
    pub species: String,
    /// What was paid.
    #[diesel(sql_type = Numeric)]
    pub sale_price: Decimal,
    /// The day of the sale.
    #[diesel(sql_type = Date)]
    pub occurred_on: NaiveDate,
    /// The sale.
    #[diesel(sql_type = SqlUuid)]
    pub event_id: Uuid,
    /// When the sale was recorded.
    #[diesel(sql_type = Timestamptz)]
    pub created_at: DateTime<Utc>,
}

/// What a customer took home, the latest first.
///
/// # Errors
/// The database failed.
pub fn purchases(conn: &mut PgConnection, when: When, id: CustomerId) -> Result<Vec<Purchase>, StoreError> {
    Ok(diesel::sql_query(format!(
        "SELECT sale.pet_id, origin.name, origin.species, sale.sale_price, sale.occurred_on, sale.id AS event_id, sale.created_at
         FROM pet_sold_events AS sale
         CROSS JOIN LATERAL (SELECT name, species FROM pet_origins WHERE pet_id = sale.pet_id OFFSET 0) AS origin
         WHERE sale.customer_id = $1 AND {}
         ORDER BY sale.id DESC",
        when.counted("sale")
    ))
    .bind::<SqlUuid, _>(id.0)
    .load(conn)?)
}
