//! Somebody with one connection, who asks for a page, reads all of it, and then asks for the next.

use std::time::{Duration, Instant};

use ureq::{Agent, http::Response};

use super::Done;

/// A signed-in visitor.
pub struct Client {
    agent: Agent,
    pub origin: String,
    pub cookie: String,
}

impl Client {
    pub fn new(origin: &str, cookie: &str) -> Self {
        let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).max_idle_connections_per_host(1);
        Self { agent: config.build().new_agent(), origin: origin.into(), cookie: cookie.into() }
    }

    /// How long a page takes, to its last byte.
    pub fn get(&self, path: &str) -> Done<Duration> {
        let began = Instant::now();
        let request = self.agent.get(format!("{}{path}", self.origin)).header("cookie", &self.cookie);
        let mut response = request.header("accept-encoding", "gzip").call()?;
        response.body_mut().read_to_vec()?;
        let took = began.elapsed();
        demand(path, &response, 200)?;
        Ok(took)
    }

    /// How long recording something takes, and where its answer leads.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Done<(Duration, String)> {
        let body = serde_urlencoded::to_string(fields)?;
        let began = Instant::now();
        let request = self.agent.post(format!("{}{path}", self.origin)).header("cookie", &self.cookie);
        let request = request.header("sec-fetch-site", "same-origin").header("content-type", "application/x-www-form-urlencoded");
        let mut response = request.send(body)?;
        response.body_mut().read_to_vec()?;
        let took = began.elapsed();
        demand(path, &response, 303)?;
        let location = response.headers().get("location").and_then(|value| value.to_str().ok()).unwrap_or_default();
        Ok((took, location.to_owned()))
    }
}

/// To measure how quickly the shop says no would be of no use.
fn demand<B>(path: &str, response: &Response<B>, status: u16) -> Done<()> {
    if response.status() == status { Ok(()) } else { Err(format!("{path} answered {}, not {status}", response.status()).into()) }
}
