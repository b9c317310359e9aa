//! What is in `deploy/`: the dashboard and the alerts ask for nothing that is not told, and systemd reads its units.

use super::{lived_in, scrape};
use crate::harness::skipped;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

/// What is measured, and by which labels, in a question to Prometheus.
fn asked(question: &str) -> BTreeSet<String> {
    let ours = ["hello_", "http_", "db_", "process_"];
    let words = question.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.filter(|word| ours.iter().any(|begin| word.starts_with(begin))).map(str::to_owned).collect()
}

/// Every `expr` of the dashboard.
fn expressions(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(question) if name == "expr" => found.push(question.clone()),
                    _ => expressions(value, found),
                }
            }
        }
        Value::Array(all) => all.iter().for_each(|value| expressions(value, found)),
        _ => {}
    }
}

#[test]
fn the_dashboard_and_the_alerts_ask_for_what_is_told() {
    let (_shop, served) = lived_in();
    let told = scrape(&served);
    let labels = told.labels().into_iter().map(|(label, _)| label);
    let known: BTreeSet<String> = told.names().into_iter().chain(labels).collect();
    let mut dashboard = Vec::new();
    expressions(&serde_json::from_str(&fs::read_to_string("deploy/grafana.json").unwrap()).unwrap(), &mut dashboard);
    let alerts = fs::read_to_string("deploy/alerts.yaml").unwrap();
    let alerts: Vec<String> = alerts.lines().filter_map(|line| line.trim().strip_prefix("expr: ")).map(str::to_owned).collect();
    assert!(dashboard.len() > 15 && alerts.len() > 8, "{} and {}", dashboard.len(), alerts.len());
    for question in dashboard.iter().chain(&alerts) {
        let asked = asked(question);
        assert!(!asked.is_empty(), "{question}");
        let unknown: Vec<_> = asked.difference(&known).collect();
        assert!(unknown.is_empty(), "{question}: nobody tells {unknown:?}");
    }
}

#[test]
fn systemd_reads_the_units() {
    let folder = tempfile::tempdir().unwrap();
    let units = fs::read_dir("deploy").unwrap().map(|entry| entry.unwrap().path()).filter(|path| {
        let kind = path.extension().unwrap_or_default();
        kind == "service" || kind == "socket" || kind == "timer"
    });
    let units: Vec<_> = units
        .map(|unit| {
            let text = fs::read_to_string(&unit).unwrap().replace("/usr/local/bin/hello", "/bin/true");
            let copy = folder.path().join(unit.file_name().unwrap());
            fs::write(&copy, text).unwrap();
            copy
        })
        .collect();
    assert!(units.len() > 3, "{units:?}");
    match Command::new("systemd-analyze").arg("verify").args(&units).output() {
        Err(_) => skipped("the units in deploy", "systemd-analyze"),
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr)),
    }
}
