//! What a request asked the database: the statements as Postgres wrote them into its log, with the values in their places.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::PathBuf,
};

use super::Done;

/// The log of a server whose lines begin with `%p `, the id of the process that speaks.
pub struct Notes {
    log: PathBuf,
}

/// The shop looks every two seconds whether its snapshot is due, and that is no part of a page: of so many tries, at most one has it.
const TRIES: usize = 3;

impl Notes {
    pub fn in_log(log: PathBuf) -> Self {
        Self { log }
    }

    /// The statements of a request, in their order, and what the request answered.
    pub fn of<T>(&self, mut request: impl FnMut() -> Done<T>) -> Done<(T, Vec<String>)> {
        // A connection is greeted with settings, and its types are looked up, only the first time.
        request()?;
        let mut best: Option<(T, Vec<String>)> = None;
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
        best.filter(|(_, statements)| !statements.is_empty()).ok_or_else(|| "Postgres wrote no statements down".into())
    }
}

/// Reads a log that was written with `log_statement = all`.
fn read(log: &str) -> Vec<String> {
    // A line break within an entry is followed by a tab.
    let whole = log.replace("\n\t", "\u{0}");
    let mut statements: Vec<(&str, String)> = Vec::new();
    for entry in whole.lines() {
        let Some((process, said)) = entry.split_once(' ') else { continue };
        if let Some(said) = said.strip_prefix("LOG:  ") {
            let executed = said.strip_prefix("execute ").and_then(|rest| rest.split_once(": ")).map(|(_, sql)| sql);
            if let Some(sql) = executed.or_else(|| said.strip_prefix("statement: ")) {
                statements.push((process, sql.replace('\u{0}', "\n")));
            }
        } else if let Some(values) = said.strip_prefix("DETAIL:  Parameters: ").or_else(|| said.strip_prefix("DETAIL:  parameters: "))
            && let Some((_, sql)) = statements.iter_mut().rev().find(|(of, _)| *of == process)
        {
            *sql = with_values(sql, &literals(&values.replace('\u{0}', "\n")));
        }
    }
    statements.into_iter().map(|(_, sql)| sql).collect()
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

/// Puts literals where their placeholders are. Comments, whose apostrophes quote nothing, go.
fn with_values(sql: &str, literals: &[String]) -> String {
    let sql: Vec<&str> = sql.lines().map(|line| line.split("--").next().unwrap_or_default()).collect();
    let sql = sql.join("\n");
    let mut whole = String::new();
    let mut rest = sql.as_str();
    while let Some(at) = rest.find(['$', '\'']) {
        let (before, from) = rest.split_at(at);
        whole.push_str(before);
        let length = if from.starts_with('\'') { quoted(from) } else { 1 + from.bytes().skip(1).take_while(u8::is_ascii_digit).count() };
        let (token, after) = from.split_at(length);
        let number = token.strip_prefix('$').and_then(|number| number.parse::<usize>().ok());
        let literal = number.and_then(|number| literals.get(number.wrapping_sub(1)));
        whole.push_str(literal.map_or(token, String::as_str));
        rest = after;
    }
    whole + rest
}
