//! A day's work, as tests need it done: short verbs that record by the shop's own forms.

use super::harness::{Answer, Shop, Visitor};
use diesel::RunQueryDsl;
use hello::store::{Conn, StoreError};

/// A form's address, what a person types into it, and the kind of event that comes of it.
pub struct Form {
    pub path: String,
    pub fields: Vec<(&'static str, String)>,
}

impl Form {
    pub fn new(path: impl Into<String>, fields: &[(&'static str, &str)]) -> Self {
        Self { path: path.into(), fields: fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect() }
    }

    /// The same form with another value in one field.
    pub fn with(&self, field: &'static str, value: &str) -> Self {
        let mut fields: Vec<_> = self.fields.iter().filter(|(name, _)| *name != field).cloned().collect();
        fields.push((field, value.to_owned()));
        Self { path: self.path.clone(), fields }
    }

    /// Opens the form's page and sends it.
    pub fn send(&self, visitor: &Visitor) -> Answer {
        visitor.fill_in(&self.path, &self.pairs())
    }

    /// Sends it with hidden fields taken from an earlier look at its page.
    pub fn send_with(&self, visitor: &Visitor, hidden: &[(String, String)]) -> Answer {
        let mut all: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        all.extend(self.pairs());
        visitor.post(&self.path, &all)
    }

    fn pairs(&self) -> Vec<(&str, &str)> {
        self.fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
    }
}

pub fn arrival() -> Form {
    Form::new("/pets/arrival", &[("name", "Bella"), ("species", "Cat"), ("price", "135.00"), ("note", "from the Novak farm")])
}

pub fn birth(mother: &str) -> Form {
    let mother = mother.trim_start_matches("/pets/");
    Form::new("/pets/birth", &[("mother_id", mother), ("name", "Kit"), ("price", "95,50"), ("note", "small")])
}

pub fn sale(pet: &str) -> Form {
    let fields = [("customer_name", "Mrs Lang"), ("customer_email", "lang@example.com"), ("customer_phone", "+43 1 234567")];
    let mut form = Form::new(format!("{pet}/sale"), &fields);
    form.fields.extend([("sale_price", "120.50".to_owned()), ("note", "with basket".to_owned()), ("confirm", "yes".to_owned())]);
    form
}

pub fn returned(pet: &str) -> Form {
    let fields = [("reason", "an allergy in the family"), ("refund", "100.00"), ("note", "with its basket"), ("confirm", "yes")];
    Form::new(format!("{pet}/return"), &fields)
}

pub fn price_change(pet: &str) -> Form {
    Form::new(format!("{pet}/price-change"), &[("new_price", "120.50"), ("note", "older now")])
}

pub fn naming(pet: &str) -> Form {
    Form::new(format!("{pet}/name"), &[("name", "Bubbles"), ("note", "the children chose it")])
}

pub fn loss(pet: &str) -> Form {
    Form::new(format!("{pet}/loss"), &[("last_seen_location", "the park"), ("note", "ran")])
}

pub fn find(pet: &str) -> Form {
    Form::new(format!("{pet}/find"), &[("found_location", "the bakery"), ("note", "hungry")])
}

pub fn retraction(pet: &str) -> Form {
    Form::new(format!("{pet}/retraction"), &[("reason", "the wrong pet"), ("confirm", "yes")])
}

/// Records it, and answers the address of the pet's page.
#[track_caller]
pub fn record(visitor: &Visitor, form: &Form) -> String {
    let answer = form.send(visitor);
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.location().to_owned()
}

/// A pet of that name has arrived.
#[track_caller]
pub fn arrived(visitor: &Visitor, name: &str) -> String {
    record(visitor, &arrival().with("name", name))
}

/// How many events there are.
pub fn events(shop: &Shop) -> i64 {
    shop.sql(|conn| count(conn, "SELECT count(*) AS n FROM events"))
}

/// The one number that a query answers as `n`.
pub fn count(conn: &mut Conn, query: &str) -> Result<i64, StoreError> {
    #[derive(diesel::QueryableByName)]
    struct Row {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        n: i64,
    }
    Ok(diesel::sql_query(query).get_result::<Row>(conn)?.n)
}
