//! Writes any bytes and reads what HTTP answers: no client that a library offers would send such requests.

use super::request::Request;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{Shutdown, TcpStream},
    time::Duration,
};

/// An answer, as far as a fuzzer looks at it.
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// Keeps its connection as long as the server does.
pub struct Client {
    address: String,
    connection: Option<BufReader<TcpStream>>,
}

impl Client {
    pub fn new(url: &str) -> Self {
        Self { address: url.trim_start_matches("http://").to_owned(), connection: None }
    }

    /// The answer, or none where the connection ended without one.
    pub fn send(&mut self, request: &Request) -> Option<Answer> {
        // What is no HTTP is never followed by something that is: who reads it wrong would read that wrong too.
        let kept = self.connection.take().filter(|_| !request.is_none);
        let was_kept = kept.is_some();
        let mut connection = kept.unwrap_or_else(|| self.connect());
        let answer = exchange(&mut connection, request);
        if answer.is_none() && was_kept {
            // The server may have closed it just then; that is no answer to this request.
            connection = self.connect();
            let again = exchange(&mut connection, request);
            self.keep(connection, again.as_ref(), request);
            return again;
        }
        self.keep(connection, answer.as_ref(), request);
        answer
    }

    fn keep(&mut self, connection: BufReader<TcpStream>, answer: Option<&Answer>, request: &Request) {
        let goes_on = answer.is_some_and(|answer| answer.header("connection") != Some("close") && !is_stream(answer));
        self.connection = (goes_on && !request.is_none).then_some(connection);
    }

    fn connect(&self) -> BufReader<TcpStream> {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream.set_write_timeout(Some(Duration::from_secs(30))).unwrap();
        stream.set_nodelay(true).unwrap();
        BufReader::new(stream)
    }
}

fn is_stream(answer: &Answer) -> bool {
    answer.header("content-type").is_some_and(|kind| kind.starts_with("text/event-stream"))
}

fn exchange(connection: &mut BufReader<TcpStream>, request: &Request) -> Option<Answer> {
    // A server may refuse before it has read everything: what it said is read all the same.
    let all = [request.head.as_slice(), request.body.as_slice()].concat();
    let _ = connection.get_mut().write_all(&all);
    if request.is_none {
        let _ = connection.get_mut().shutdown(Shutdown::Write);
    }
    let mut answer = head(connection)?;
    while (100..200).contains(&answer.status) && answer.status != 101 {
        answer = head(connection)?;
    }
    if request.method != "HEAD" && !matches!(answer.status, 101 | 204 | 304) && !is_stream(&answer) {
        answer.body = body(connection, &answer)?;
    }
    Some(answer)
}

fn head(connection: &mut BufReader<TcpStream>) -> Option<Answer> {
    let mut lines = Vec::new();
    loop {
        let mut line = Vec::new();
        connection.read_until(b'\n', &mut line).ok().filter(|read| *read > 0)?;
        let line = String::from_utf8_lossy(&line).trim_end().to_owned();
        if line.is_empty() {
            break;
        }
        lines.push(line);
    }
    let status = lines.first()?.split(' ').nth(1)?.parse().ok()?;
    let headers =
        lines.iter().skip(1).filter_map(|line| line.split_once(':')).map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()));
    Some(Answer { status, headers: headers.collect(), body: Vec::new() })
}

fn body(connection: &mut BufReader<TcpStream>, answer: &Answer) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    if let Some(length) = answer.header("content-length") {
        body.resize(length.parse().ok()?, 0);
        connection.read_exact(&mut body).ok()?;
    } else if answer.header("transfer-encoding").is_some() {
        loop {
            let mut size = String::new();
            connection.read_line(&mut size).ok()?;
            let mut chunk = vec![0; usize::from_str_radix(size.trim(), 16).ok()? + 2];
            connection.read_exact(&mut chunk).ok()?;
            if chunk.len() == 2 {
                break;
            }
            body.extend(&chunk[..chunk.len() - 2]);
        }
    } else {
        connection.read_to_end(&mut body).ok()?;
    }
    Some(body)
}
