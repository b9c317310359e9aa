//! Somebody's browser: a tab with cookies of its own, what it shows, and how to wait for it.

use super::{Chromium, wire::Events};
use crate::harness::{Shop, Visitor};
use serde_json::{Value, json};
use std::{
    cell::Cell,
    thread,
    time::{Duration, Instant},
};

/// How long anything may take on a machine that has other things to do.
const PATIENCE: Duration = Duration::from_secs(30);

/// Whether the browser runs scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    On,
    Off,
}

/// A tab in a browser window that shares nothing with any other.
pub struct Tab {
    pub script: Script,
    /// What happened in it.
    pub events: Events,
    chromium: &'static Chromium,
    context: String,
    session: String,
    url: String,
    cookie_name: &'static str,
    marks: Cell<u32>,
}

impl Tab {
    /// A browser that has never been here; `None` where there is no browser at all.
    pub fn open(shop: &Shop, script: Script) -> Option<Self> {
        let chromium = Chromium::shared()?;
        let ask = |method, params, name: &str| chromium.wire.ask(method, None, params).unwrap()[name].as_str().unwrap().to_owned();
        let context = ask("Target.createBrowserContext", json!({}), "browserContextId");
        let window = json!({ "url": "about:blank", "browserContextId": context, "newWindow": true });
        let target = ask("Target.createTarget", window, "targetId");
        let session = ask("Target.attachToTarget", json!({ "targetId": target, "flatten": true }), "sessionId");
        let events = chromium.wire.listen(&session);
        let cookie_name = hello::web::http::session::cookie_name(&shop.config);
        let tab = Self { script, events, chromium, context, session, url: shop.url.clone(), cookie_name, marks: Cell::new(0) };
        for domain in ["Page.enable", "Runtime.enable", "Log.enable", "Network.enable"] {
            tab.tell(domain, json!({}));
        }
        tab.tell("Emulation.setFocusEmulationEnabled", json!({ "enabled": true }));
        tab.tell("Emulation.setScriptExecutionDisabled", json!({ "value": script == Script::Off }));
        tab.resize(1280, 900);
        Some(tab)
    }

    /// The browser of somebody who is signed in.
    pub fn of(shop: &Shop, visitor: &Visitor, script: Script) -> Option<Self> {
        let tab = Self::open(shop, script)?;
        tab.tell("Network.setCookie", json!({ "url": shop.url, "name": tab.cookie_name, "value": visitor.cookie().unwrap() }));
        Some(tab)
    }

    /// How many pages the page is on paper. Chromium refuses to print one that is not there.
    pub fn printed_pages(&self) -> usize {
        let prints = |number: &usize| {
            let asked = json!({ "preferCSSPageSize": true, "paperWidth": 8.27, "paperHeight": 11.69, "pageRanges": number.to_string() });
            self.chromium.wire.ask("Page.printToPDF", Some(&self.session), asked).is_ok()
        };
        (1..100).take_while(prints).count()
    }

    /// Tells the browser something about this tab, in the words of the DevTools protocol.
    #[track_caller]
    pub fn tell(&self, method: &'static str, params: Value) -> Value {
        self.chromium.wire.ask(method, Some(&self.session), params).unwrap_or_else(|e| panic!("{method}: {e}"))
    }

    pub fn resize(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.tell("Emulation.setDeviceMetricsOverride", size);
    }

    /// Light or dark, and without movement, so that nothing is looked at half-way.
    pub fn likes(&self, scheme: &str) {
        let feature = |name: &str, value: &str| json!({ "name": name, "value": value });
        let features = [feature("prefers-color-scheme", scheme), feature("prefers-reduced-motion", "reduce")];
        self.tell("Emulation.setEmulatedMedia", json!({ "features": features }));
    }

    /// Goes to an address, as one who types it.
    pub fn goes_to(&self, path: &str) {
        self.until_new(|| drop(self.tell("Page.navigate", json!({ "url": format!("{}{path}", self.url) }))));
    }

    pub fn reloads(&self) {
        self.until_new(|| drop(self.tell("Page.reload", json!({}))));
    }

    /// Presses Back.
    pub fn goes_back(&self) {
        self.until_new(|| drop(self.ask("history.back()")));
    }

    /// What an expression is worth in the page. Works whether or not the page may run scripts; nothing in it may wait.
    pub fn ask(&self, expression: &str) -> Value {
        self.try_to_ask(expression).unwrap_or_else(|e| panic!("{expression}: {e}"))
    }

