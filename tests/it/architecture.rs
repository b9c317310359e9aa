//! Who may call whom: the walls between the rooms.

use std::{fs, path::Path};

/// A room, and the words that must not be in its code.
const WALLS: &[(&str, &[&str])] = &[
    (
        "shop",
        &[
            "crate::web",
            "crate::store",
            "crate::cluster",
            "crate::config",
            "crate::command",
            "crate::password",
            "actix",
            "diesel",
            "Utc::now",
            "Local::now",
        ],
    ),
    (
        "integrity",
        &[
            "crate::web",
            "crate::store",
            "crate::cluster",
            "crate::config",
            "crate::command",
            "crate::password",
            "actix",
            "diesel",
            "Utc::now",
            "Local::now",
        ],
    ),
    ("store", &["crate::web", "crate::cluster", "crate::config", "crate::command", "actix", ".html"]),
    ("web", &["crate::cluster", "crate::command", "diesel", "sql_query", "SELECT ", "INSERT ", "UPDATE ", "DELETE "]),
    ("cluster", &["crate::web", "crate::store", "crate::shop", "crate::command", "crate::password", "actix", "diesel"]),
];

#[test]
fn no_room_reaches_through_a_wall() {
    for (room, words) in WALLS {
        for (file, code) in sources(&Path::new("src").join(room)) {
            for (number, line) in code.lines().enumerate() {
                let line = line.split("//").next().unwrap_or_default();
                if let Some(word) = words.iter().find(|word| line.contains(**word)) {
                    panic!("{file}:{}: {room} must not know {word:?}", number + 1);
                }
            }
        }
    }
}

#[test]
fn sql_is_spoken_in_the_store_alone() {
    for (file, code) in sources(Path::new("src")) {
        let is_elsewhere = !file.starts_with("src/store/");
        assert!(!(is_elsewhere && code.contains("use diesel")), "{file} speaks SQL");
    }
}

fn sources(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
    found
}
