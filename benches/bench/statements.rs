//! What a request asked the database: the statements as Postgres wrote them into its log, with the values in their places.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::PathBuf,
};

use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types};

use super::Done;

/// The log of a server whose lines begin with `%p `, the id of the process that speaks.
pub struct Notes {
    log: PathBuf,
    /// Where the types of the placeholders are asked for.
    url: String,
}

/// The shop looks every two seconds whether its snapshot is due, and that is no part of a page: of so many tries, at most one has it.
const TRIES: usize = 3;

impl Notes {
    pub fn in_log(log: PathBuf, url: &str) -> Self {
        Self { log, url: url.to_owned() }
    }

    /// The statements of a request, in their order, and what the request answered.
    pub fn of<T>(&self, request: impl FnMut() -> Done<T>) -> Done<(T, Vec<Statement>)> {
        let (answer, statements) = self.as_sent(request)?;
        let mut conn = PgConnection::establish(&self.url)?;
        Ok((answer, statements.iter().map(|noted| noted.typed(&mut conn)).collect::<Done<_>>()?))
    }

    /// The statements of a request as they were sent, in their order, and what the request answered.
    pub fn as_sent<T>(&self, mut request: impl FnMut() -> Done<T>) -> Done<(T, Vec<Noted>)> {
        // A connection is greeted with settings, and its types are looked up, only the first time.
        request()?;
        let mut best: Option<(T, Vec<Noted>)> = None;
        for _ in 0..TRIES {
            let mut log = File::open(&self.log)?;
            log.seek(SeekFrom::End(0))?;
            let answer = request()?;
            let mut said = String::new();
            log.read_to_string(&mut said)?;
            let statements = read(&said);
            if best.as_ref().is_none_or(|(_, fewest)| statements.len() < fewest.len()) {
                best = Some((answer, statements));
            }
        }
        best.filter(|(_, noted)| !noted.is_empty()).ok_or_else(|| "Postgres wrote no statements down".into())
    }
}

/// A statement for pgbench.
#[derive(Clone)]
pub struct Statement {
    sql: String,
    /// The literal for each placeholder, and its type.
    values: Vec<(String, String)>,
}

impl Statement {
    /// One without placeholders.
    pub fn plain(sql: String) -> Self {
        Self { sql, values: Vec::new() }
    }

    /// With its values in their places, as text.
    pub fn whole(&self) -> String {
        with_values(&self.sql, &self.values.iter().map(|(literal, of)| format!("{literal}::{of}")).collect::<Vec<_>>())
    }

    /// With variables of pgbench's in their places, which it binds, and what these are; their names begin as said. There is none for NULL, nor for no
    /// letters at all.
    pub fn bound(&self, prefix: &str) -> (String, Vec<(String, String)>) {
        let named = self.values.iter().enumerate().map(|(n, (literal, of))| match literal.strip_prefix('\'').filter(|rest| *rest != "'") {
            Some(rest) => {
                let value = rest.strip_suffix('\'').unwrap_or(rest).replace("''", "'");
                (format!(":{prefix}_{n}::{of}"), Some((format!("{prefix}_{n}"), value)))
            }
            None => (format!("{literal}::{of}"), None),
        });
        let (places, variables): (Vec<_>, Vec<_>) = named.unzip();
        (with_values(&self.sql, &places), variables.into_iter().flatten().collect())
    }
}

/// A statement as it was sent, and the literals that were sent with it for `$1`, `$2`, ….
pub struct Noted {
    pub sql: String,
    literals: Vec<String>,
}

impl Noted {
    /// The statement with the types that Postgres finds for its placeholders.
    fn typed(&self, conn: &mut PgConnection) -> Done<Statement> {
        if self.literals.is_empty() {
            return Ok(Statement::plain(self.sql.clone()));
        }
        let sql = without_comments(&self.sql);
        let types = prepared(conn, &sql, self.literals.len())?;
        conn.batch_execute("DEALLOCATE noted")?;
        Ok(Statement { sql, values: self.literals.iter().cloned().zip(types).collect() })
    }

