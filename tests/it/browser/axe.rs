//! What axe-core finds on a page, and whether it has to be pushed sideways.

use super::{Tab, chromium::found_or_said};
use serde_json::Value;
use std::{env, fs, path::PathBuf, sync::OnceLock};

/// WCAG 2.2 A and AA, and what is good practice beyond it.
const RUN: &str = "axe.run(document, {
    resultTypes: ['violations'],
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'] },
}).then(({ violations }) => violations.map(({ id, help, nodes }) => `${id}: ${help}\n` + nodes.map(node =>
    '    ' + node.html.slice(0, 200) + '\n      ' + node.failureSummary.replaceAll('\\n', ' ').slice(0, 300)).join('\n')))";

/// Widths and heights: a phone in one hand, and a screen at the counter.
pub const SIZES: [(u32, u32); 2] = [(360, 780), (1280, 900)];

/// The source of axe-core; `None` where it is not installed and not required.
pub fn source() -> Option<&'static str> {
    static SOURCE: OnceLock<Option<String>> = OnceLock::new();
    let find = || {
        let installed = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("node_modules/axe-core/axe.min.js");
        let file = env::var_os("HELLO_AXE").map_or(installed, PathBuf::from);
        found_or_said("what axe finds", "axe-core (npm ci)", Some(file).filter(|file| file.is_file()))
    };
    SOURCE.get_or_init(|| find().map(|file| fs::read_to_string(file).unwrap())).as_deref()
}

/// Everything that is wrong with the page that a tab shows, at every size.
pub fn faults(tab: &Tab, source: &str) -> Vec<String> {
    let mut faults = Vec::new();
    tab.ask(&format!("{source}; true"));
    for (width, height) in SIZES {
        tab.resize(width, height);
        faults.extend(strings(&tab.ask_and_wait(RUN)).into_iter().map(|fault| format!("at {width} px: {fault}")));
    }
    for width in [1280, 360, 320] {
        tab.resize(width, 780);
        faults.extend(sideways(tab).into_iter().map(|fault| format!("at {width} px, sideways: {fault}")));
    }
    faults
}

/// What sticks out to the right, where the page has to be pushed sideways to be seen whole.
fn sideways(tab: &Tab) -> Vec<String> {
    strings(&tab.ask(
        "(() => {
            const { scrollWidth, clientWidth } = document.documentElement;
            if (scrollWidth <= clientWidth) return [];
            const wide = [...document.body.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > clientWidth + 0.5);
            return [`${scrollWidth} > ${clientWidth}: ` + wide.slice(0, 6).map(one => one.cloneNode().outerHTML.slice(0, 120)).join(' ')];
        })()",
    ))
}

fn strings(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
}
