//! The feed, as a program meets it.

mod consumer;
mod doors;
mod late;
mod log;

use crate::harness::{Answer, Shop};
use diesel::PgConnection;
use diesel::connection::SimpleConnection;
use hello::store::people::token::Token;
use hello::store::people::tokens;
use hello::store::people::tokens::{NewToken, Scope};
use uuid::Uuid;

/// A program with a token.
pub struct Program<'a> {
    shop: &'a Shop,
    id: Uuid,
    bearer: String,
}

impl<'a> Program<'a> {
    pub fn of(shop: &'a Shop, scope: Scope) -> Self {
        let (id, secret, now) = (Uuid::now_v7(), Token::new().unwrap(), shop.clock.now());
        let new = NewToken { id, name: id.to_string(), scope, ends_at: None };
        shop.sql(|conn| tokens::add(conn, &new, &secret, now, None));
        Self { shop, id, bearer: format!("Bearer {}", secret.reveal()) }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut all = vec![("authorization", self.bearer.as_str())];
        all.extend(headers);
        self.shop.visitor().get_with(path, &all)
    }
}

pub fn json(answer: &Answer) -> serde_json::Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.body))
}

/// Where an answer leads on.
fn next(answer: &Answer) -> String {
    answer.header("link").strip_prefix('<').and_then(|link| link.strip_suffix(">; rel=\"next\"")).unwrap_or_default().to_owned()
}

/// Records that a pet arrived, in the transaction that is open; answers the pet and the event.
fn arrive(conn: &mut PgConnection, species: &str) -> (Uuid, Uuid) {
    let event = Uuid::now_v7();
    (arrive_by(conn, event, species), event)
}

/// As [`arrive`], by an event of this id.
fn arrive_by(conn: &mut PgConnection, event: Uuid, species: &str) -> Uuid {
    let pet = Uuid::new_v4();
    conn.batch_execute(&format!(
        "INSERT INTO pet_arrived_events (id, created_at, pet_id, version, occurred_on, name, species, price)
         VALUES ('{event}', clock_timestamp(), '{pet}', 1, current_date, 'Rex', '{species}', 24.90)"
    ))
    .unwrap();
    pet
}