    /// What a promise in the page comes to. Only a page that may run scripts keeps promises.
    pub fn ask_and_wait(&self, expression: &str) -> Value {
        self.evaluate(expression, true).unwrap_or_else(|e| panic!("{expression}: {e}"))
    }

    fn try_to_ask(&self, expression: &str) -> Result<Value, String> {
        self.evaluate(expression, false)
    }

    fn evaluate(&self, expression: &str, is_promise: bool) -> Result<Value, String> {
        let question = json!({ "expression": expression, "returnByValue": true, "awaitPromise": is_promise });
        let answer = self.chromium.wire.ask("Runtime.evaluate", Some(&self.session), question)?;
        match answer.get("exceptionDetails") {
            Some(details) => Err(details.to_string()),
            None => Ok(answer["result"]["value"].clone()),
        }
    }

    /// Waits until an expression is worth something that is neither null nor false. A page that is being replaced cannot be asked; the next can.
    pub fn until(&self, what: &str, expression: &str) -> Value {
        let patience = Instant::now() + PATIENCE;
        loop {
            let answer = self.try_to_ask(expression);
            if let Ok(value) = &answer
                && !matches!(value, Value::Null | Value::Bool(false))
            {
                return value.clone();
            }
            if Instant::now() > patience {
                let page = "document.title + ' | ' + document.body?.innerText";
                let shown = self.try_to_ask(page).unwrap_or_default();
                panic!("{what} never came (last answer {answer:?})\nat {}\n{shown}\n{:#?}", self.address(), self.complaints());
            }
            thread::sleep(Duration::from_millis(15));
        }
    }

    /// Does something that brings another page, and waits until that has come, whether the browser loads it or htmx swaps it in.
    pub fn until_new(&self, act: impl FnOnce()) {
        self.marks.set(self.marks.get() + 1);
        let mark = self.marks.get();
        let marked =
            format!("(() => {{ const main = document.querySelector('main'); if (main) main.leftBehind = {mark}; return true }})()");
        self.until("a page to leave", &marked);
        act();
        let arrived = format!(
            "document.readyState === 'complete' && document.fonts.status === 'loaded' && document.querySelector('main') !== null \
             && document.querySelector('main').leftBehind !== {mark} && !document.querySelector('.htmx-request, .htmx-swapping')"
        );
        self.until("another page", &arrived);
    }

    /// Path and query of the address bar.
    pub fn address(&self) -> String {
        self.try_to_ask("location.pathname + location.search")
            .map(|value| value.as_str().unwrap_or_default().to_owned())
            .unwrap_or_default()
    }

    /// Waits until the address bar says so.
    #[track_caller]
    pub fn is_at(&self, path: &str) {
        self.until(&format!("the address {path}"), &format!("location.pathname + location.search === {}", json!(path)));
    }

    /// Waits until the address bar has this path, whatever follows it.
    #[track_caller]
    pub fn is_on(&self, path: &str) {
        self.until(&format!("the page {path}"), &format!("location.pathname === {}", json!(path)));
    }

    /// Waits until the page's main part says so.
    #[track_caller]
    pub fn reads(&self, words: &str) {
        self.until(&format!("{words:?}"), &format!("({TOLD}).includes({})", json!(words)));
    }

    /// Waits until the page's main part no longer says so.
    #[track_caller]
    pub fn no_longer_reads(&self, words: &str) {
        self.until(&format!("no {words:?}"), &format!("!({TOLD}).includes({})", json!(words)));
    }

    /// Waits until something fits.
    #[track_caller]
    pub fn has(&self, css: &str) {
        self.until(css, &format!("document.querySelector({}) !== null", json!(css)));
    }

    /// How much fits.
    pub fn count(&self, css: &str) -> u64 {
        self.ask(&format!("document.querySelectorAll({}).length", json!(css))).as_u64().unwrap()
    }

    /// The first heading, which every page has.
    pub fn heading(&self) -> String {
        self.ask("document.querySelector('h1')?.textContent.replace(/\\s+/g, ' ').trim() ?? ''").as_str().unwrap().to_owned()
    }

    pub fn title(&self) -> String {
        self.ask("document.title").as_str().unwrap().to_owned()
    }
}

const TOLD: &str = "document.querySelector('main').textContent.replace(/\\s+/g, ' ')";

impl Drop for Tab {
    fn drop(&mut self) {
        let _ = self.chromium.wire.ask("Target.disposeBrowserContext", None, json!({ "browserContextId": self.context }));
        self.chromium.wire.forget(&self.session);
    }
}
