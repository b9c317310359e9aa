//! Who may call whom: the walls between the rooms.

use std::collections::{BTreeMap, BTreeSet};
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
    ("metrics", &["crate::web", "crate::store", "crate::cluster", "crate::config", "crate::command", "actix", "diesel"]),
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

/// Addresses of pages, which the web alone knows.
const ADDRESSES: &[&str] = &["\"/pets", "\"/events", "\"/customers", "\"/admin", "\"/compare", "\"/search", "StatusCode", "HttpResponse"];

#[test]
fn what_is_below_the_web_knows_no_address_of_a_page() {
    for room in ["shop", "integrity", "store", "demo"] {
        for (file, code) in sources(&Path::new("src").join(room)) {
            for (number, line) in without_tests(&code).lines().enumerate() {
                let line = line.split("//").next().unwrap_or_default();
                let found = ADDRESSES.iter().find(|address| line.contains(**address));
                assert!(found.is_none(), "{file}:{}: {room} must not know the address {found:?}", number + 1);
            }
        }
    }
}

#[test]
fn integrity_and_the_shop_are_pure() {
    let impure = ["std::fs", "std::env", "std::net", "std::process", "std::time", "fs::", "getrandom", "SystemTime", "thread::", "tokio"];
    for room in ["shop", "integrity"] {
        for (file, code) in sources(&Path::new("src").join(room)) {
            for (number, line) in without_tests(&code).lines().enumerate() {
                let line = line.split("//").next().unwrap_or_default();
                let found = impure.iter().find(|word| line.contains(**word));
                assert!(found.is_none(), "{file}:{}: {room} must do without {found:?}", number + 1);
            }
        }
    }
}

#[test]
fn the_route_table_is_all_that_there_is_at_the_top_of_the_web() {
    let code = fs::read_to_string("src/web/mod.rs").unwrap();
    let is_of_the_table = |line: &str| {
        let line = line.trim();
        let begins =
            ["//", "pub mod", "mod ", "use ", "routes!", "Open ", "Anyone ", "Staff ", "Admin ", "Program ", "}", "crate::", "pub use"];
        line.is_empty() || begins.iter().any(|begin| line.starts_with(begin))
    };
    let others: Vec<_> = code.lines().filter(|line| !is_of_the_table(line)).collect();
    assert_eq!(others, [""; 0], "src/web/mod.rs is the route table and nothing else");
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let all: BTreeMap<String, String> = sources(Path::new("src")).into_iter().map(|(file, code)| (file, without_tests(&code))).collect();
    let mut imports: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (file, code) in &all {
        let of_file = uses(file, code).into_iter().filter_map(|path| file_of(&path, &all, 0)).filter(|other| other != file);
        imports.insert(file, of_file.collect());
    }
    assert!(imports.values().map(BTreeSet::len).sum::<usize>() > 500, "imports are found");
    // Whoever imports nobody that is left goes; who stays stands in a circle, or above one.
    let mut left: BTreeSet<&str> = imports.keys().copied().collect();
    loop {
        let goes: Vec<&str> =
            left.iter().copied().filter(|file| !imports[file].iter().any(|other| left.contains(other.as_str()))).collect();
        if goes.is_empty() {
            break;
        }
        left.retain(|file| !goes.contains(file));
    }
    let told: Vec<String> = left
        .iter()
        .map(|file| format!("{file} -> {:?}", imports[file].iter().filter(|other| left.contains(other.as_str())).collect::<Vec<_>>()))
        .collect();
    assert!(told.is_empty(), "in a circle, or above one:\n{}", told.join("\n"));
}

/// The code before a file's own tests.
fn without_tests(code: &str) -> String {
    code.split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default()
        .split("#[cfg(test)]\npub(crate) mod tests {")
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// What a file imports, as paths from the crate on.
fn uses(file: &str, code: &str) -> Vec<String> {
    let module = file.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod").replace('/', "::");
    let mut found = Vec::new();
    for statement in code.split(';') {
        let Some((_, tree)) = statement.rsplit_once("\nuse ").or_else(|| statement.rsplit_once("\npub use ")) else { continue };
        let tree: String = tree.split_whitespace().collect::<Vec<_>>().join(" ");
        for path in spread(&tree) {
            let mut parts: Vec<&str> = path.split("::").collect();
            let mut base: Vec<&str> = module.split("::").collect();
            match parts.first().copied() {
                Some("crate") => base.clear(),
                Some("super" | "self") => {
                    let ups = parts.iter().take_while(|part| **part == "super").count();
                    base.truncate(base.len().saturating_sub(ups));
                    parts.drain(..ups.max(1) - 1);
                }
                _ => continue,
            }
            parts.remove(0);
            base.extend(parts);
            found.push(base.join("::"));
        }
    }
    found
}

/// `a::{b, c::{d, self}}` as `a::b`, `a::c::d`, `a::c`.
fn spread(tree: &str) -> Vec<String> {
    let Some((before, inside)) = tree.split_once('{') else {
        return vec![tree.split(" as ").next().unwrap_or_default().trim().trim_end_matches("::self").to_owned()];
    };
    let inside = inside.trim().strip_suffix('}').unwrap_or(inside);
    let (mut depth, mut parts, mut part) = (0, Vec::new(), String::new());
    for c in inside.chars() {
        match c {
            ',' if depth == 0 => parts.push(std::mem::take(&mut part)),
            _ => {
                depth += i32::from(c == '{') - i32::from(c == '}');
                part.push(c);
            }
        }
    }
    parts.push(part);
    parts.iter().filter(|part| !part.trim().is_empty()).flat_map(|part| spread(&format!("{}{}", before.trim(), part.trim()))).collect()
}

/// The file in which the thing of a path stands: also where a module hands it on from another one.
fn file_of(path: &str, all: &BTreeMap<String, String>, depth: usize) -> Option<String> {
    let parts: Vec<&str> = path.split("::").collect();
    for length in (1..=parts.len()).rev() {
        let place = parts.get(..length)?.join("/");
        for file in [format!("src/{place}.rs"), format!("src/{place}/mod.rs")] {
            let Some(code) = all.get(&file) else { continue };
            let name = parts.get(length)?;
            let handed_on = code.split(';').filter(|statement| statement.contains("pub use "));
            let from = handed_on
                .flat_map(|statement| uses(&file, &format!("\nuse {}", statement.rsplit_once("pub use ").map_or("", |(_, tree)| tree))));
            let other = from.into_iter().find(|other| other.rsplit("::").next() == Some(*name));
            return other.filter(|_| depth < 4).map_or(Some(file), |other| file_of(&other, all, depth + 1));
        }
    }
    None
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
