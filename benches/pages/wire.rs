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
        Ok(Self { stream: BufReader::new(stream), head: format!("host: {host}\r\ncookie: {cookie}\r\n\r\n"), body: Vec::new() })
    }

    /// Asks for a page and reads it to its last byte.
    pub fn get(&mut self, path: &str) -> Done<()> {
        self.stream.get_mut().write_all(format!("GET {path} HTTP/1.1\r\n{}", self.head).as_bytes())?;
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        if !line.starts_with("HTTP/1.1 200") {
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
        self.body.resize(length.ok_or("a page without a length")?, 0);
        self.stream.read_exact(&mut self.body)?;
        Ok(())
    }
}
