//! From a request to a response: our own files, the site's pages, and the refusals.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::http::{self, Request, Response, Status};
use super::hub::State;
use super::page;

/// What a path in a `Location` line must not carry as it is.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\');

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// A worker that removes itself and what earlier ones kept. With a real one, a page would come from its store instead
/// of from the last build, and what another server's site left behind at this port would stand before ours.
const NO_WORKER: &str = "self.addEventListener('install', () => self.skipWaiting());\n\
    self.addEventListener('activate', (event) => event.waitUntil((async () => {\n  \
    for (const name of await caches.keys()) await caches.delete(name);\n  \
    await self.registration.unregister();\n})()));\n";

/// What a connection gets.
#[derive(Debug)]
pub(super) enum Reply<'a> {
    /// The stream of events.
    Events,
    /// A response; its body only if asked for.
    Whole {
        response: Response<'a>,
        with_body: bool,
    },
}

impl Reply<'_> {
    /// A refusal in its own words.
    pub fn plain(status: Status) -> Self {
        Reply::Whole {
            response: plain(status),
            with_body: true,
        }
    }
}

/// Answers a request to the server at `port` out of `state`.
pub(super) fn answer<'a>(request: &Request, port: u16, state: &'a State) -> Reply<'a> {
    if !is_own_name(request.host.as_deref(), port) {
        return Reply::plain(http::FORBIDDEN);
    }
    let with_body = match request.method.as_str() {
        "GET" => true,
        "HEAD" => false,
        _ => {
            let header = Some(("Allow", "GET, HEAD".to_owned()));
            let response = Response {
                header,
                ..plain(http::METHOD_NOT_ALLOWED)
            };
            return Reply::Whole {
                response,
                with_body: true,
            };
        }
    };
    let path = request.target.split(['?', '#']).next().unwrap_or_default();
    let response = match path {
        "/__shirube/events" if with_body => return Reply::Events,
        "/__shirube/client.js" => found(SCRIPT, include_str!("client.js").as_bytes()),
        "/__shirube/client.css" => found(STYLE, include_str!("client.css").as_bytes()),
        _ if request.for_service_worker => found(SCRIPT, NO_WORKER.as_bytes()),
        _ => from_site(path, &request.target, state),
    };
    Reply::Whole {
        response,
        with_body,
    }
}

/// Whether a browser calls us by a name that only this machine gives us.
fn is_own_name(host: Option<&str>, port: u16) -> bool {
    let Some(host) = host else { return false };
    let (name, given) = host
        .split_once(':')
        .map_or((host, None), |(name, given)| (name, Some(given)));
    let named = name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost");
    // Without a port it is the one that browsers leave out.
    named && given.map_or(port == 80, |given| given == port.to_string())
}

fn from_site<'a>(path: &str, target: &str, state: &'a State) -> Response<'a> {
    let Some(site) = &state.site else {
        let page = page::stand_in(&state.findings, &state.texts, &state.build);
        return Response {
            status: http::UNAVAILABLE,
            ..owned(HTML, page)
        };
    };
    let Ok(path) = percent_decode_str(path.trim_start_matches('/')).decode_utf8() else {
        return plain(http::BAD_REQUEST);
    };
    let name = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_string()
    };
    if let Some(bytes) = site.get(&name) {
        return file(&name, bytes, state);
    }
    // A folder without its slash: relative links in its page would lead astray, so the browser has to ask again.
    if site.get(&format!("{name}/index.html")).is_some() {
        let query = target
            .find('?')
            .and_then(|at| target.get(at..))
            .unwrap_or_default();
        let header = Some((
            "Location",
            format!("/{}/{query}", utf8_percent_encode(&name, UNSAFE)),
        ));
        return Response {
            header,
            ..plain(http::FOUND)
        };
    }
    match site.get("404.html") {
        Some(bytes) => Response {
            status: http::NOT_FOUND,
            ..file("404.html", bytes, state)
        },
        None => plain(http::NOT_FOUND),
    }
}

fn file<'a>(name: &str, bytes: &'a [u8], state: &State) -> Response<'a> {
    let content_type = content_type(name);
    match std::str::from_utf8(bytes) {
        Ok(html) if content_type == HTML => owned(HTML, page::with_client(html, &state.build)),
        _ => found(content_type, bytes),
    }
}

fn found<'a>(content_type: &'a str, bytes: &'a [u8]) -> Response<'a> {
    Response {
        status: http::OK,
        content_type,
        header: None,
        body: Cow::Borrowed(bytes),
    }
}

fn owned(content_type: &str, text: String) -> Response<'_> {
    Response {
        status: http::OK,
        content_type,
        header: None,
        body: Cow::Owned(text.into_bytes()),
    }
}

fn plain(status: Status) -> Response<'static> {
    Response {
        status,
        content_type: TEXT,
        header: None,
        body: Cow::Borrowed(status.1.as_bytes()),
    }
}

/// The type of a file by the end of its name.
fn content_type(name: &str) -> &'static str {
    let extension = name
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase())
        .unwrap_or_default();
    match extension.as_str() {
        "html" | "htm" => HTML,
        "js" | "mjs" => SCRIPT,
        "css" => STYLE,
        "txt" | "md" | "toml" | "po" => TEXT,
        "json" | "map" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "xml" | "xlf" | "xliff" => "application/xml; charset=utf-8",
        "atom" => "application/atom+xml; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "tsv" => "text/tab-separated-values; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "asc" => "application/pgp-keys",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt" => "application/vnd.oasis.opendocument.text",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "odp" => "application/vnd.oasis.opendocument.presentation",
        "epub" => "application/epub+zip",
        // Names without an extension are files like CNAME: a browser shows them.
        "" => TEXT,
        _ => "application/octet-stream",
    }
}
