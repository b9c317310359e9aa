//! The dashboard and the alerts in `deploy/`: they ask for nothing that is not told.

use super::{lived_in, scrape};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

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
