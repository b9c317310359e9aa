//! What axe-core finds on a page, and whether it has to be pushed sideways.

use super::{Script, Tab, chromium::found_or_said};
use crate::harness::Shop;
use serde_json::{Value, json};
use std::{env, fs, path::PathBuf, sync::OnceLock};

/// WCAG 2.2 A and AA, and what is good practice beyond it.
const RUN: &str = r"axe.run(document, {
    resultTypes: ['violations'],
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'] },
}).then(({ violations }) => violations.map(({ id, help, nodes }) => `${id}: ${help}\n` + nodes.map(node =>
    '    ' + node.html.slice(0, 200) + '\n      ' + node.failureSummary.replaceAll('\n', ' ').slice(0, 300)).join('\n')))";

/// Widths and heights: a phone in one hand, and a screen at the counter.
pub const SIZES: [(u32, u32); 2] = [(1280, 900), (360, 780)];

/// The source of axe-core; `None` where it is not installed and not required.
fn source() -> Option<&'static str> {
    static SOURCE: OnceLock<Option<String>> = OnceLock::new();
    let find = || {
        let installed = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("node_modules/axe-core/axe.min.js");
        let file = env::var_os("HELLO_AXE").map_or(installed, PathBuf::from);
        found_or_said("what axe finds", "axe-core (npm ci)", Some(file).filter(|file| file.is_file()))
    };
    SOURCE.get_or_init(|| find().map(|file| fs::read_to_string(file).unwrap())).as_deref()
}

/// Takes axe along, where there is one, to every page that a tab opens from now on.
pub fn bring(tab: &Tab) {
    if let Some(source) = source() {
        tab.tell("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }));
    }
}

/// Everything that is wrong with the page that a tab shows, at every size. Without axe it is only whether the page has to be pushed sideways.
pub fn faults(tab: &Tab) -> Vec<String> {
    let mut faults = Vec::new();
    for (width, height) in SIZES {
        tab.resize(width, height);
        if source().is_some() {
            faults.extend(strings(&tab.ask_and_wait(RUN)).into_iter().map(|fault| format!("at {width} px: {fault}")));
        }
        faults.extend(sideways(tab));
    }
    tab.resize(320, 780);
    faults.extend(sideways(tab));
    faults
}

/// What sticks out to the right, where the page has to be pushed sideways to be seen whole.
fn sideways(tab: &Tab) -> Vec<String> {
    strings(&tab.ask(
        "(() => {
            const { scrollWidth, clientWidth } = document.documentElement;
            if (scrollWidth <= clientWidth) return [];
            const wide = [...document.body.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > clientWidth + 0.5);
            return [`at ${clientWidth} px, sideways: ${scrollWidth} px ` + wide.slice(0, 6).map(one => one.cloneNode().outerHTML.slice(0, 120)).join(' ')];
        })()",
    ))
}

fn strings(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
}

/// A walk that finds nothing is worth as much as what looks.
#[test]
fn whatever_is_wrong_with_a_page_is_found() {
    if source().is_none() {
        return;
    }
    let shop = Shop::open();
    let Some(tab) = Tab::open(&shop, Script::On) else { return };
    bring(&tab);
    tab.goes_to("/login");
    tab.ask(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<p id=pale style=\"color: red\">Hello</p><img src=\"/favicon.ico\">');
        Object.assign(document.getElementById('pale').style, { color: '#ddd', background: '#fff', inlineSize: '1300px' });",
    );
    let faults = faults(&tab).join("\n");
    assert!(
        ["at 360 px: color-contrast", "at 1280 px: image-alt", "320 px, sideways: "].iter().all(|fault| faults.contains(fault)),
        "{faults}"
    );
    assert!(tab.complaints().iter().any(|complaint| complaint.contains("Content Security Policy")), "{:?}", tab.complaints());
}
