//! Somebody with a browser: keeps a cookie, follows nothing, and says where forms come from as a browser does.

use super::{Answer, Shop};
use std::{cell::RefCell, time::Duration};
use ureq::http::{Request, Response};
use ureq::{Agent, Body};

/// A visitor of a shop.
pub struct Visitor {
    agent: Agent,
    url: String,
    cookie_name: &'static str,
    cookie: RefCell<Option<String>>,
    /// What the shop lets the browser keep beside it, of what was recorded last.
    at: RefCell<Option<String>>,
}

impl Visitor {
    pub fn new(shop: &Shop, cookie: Option<&str>) -> Self {
        Self::at(&shop.url, hello::web::http::session::cookie_name(&shop.config), cookie)
    }

    /// The same person at another address of the shop, with what their browser keeps.
    pub fn elsewhere(&self, url: &str) -> Self {
        let mut there = Self::at(url, self.cookie_name, self.cookie().as_deref());
        there.at.clone_from(&self.at);
        there
    }

    /// A visitor of any shop that can be reached.
    pub fn at(url: &str, cookie_name: &'static str, cookie: Option<&str>) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(30)))
            .build()
            .new_agent();
        Self { agent, url: url.to_owned(), cookie_name, cookie: RefCell::new(cookie.map(str::to_owned)), at: RefCell::default() }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], "")
    }

    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send("GET", path, headers, "")
    }

    /// Sends a form, as the shop's own page would.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_with(path, fields, &[("sec-fetch-site", "same-origin")])
    }

    pub fn post_with(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded::to_string(fields).unwrap();
        let mut all = vec![("content-type", "application/x-www-form-urlencoded")];
        all.extend(headers);
        self.send("POST", path, &all, &body)
    }

    /// Opens a form's page and sends it with its hidden fields, as a person would.
    pub fn fill_in(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(path);
        assert_eq!(page.status, 200, "{}", page.body);
        let hidden = page.hidden_fields();
        let mut all: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        all.extend(fields);
        self.post(path, &all)
    }

    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Answer {
        self.try_to_send(method, path, headers, body).unwrap_or_else(|e| panic!("{method} {path}: {e}"))
    }

    /// As [`Visitor::send`], where nobody may answer.
    pub fn try_to_send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Result<Answer, ureq::Error> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(cookie) = &*self.cookie.borrow() {
            let at = self.at.borrow().as_ref().map(|at| format!("; {}-at={at}", self.cookie_name)).unwrap_or_default();
            request = request.header("cookie", format!("{}={cookie}{at}", self.cookie_name));
        }
        let body = body.as_ref();
        // A connection that was kept may have been closed meanwhile; a browser sends once more then, too.
        let twice = |send: &dyn Fn() -> Result<Response<Body>, ureq::Error>| match send() {
            Err(ureq::Error::Io(_)) => send(),
            answer => answer,
        };
        let response = if matches!(method, "GET" | "HEAD" | "OPTIONS" | "DELETE" | "TRACE") && body.is_empty() {
            let request = request.body(()).unwrap();
            twice(&|| self.agent.run(request.clone()))
        } else {
            let request = request.body(body.to_vec()).unwrap();
            twice(&|| self.agent.run(request.clone()))
        };
        let answer = Answer::try_to_read(response?)?;
        self.keep_cookie(&answer);
        Ok(answer)
    }

    /// The session's secret.
    pub fn cookie(&self) -> Option<String> {
        self.cookie.borrow().clone()
    }

    fn keep_cookie(&self, answer: &Answer) {
        for (end, kept) in [("", &self.cookie), ("-at", &self.at)] {
            let prefix = format!("{}{end}=", self.cookie_name);
            let set = answer.headers("set-cookie").into_iter().find_map(|set| set.strip_prefix(&prefix).map(str::to_owned));
            if let Some(set) = set {
                let value = set.split(';').next().unwrap_or_default().to_owned();
                *kept.borrow_mut() = (!value.is_empty()).then_some(value);
            }
        }
    }
}
