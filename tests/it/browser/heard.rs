//! What a page complains about while nobody looks: console, broken rules of the content security policy, errors in scripts.

use super::Tab;
use serde_json::Value;

impl Tab {
    /// That nothing on the way was worth a word in the console.
    #[track_caller]
    pub fn never_complained(&self) {
        let complaints = self.complaints();
        assert!(complaints.is_empty(), "{complaints:#?}");
    }

    /// Every complaint so far.
    pub fn complaints(&self) -> Vec<String> {
        let events = self.events.lock().unwrap();
        events.iter().filter(|(name, event)| is_complaint(name, event)).map(|(name, event)| format!("{name}: {event}")).collect()
    }
}

fn is_complaint(name: &str, event: &Value) -> bool {
    match name {
        "Runtime.exceptionThrown" => true,
        "Runtime.consoleAPICalled" => matches!(event["type"].as_str(), Some("error" | "warning" | "assert")),
        "Log.entryAdded" => {
            let entry = &event["entry"];
            // That an answer is a 404 or a 422 is no complaint about the page that it is.
            let is_status = entry["source"] == "network"
                && entry["text"].as_str().is_some_and(|text| text.contains("the server responded with a status of 4"));
            // A date that somebody wrote into the address by hand is shown as an error, and given back to a field that cannot hold it.
            let is_odd_date = entry["text"].as_str().is_some_and(|text| text.contains("does not conform to the required format"));
            // What Chromium thinks of forms in general, it says only to developers.
            !is_status && !is_odd_date && entry["level"] != "verbose"
        }
        _ => false,
    }
}
