//! Who may do what in the database: three roles, and what it takes to make them.
//!
//! | role | what it is for |
//! |---|---|
//! | [`OWNER`] | owns every table, view and function, and runs the migrations; nobody signs in as this one |
//! | [`APP`] | the shop itself: it records, and cannot rewrite |
//! | [`READER`] | whoever only looks at the log and what is computed from it, and at nothing about people |
//!
//! What each may do is said in `src/store/database/privileges.sql`. Roles belong to the whole cluster and not to a database, so that they are
//! made before the migrations and never by one: two shops in one cluster share them, and the one that goes must not take them along.

pub mod rewriter;
pub mod scram;

pub use rewriter::{Rewriter, rewriter};

use diesel::{Connection, PgConnection, connection::SimpleConnection, result::Error, sql_types::Text};

use super::address;
use super::error::StoreError;
use super::rows::Answer;
use super::statement::{Rows, row, statements};
use scram::Verifier;

statements! {
    /// What is missing of the roles.
    MissingRoles = "ground/missing_roles.sql", () -> Missing;
    /// Whether a role has a password.
    HasPassword = "ground/has_password.sql", (role: String as Text) -> Answer;
    /// Who asks, and in which database.
    WhoIsWhere = "ground/who_is_where.sql", () -> Here;
}

row! {
    /// What has to be run.
    pub(in crate::store) struct Missing {
        statement: String as Text,
    }
}

row! {
    /// Who asks, and where.
    pub(in crate::store) struct Here {
        who: String as Text,
        database: String as Text,
    }
}

/// Owns everything.
pub const OWNER: &str = "hello_owner";
/// Records, and cannot rewrite.
pub const APP: &str = "hello_app";
/// Looks at the log.
pub const READER: &str = "hello_reader";

/// Why the roles are not as they should be.
#[derive(Debug, thiserror::Error)]
pub enum RolesError {
    /// Whoever signed in may not make them so; somebody else can run these statements.
    #[error(
        "{who} may not prepare the database {database:?} for the shop: {why}. \
         Have a superuser of this Postgres run these statements in it, then run `hello migrate` again:\n\n{}", listed(.statements)
    )]
    NotAllowed {
        /// Who signed in.
        who: String,
        /// Where.
        database: String,
        /// What Postgres said.
        why: String,
        /// What is to be run.
        statements: Vec<String>,
    },
    /// The password was not set.
    #[error("{who} may not give {APP} a password: {why}. Have a superuser of this Postgres do it in psql, by `\\password {APP}`.")]
    NoPassword {
        /// Who signed in.
        who: String,
        /// What Postgres said.
        why: String,
    },
    /// Nobody answers.
    #[error("The database could not be reached to look at its roles: {0}.")]
    Unreachable(String),
    /// The database failed.
    #[error("The roles of the database could not be looked at: {0}.")]
    Failed(#[from] StoreError),
}

fn listed(statements: &[String]) -> String {
    statements.iter().map(|statement| format!("    {statement};")).collect::<Vec<_>>().join("\n")
}

/// Makes the roles where they are missing, and gives [`OWNER`] what the shop has in this database; answers whether there was anything to do.
///
/// # Errors
/// What to run, and as whom, where the one who signed in may not.
pub fn prepare(conn: &mut PgConnection) -> Result<bool, RolesError> {
    let mut done = false;
    let mut statements = missing(conn)?;
    while !statements.is_empty() {
        let tried = conn.transaction::<_, Error, _>(|conn| conn.batch_execute(&format!("{};", statements.join(";\n"))));
        let rest = missing(conn)?;
        match tried {
            Err(_) | Ok(()) if rest != statements => done = true,
            // Where something has changed meanwhile, another shop of this cluster was faster, and one goes on from there.
            tried => {
                let why = tried.err().map_or_else(|| "it had no effect".into(), |error| first_line(&error));
                let Here { who, database } = WhoIsWhere {}.one(conn)?;
                return Err(RolesError::NotAllowed { who, database, why, statements });
            }
        }
        statements = rest;
    }
    Ok(done)
}

/// Connects to `url` and gives [`APP`] a password to sign in with. What is sent is a verifier, so that no log of Postgres ever has the
/// password. Who may not give one may go on where [`APP`] signs in with it already.
///
/// # Errors
/// What to do instead, where the one who signed in may not.
pub fn set_app_password_at(url: &str, verifier: &Verifier) -> Result<(), RolesError> {
    let mut conn = connect(url)?;
    match conn.batch_execute(&gives_password(verifier)) {
        Err(_) if PgConnection::establish(&address::signed_in_as(url, APP, verifier.password())).is_ok() => Ok(()),
        Err(error) => Err(RolesError::NoPassword { who: WhoIsWhere {}.one(&mut conn)?.who, why: first_line(&error) }),
        Ok(()) => Ok(()),
    }
}

/// Connects to `url` and looks whether [`APP`] has a password; `None` where the one who signed in may not know.
///
/// # Errors
/// Nobody answers.
pub fn app_has_password_at(url: &str) -> Result<Option<bool>, RolesError> {
    let found = HasPassword { role: APP.to_owned() }.first(&mut connect(url)?);
    Ok(found.ok().flatten().map(|answer| answer.yes))
}

/// Whom an address signs in as.
///
/// # Errors
/// Nobody answers.
pub fn who_is_at(url: &str) -> Result<String, RolesError> {
    Ok(WhoIsWhere {}.one(&mut connect(url)?)?.who)
}

fn connect(url: &str) -> Result<PgConnection, RolesError> {
    PgConnection::establish(url).map_err(|error| RolesError::Unreachable(error.to_string()))
}

fn gives_password(verifier: &Verifier) -> String {
    format!("ALTER ROLE {APP} LOGIN PASSWORD '{}'", verifier.as_str())
}

impl RolesError {
    /// Adds the password to what somebody else is asked to run, so that they are asked once.
    #[must_use]
    pub fn with_password(mut self, verifier: &Verifier) -> Self {
        if let Self::NotAllowed { statements, .. } = &mut self {
            statements.push(gives_password(verifier));
        }
        self
    }
}

/// Does work as [`OWNER`], so that what it makes belongs to that role.
pub(in crate::store) fn as_owner<T, E: From<Error>>(
    conn: &mut PgConnection,
    work: impl FnOnce(&mut PgConnection) -> Result<T, E>,
) -> Result<T, E> {
    conn.batch_execute(&format!("SET ROLE {OWNER}"))?;
    let done = work(conn);
    conn.batch_execute("RESET ROLE")?;
    done
}

fn missing(conn: &mut PgConnection) -> Result<Vec<String>, StoreError> {
    Ok(MissingRoles {}.rows(conn)?.into_iter().map(|missing| missing.statement).collect())
}

fn first_line(error: &Error) -> String {
    error.to_string().lines().next().unwrap_or_default().trim_end_matches('.').to_owned()
}
