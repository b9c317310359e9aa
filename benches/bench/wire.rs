//! A connection that costs next to nothing beside the page that it asks for: what is measured is the shop.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
};

use super::Done;

/// A kept-alive connection of somebody who is signed in.
pub struct Wire {
    stream: BufReader<TcpStream>,
    head: String,
    body: Vec<u8>,
}

impl Wire {
    /// Connects to `http://host:port`.
    pub fn to(origin: &str, cookie: &str) -> Done<Self> {
        let host = origin.trim_start_matches("http://");
        let stream = TcpStream::connect(host)?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream), head: format!("host: {host}\r\ncookie: {cookie}\r\n"), body: Vec::new() })
    }

    /// Asks for a page and reads it to its last byte.
    pub fn get(&mut self, path: &str) -> Done<()> {
        self.stream.get_mut().write_all(format!("GET {path} HTTP/1.1\r\n{}\r\n", self.head).as_bytes())?;
        self.read(path, "200")
    }

    /// Sends a form that records something.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Done<()> {
        let body = serde_urlencoded::to_string(fields)?;
        let length = body.len();
        let kind = "sec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded";
        let request = format!("POST {path} HTTP/1.1\r\n{}{kind}\r\ncontent-length: {length}\r\n\r\n{body}", self.head);
        self.stream.get_mut().write_all(request.as_bytes())?;
        self.read(path, "303")
    }

    fn read(&mut self, path: &str, status: &str) -> Done<()> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        if line.split(' ').nth(1) != Some(status) {
            return Err(format!("{path} answered {line:?}").into());
        }
        let mut length = None;
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            let (name, value) = match line.trim_end().split_once(':') {
                Some(header) => header,
                None => break,
            };
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().ok();
            }
        }
        self.body.resize(length.ok_or("an answer without a length")?, 0);
        self.stream.read_exact(&mut self.body)?;
        Ok(())
    }
}
