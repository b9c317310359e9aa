//! What the W3C's checker says of the text of every page, as the server sends it.

use super::chromium::found_or_said;
use super::walk::addresses;
use super::world::World;
use crate::harness::Shop;
use serde_json::Value;
use std::{env, fs, path::PathBuf, process::Command};

#[test]
fn the_checker_of_the_w3c_finds_nothing_but_the_attributes_of_htmx() {
    let installed = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("node_modules/vnu-jar/build/dist/vnu.jar");
    let jar = env::var_os("HELLO_VNU").map_or(installed, PathBuf::from);
    let java = env::var_os("PATH").iter().flat_map(env::split_paths).map(|folder| folder.join("java")).find(|java| java.is_file());
    let what = "what the W3C’s checker says";
    let Some(java) = found_or_said(what, "Java", java) else { return };
    let Some(jar) = found_or_said(what, "vnu-jar (npm ci)", Some(jar).filter(|jar| jar.is_file())) else { return };

    let new = Shop::open();
    let (stranger, link) = (new.visitor(), new.setup_link());
    let mut pages: Vec<_> = ["/login", "/setup", &link].map(|path| (path.to_owned(), stranger.get(path))).into();
    pages.push(("the set-up, sent".into(), stranger.fill_in(&link, &[])));
    let world = World::make();
    for (path, is_sent) in addresses(&world) {
        pages.push((path.clone(), world.ada.get(&path)));
        if is_sent {
            pages.push((format!("{path}, sent"), world.ada.fill_in(&path, &[])));
        }
    }

    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(java);
    command.args(["-Xss4m", "-jar"]).arg(jar).args(["--format", "json", "--exit-zero-always"]);
    pages.retain(|(_, answer)| answer.body.starts_with("<!doctype html>"));
    assert!(pages.len() > 100, "{} pages", pages.len());
    for (number, (_, answer)) in pages.iter().enumerate() {
        let file = folder.path().join(format!("{number}.html"));
        fs::write(&file, &answer.body).unwrap();
        command.arg(file);
    }
    let said = command.output().unwrap().stderr;
    let said: Value = serde_json::from_slice(&said).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&said)));
    let text = |message: &Value, field: &str| message[field].as_str().unwrap_or_default().to_owned();
    let complaints: Vec<_> = said["messages"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|message| !text(message, "message").starts_with("Attribute “hx-"))
        .map(|message| {
            let file = text(message, "url");
            let number: usize = file.rsplit('/').next().unwrap().trim_end_matches(".html").parse().unwrap();
            format!("{}: {}\n    {}", pages[number].0, text(message, "message"), text(message, "extract").replace('\n', " "))
        })
        .collect();
    assert!(complaints.is_empty(), "{} complaints\n{}", complaints.len(), complaints.join("\n"));
}
