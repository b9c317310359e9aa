//! A page that is open: what it hears on its stream, as it comes.

use super::{Shop, Visitor};
use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

/// One who listens.
pub struct Listener {
    connection: TcpStream,
    heard: String,
    /// How much of it was asked for already.
    read: usize,
    is_over: bool,
}

/// One message of a stream.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    pub event: String,
    pub id: String,
    pub data: serde_json::Value,
}

impl Message {
    /// The kinds of the events in it.
    pub fn kinds(&self) -> Vec<String> {
        self.data.as_array().unwrap().iter().map(|change| change["kind"].as_str().unwrap().to_owned()).collect()
    }
}

/// Longer than anything here takes, even where many tests share two cores.
const PATIENCE: Duration = Duration::from_secs(20);

impl Listener {
    /// Opens the stream.
    pub fn open(shop: &Shop, visitor: &Visitor, address: &str, headers: &[(&str, &str)]) -> Self {
        Self::at(&shop.url, visitor, address, headers)
    }

    /// Opens the stream of another instance.
    pub fn at(url: &str, visitor: &Visitor, address: &str, headers: &[(&str, &str)]) -> Self {
        let mut connection = TcpStream::connect(url.trim_start_matches("http://")).unwrap();
        connection.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
        let cookie = visitor.cookie().map(|cookie| format!("Cookie: hello={cookie}\r\n")).unwrap_or_default();
        let more: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let asked =
            format!("GET {address} HTTP/1.1\r\nHost: shop\r\nAccept: text/event-stream\r\nAccept-Encoding: gzip\r\n{cookie}{more}\r\n");
        connection.write_all(asked.as_bytes()).unwrap();
        let mut listener = Self { connection, heard: String::new(), read: 0, is_over: false };
        listener.wait(|heard| heard.contains("\r\n\r\n"));
        listener.read = listener.heard.find("\r\n\r\n").unwrap() + 4;
        listener
    }

    /// The head of the answer.
    pub fn head(&self) -> &str {
        self.heard.split("\r\n\r\n").next().unwrap()
    }

    pub fn status(&self) -> u16 {
        self.head().split(' ').nth(1).unwrap().parse().unwrap()
    }

    /// The first message, which says from where on is heard.
    #[track_caller]
    pub fn beginning(&mut self) -> String {
        let first = self.block();
        first.lines().find_map(|line| line.strip_prefix("id: ")).unwrap().to_owned()
    }

    /// The next message that carries something.
    #[track_caller]
    pub fn next(&mut self) -> Message {
        loop {
            let block = self.block();
            let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_owned();
            if !field("data:").is_empty() {
                return Message { event: field("event:"), id: field("id:"), data: serde_json::from_str(&field("data:")).unwrap() };
            }
        }
    }

    /// A whole block, a heartbeat too. It comes in a chunk, whose length stands before it and is no field.
    #[track_caller]
    pub fn block(&mut self) -> String {
        let from = self.read;
        self.wait(|heard| heard[from..].contains("\n\n"));
        let end = from + self.heard[from..].find("\n\n").unwrap();
        self.read = end + 2;
        self.heard[from..end].to_owned()
    }

    /// All that comes until the server ends the stream.
    #[track_caller]
    pub fn rest(&mut self) -> String {
        let begun = Instant::now();
        while !self.is_over {
            assert!(begun.elapsed() < PATIENCE, "the stream goes on: {}", self.heard);
            self.hear();
        }
        self.heard[self.read..].to_owned()
    }

    #[track_caller]
    fn wait(&mut self, is_there: impl Fn(&str) -> bool) {
        let begun = Instant::now();
        while !is_there(&self.heard) {
            assert!(!self.is_over, "the stream is over: {}", self.heard);
            assert!(begun.elapsed() < PATIENCE, "nothing came: {}", self.heard);
            self.hear();
        }
    }

    fn hear(&mut self) {
        let mut some = [0; 4096];
        match self.connection.read(&mut some) {
            Ok(0) => self.is_over = true,
            Ok(n) => {
                self.heard.push_str(std::str::from_utf8(&some[..n]).unwrap());
                // The last chunk; the connection itself may serve for more.
                self.is_over = self.heard.ends_with("\n0\r\n\r\n");
            }
            Err(e) if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            Err(_) => self.is_over = true,
        }
    }
}
