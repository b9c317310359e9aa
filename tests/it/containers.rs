//! What the container is built of, and what a tool may make of compose.yaml; `.ci/containers` runs both.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What the Containerfile copies from the checkout.
fn copied() -> BTreeSet<String> {
    let file = fs::read_to_string("Containerfile").unwrap();
    let lines = file.lines().filter_map(|line| line.strip_prefix("COPY ")).filter(|line| !line.starts_with("--from"));
    lines.flat_map(|line| line.split_whitespace().rev().skip(1).map(str::to_owned).collect::<Vec<_>>()).collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|ext| ext == "rs"))
        .collect()
}

/// What the program includes from elsewhere; what its tests include lies in their folder, or is named in a file of theirs.
fn included() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in rust_files(Path::new("src")).into_iter().filter(|file| !file.ends_with("tests.rs")) {
        let text = fs::read_to_string(&file).unwrap();
        for part in text.split("include_str!(\"").chain(text.split("include_bytes!(\"")).skip(1) {
            let Some(named) = part.split('"').next().filter(|named| named.starts_with("../")) else { continue };
            let Ok(path) = fs::canonicalize(file.parent().unwrap().join(named)) else { continue };
            found.insert(path.strip_prefix(fs::canonicalize(".").unwrap()).unwrap().display().to_string());
        }
    }
    found.into_iter().filter(|path| !path.starts_with("src/") && !path.starts_with("tests/")).collect()
}

#[test]
fn the_image_is_built_of_all_that_the_program_is_built_of() {
    let copied = copied();
    let mut needed = included();
    assert!(needed.contains("docs/openapi.json"), "{needed:?}");
    needed.extend(["Cargo.toml", "Cargo.lock", "askama.toml", "build.rs", "migrations", "src", "static", "templates"].map(str::to_owned));
    let missing: Vec<_> = needed.difference(&copied).collect();
    assert!(missing.is_empty(), "the Containerfile copies no {missing:?}");
    let ignore = fs::read_to_string(".containerignore").unwrap();
    let let_in: Vec<&str> = ignore.lines().filter_map(|line| line.strip_prefix('!')).collect();
    for path in &copied {
        assert!(let_in.iter().any(|place| Path::new(path).starts_with(place)), ".containerignore keeps {path} out");
        assert!(Path::new(path).exists(), "there is no {path}");
    }
}

#[test]
fn every_bench_and_test_that_cargo_looks_for_is_there_while_the_dependencies_are_built() {
    let (cargo, file) = (fs::read_to_string("Cargo.toml").unwrap(), fs::read_to_string("Containerfile").unwrap());
    let named = |what: &str| {
        cargo.split(&format!("[[{what}]]\nname = \"")).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let looked_for = named("bench")
        .into_iter()
        .map(|name| format!(" benches/{name}.rs"))
        .chain(named("test").into_iter().map(|name| format!(" tests/{name}/main.rs")));
    let missing: Vec<_> = looked_for.filter(|path| !file.contains(path.as_str())).collect();
    assert!(missing.is_empty() && named("bench").len() > 1, "the Containerfile makes no {missing:?}");
}

#[test]
fn no_variable_of_compose_refers_to_itself_and_nothing_waits_for_a_condition() {
    let file = fs::read_to_string("compose.yaml").unwrap();
    let lines: Vec<&str> = file.lines().map(str::trim).filter(|line| !line.starts_with('#')).collect();
    let mut variables = 0;
    for line in &lines {
        let Some((name, value)) = line.split_once(": ") else { continue };
        variables += value.matches("${").count();
        assert!(!value.contains(&format!("${{{name}")), "{line}");
    }
    assert_eq!(variables, 4);
    assert!(!lines.iter().any(|line| line.starts_with("condition:")));
    assert_eq!(lines.iter().filter(|line| line.starts_with("build:")).count(), 1, "what is built twice is built at once");
}
