//! As much of HTTP/1.1 as a browser on the same machine needs: one request, one response, or a stream of events.

use std::borrow::Cow;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

/// Longest head of a request in bytes. Browsers send one machine's cookies to all its ports, so this is generous.
const HEAD: usize = 64 * 1024;

/// Most header lines in a request.
const HEADERS: usize = 128;

/// How long a browser may take to say what it wants; it opens connections ahead of need and leaves them idle.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long a browser may take to read a part of the response.
const SLOWNESS: Duration = Duration::from_secs(10);

/// A request, with what we look at.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    pub method: String,
    /// Path and query as sent, beginning with `/`.
    pub target: String,
    /// What the `Host` line says; `None` unless there is exactly one.
    pub host: Option<String>,
    /// Whether the browser wants a script to run as a service worker.
    pub for_service_worker: bool,
}

/// A status line's number and words.
pub(super) type Status = (u16, &'static str);

pub(super) const OK: Status = (200, "OK");
pub(super) const FOUND: Status = (302, "Found");
pub(super) const BAD_REQUEST: Status = (400, "Bad Request");
pub(super) const FORBIDDEN: Status = (403, "Forbidden");
pub(super) const NOT_FOUND: Status = (404, "Not Found");
pub(super) const METHOD_NOT_ALLOWED: Status = (405, "Method Not Allowed");
pub(super) const TOO_LARGE: Status = (431, "Request Header Fields Too Large");
pub(super) const UNAVAILABLE: Status = (503, "Service Unavailable");

/// A response of known length.
#[derive(Debug)]
pub(super) struct Response<'a> {
    pub status: Status,
    pub content_type: &'a str,
    /// One more header line.
    pub header: Option<(&'static str, String)>,
    pub body: Cow<'a, [u8]>,
}

/// Reads a request's head. The inner error is the status that a request deserves which is none.
pub(super) fn read(stream: &mut TcpStream) -> io::Result<Result<Request, Status>> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(SLOWNESS))?;
    stream.set_nodelay(true)?;
    let mut head = Vec::new();
    let mut part = [0; 4096];
    loop {
        let count = stream.read(&mut part)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        head.extend_from_slice(&part[..count]);
        match parse(&head) {
            Ok(Some(request)) => return Ok(Ok(request)),
            Ok(None) if head.len() < HEAD => {}
            Ok(None) => return Ok(Err(TOO_LARGE)),
            Err(status) => return Ok(Err(status)),
        }
    }
}

/// Parses a head; `None` as long as it is not complete.
fn parse(head: &[u8]) -> Result<Option<Request>, Status> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    match request.parse(head) {
        Ok(httparse::Status::Complete(_)) => {}
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(TOO_LARGE),
        Err(_) => return Err(BAD_REQUEST),
    }
    let (Some(method), Some(target)) = (request.method, request.path) else {
        return Err(BAD_REQUEST);
    };
    if !target.starts_with('/') {
        return Err(BAD_REQUEST);
    }
    let values = |name: &'static str| {
        request
            .headers
            .iter()
            .filter(move |header| header.name.eq_ignore_ascii_case(name))
            .map(|header| header.value)
    };
    let mut hosts = values("host").map(|value| String::from_utf8_lossy(value).into_owned());
    let host = hosts.next().filter(|_| hosts.next().is_none());
    let for_service_worker = values("service-worker").any(|value| value == b"script");
    Ok(Some(Request {
        method: method.to_owned(),
        target: target.to_owned(),
        host,
        for_service_worker,
    }))
}

/// Writes a response, without its body for HEAD.
pub(super) fn write(
    stream: &mut TcpStream,
    response: &Response,
    with_body: bool,
) -> io::Result<()> {
    let head = head(
        response.status,
        response.content_type,
        response.header.as_ref(),
    );
    stream
        .write_all(format!("{head}Content-Length: {}\r\n\r\n", response.body.len()).as_bytes())?;
    if with_body {
        stream.write_all(&response.body)
    } else {
        Ok(())
    }
}

/// The lines that all responses share. Other sites' pages may not load ours, and nothing is kept or guessed.
fn head(status: Status, content_type: &str, header: Option<&(&'static str, String)>) -> String {
    let (number, words) = status;
    let more = header
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .unwrap_or_default();
    format!(
        "HTTP/1.1 {number} {words}\r\nContent-Type: {content_type}\r\nCache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n{more}"
    )
}

/// Ends a connection so that the last bytes arrive: closing it with something unread would cut them off.
pub(super) fn finish(stream: &mut TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(Duration::from_millis(500)))?;
    io::copy(&mut stream.take(1024 * 1024), &mut io::sink()).map(drop)
}

/// Begins a stream of server-sent events. A browser that loses it is to come back after 300 ms.
pub(super) fn begin_events(stream: &mut TcpStream) -> io::Result<()> {
    let head = head(OK, "text/event-stream; charset=utf-8", None);
    stream.write_all(format!("{head}\r\nretry: 300\n\n").as_bytes())
}

/// Sends an event. `data` is one line.
pub(super) fn write_event(stream: &mut TcpStream, name: &str, data: &str) -> io::Result<()> {
    stream.write_all(format!("event: {name}\ndata: {data}\n\n").as_bytes())
}

/// Sends a comment, which shows whether the browser is still there.
pub(super) fn write_ping(stream: &mut TcpStream) -> io::Result<()> {
    stream.write_all(b": still here\n\n")
}