    /// Prepares the statement as `noted`; answers its values, each cast to the type that Postgres has found for its placeholder.
    pub fn prepare(&self, conn: &mut PgConnection) -> Done<Vec<String>> {
        let types = prepared(conn, &without_comments(&self.sql), self.literals.len())?;
        Ok(self.literals.iter().zip(types).map(|(literal, name)| format!("{literal}::{name}")).collect())
    }
}

/// Prepares a statement as `noted`; answers the types that Postgres finds for its placeholders. A variant that has no use for one leaves it out; text does there.
fn prepared(conn: &mut PgConnection, sql: &str, placeholders: usize) -> Done<Vec<String>> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = sql_types::Text)]
        name: String,
    }
    let used: Vec<&str> = sql.split('$').skip(1).map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default()).collect();
    let declared = (1..=placeholders).map(|number| if used.contains(&number.to_string().as_str()) { "unknown" } else { "text" });
    let declared = declared.collect::<Vec<_>>().join(", ");
    let declared = if placeholders == 0 { String::new() } else { format!("({declared})") };
    conn.batch_execute(&format!("PREPARE noted {declared} AS {sql}"))?;
    let rows: Vec<Row> =
        sql_query("SELECT type::text AS name FROM pg_prepared_statements p, unnest(p.parameter_types) AS type WHERE p.name = 'noted'")
            .load(conn)?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

/// Reads a log that was written with `log_statement = all`.
fn read(log: &str) -> Vec<Noted> {
    // A line break within an entry is followed by a tab.
    let whole = log.replace("\n\t", "\u{0}");
    let mut statements: Vec<(&str, Noted)> = Vec::new();
    for entry in whole.lines() {
        let Some((process, said)) = entry.split_once(' ') else { continue };
        if let Some(said) = said.strip_prefix("LOG:  ") {
            let executed = said.strip_prefix("execute ").and_then(|rest| rest.split_once(": ")).map(|(_, sql)| sql);
            if let Some(sql) = executed.or_else(|| said.strip_prefix("statement: ")) {
                statements.push((process, Noted { sql: sql.replace('\u{0}', "\n"), literals: Vec::new() }));
            }
        } else if let Some(values) = said.strip_prefix("DETAIL:  Parameters: ").or_else(|| said.strip_prefix("DETAIL:  parameters: "))
            && let Some((_, noted)) = statements.iter_mut().rev().find(|(of, _)| *of == process)
        {
            noted.literals = literals(&values.replace('\u{0}', "\n"));
        }
    }
    statements.into_iter().map(|(_, noted)| noted).collect()
}

/// The literals in `$1 = 'it''s', $2 = NULL`.
fn literals(mut values: &str) -> Vec<String> {
    let mut literals = Vec::new();
    while let Some((_, value)) = values.split_once(" = ") {
        let length = if value.starts_with('\'') { quoted(value) } else { value.find(", ").unwrap_or(value.len()) };
        let (literal, rest) = value.split_at(length);
        literals.push(literal.to_owned());
        values = rest;
    }
    literals
}

/// The length of the quoted literal with which a text begins; a quote within is doubled.
fn quoted(text: &str) -> usize {
    let mut quotes = text.match_indices('\'').map(|(at, _)| at).skip(1).peekable();
    while let Some(at) = quotes.next() {
        if quotes.next_if_eq(&(at + 1)).is_none() {
            return at + 1;
        }
    }
    text.len()
}

/// A statement without its comments, whose apostrophes quote nothing.
fn without_comments(sql: &str) -> String {
    sql.lines().map(|line| line.split("--").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// Puts values where their placeholders are.
fn with_values(sql: &str, values: &[String]) -> String {
    let mut whole = String::new();
    let mut rest = sql;
    while let Some(at) = rest.find(['$', '\'']) {
        let (before, from) = rest.split_at(at);
        whole.push_str(before);
        let length = if from.starts_with('\'') { quoted(from) } else { 1 + from.bytes().skip(1).take_while(u8::is_ascii_digit).count() };
        let (token, after) = from.split_at(length);
        let number = token.strip_prefix('$').and_then(|number| number.parse::<usize>().ok());
        let value = number.and_then(|number| values.get(number.wrapping_sub(1)));
        whole.push_str(value.map_or(token, String::as_str));
        rest = after;
    }
    whole + rest
}
