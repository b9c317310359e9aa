//! A stock comes in as a table: read whatever wrote it, looked through first, and then whole or not at all.

mod command;
mod pages;

use crate::day;
use crate::harness::{Answer, Database, Visitor};

/// A table with so many rows, each of them right.
fn table(rows: u32) -> String {
    let row = |n: u32| {
        format!(
            "{},{},{}.50,2026-0{}-1{},{}\n",
            if n.is_multiple_of(3) { "" } else { "Rex" },
            ["Dog", "cat", "CAT"][n as usize % 3],
            n % 90,
            n % 9 + 1,
            n % 9,
            "a note"
        )
    };
    "name,species,price,date,note\n".to_owned() + &(0..rows).map(row).collect::<String>()
}

fn count(database: &Database, what: &str) -> i64 {
    day::count(&mut database.connect(), &format!("SELECT count(*) AS n FROM {what}")).unwrap()
}

/// Uploads a table as the page's form does.
fn upload(visitor: &Visitor, name: &str, content: impl AsRef<[u8]>) -> Answer {
    let head =
        format!("--boundary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n");
    let body = [head.as_bytes(), content.as_ref(), b"\r\n--boundary--\r\n"].concat();
    let headers = [("content-type", "multipart/form-data; boundary=boundary"), ("sec-fetch-site", "same-origin")];
    visitor.send("POST", "/admin/import", &headers, body)
}

/// The address at which a table can be looked at, once it was looked through.
#[track_caller]
pub fn uploaded(visitor: &Visitor, name: &str, content: impl AsRef<[u8]>) -> String {
    let answer = upload(visitor, name, content);
    assert_eq!(answer.status, 303, "{}", answer.body);
    until(visitor, answer.location(), "would bring");
    answer.location().to_owned()
}

/// Waits until a page says something.
#[track_caller]
pub fn until(visitor: &Visitor, path: &str, said: &str) -> Answer {
    for _ in 0..300 {
        let answer = visitor.get(path);
        assert_eq!(answer.status, 200, "{}", answer.body);
        if answer.text("main").contains(said) {
            return answer;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("{path} never said {said:?}: {}", visitor.get(path).text("main"));
}
