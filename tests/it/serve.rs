//! `serve`: real requests over loopback, with a client of a few lines.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Command;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use shirube::artifact::Artifacts;
use shirube::diagnostic::{Finding, Findings, Text, rules};
use shirube::serve::{BuildOutcome, OverlayTexts, ServeError, ServeOptions, serve};

use crate::scratch::Scratch;

const PAGE: &str = "<!DOCTYPE html><html lang=ja><head><meta charset=utf-8><meta http-equiv=\"Content-Security-Policy\" \
    content=\"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'none'\"><title>家</title></head>\
    <body>TEXT</body></html>";

/// A server with its sources: the text of `content/page.md` goes into every page, `BROKEN` breaks the build, and a
/// text that contains `odd` has a warning.
struct Server {
    scratch: Scratch,
    port: u16,
    rebuilt: mpsc::Receiver<bool>,
}

impl Server {
    fn start(text: &str) -> Self {
        let scratch = Scratch::new();
        scratch.write("content/page.md", text);
        scratch.write("site.toml", "");
        let root = scratch.path().to_owned();
        let (ready, readied) = mpsc::channel();
        let (tell, rebuilt) = mpsc::channel();
        let options = ServeOptions {
            port: 0,
            open: false,
            watch: ["content", "site.toml", "i18n", "static"]
                .iter()
                .map(|name| root.join(name))
                .collect(),
            ignore: vec![root.join("content/public")],
            on_ready: Box::new(move |address| ready.send(address).unwrap()),
            // The server outlives its test, and then nobody listens.
            on_rebuilt: Box::new(move |rebuilt| {
                let _ = tell.send(rebuilt.good);
            }),
        };
        thread::spawn(move || serve(options, move || build(&root)).unwrap());
        let address = readied.recv_timeout(Duration::from_secs(5)).unwrap();
        assert_eq!(address.ip(), Ipv4Addr::LOCALHOST);
        Self {
            scratch,
            port: address.port(),
            rebuilt,
        }
    }

    fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Sends these lines and an end of the head.
    fn send(&self, head: &str) -> TcpStream {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(5)))
            .unwrap();
        stream
            .write_all(format!("{head}\r\n\r\n").as_bytes())
            .unwrap();
        stream
    }

    fn ask(&self, head: &str) -> Reply {
        let mut bytes = Vec::new();
        self.send(head).read_to_end(&mut bytes).unwrap();
        Reply::parse(&bytes)
    }

    fn get(&self, target: &str) -> Reply {
        self.ask(&format!("GET {target} HTTP/1.1\r\nHost: {}", self.host()))
    }

    fn events(&self) -> Events {
        Events(BufReader::new(self.send(&format!(
            "GET /__shirube/events HTTP/1.1\r\nHost: {}",
            self.host()
        ))))
    }

    fn is_quiet(&self) -> bool {
        self.rebuilt
            .recv_timeout(Duration::from_millis(400))
            .is_err()
    }

    fn wait(&self) -> bool {
        self.rebuilt
            .recv_timeout(Duration::from_secs(2))
            .expect("a rebuild within two seconds")
    }
}

fn build(root: &std::path::Path) -> BuildOutcome {
    let text = fs::read_to_string(root.join("content/page.md")).unwrap_or_default();
    let broken = text.contains("BROKEN");
    let mut findings = Findings::default();
    if broken {
        let place = Text::new("content/page.md", &text).place(0..4);
        findings.add(
            Finding::new(&rules::PATH_SEGMENT)
                .at(place)
                .with("segment", "<家>"),
        );
    }
    if text.contains("odd") {
        findings.add(Finding::new(&rules::LINK_UNTRANSLATED));
    }
    BuildOutcome {
        site: (!broken).then(|| site(&text)),
        findings,
        overlay_texts: OverlayTexts {
            language: "ja".into(),
            ..OverlayTexts::default()
        },
        unread: None,
    }
}

fn site(text: &str) -> Artifacts {
    let mut site = Artifacts::default();
    let page = PAGE.replace("TEXT", text).into_bytes();
    for name in ["index.html", "ja/index.html", "ja/日本.html", "404.html"] {
        site.insert(name, page.clone());
    }
    site.insert("style.css", b"a {}".to_vec());
    site.insert("data.bin", b"</body>\xff".to_vec());
    site
}

struct Reply {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Reply {
    fn parse(bytes: &[u8]) -> Self {
        let end = bytes
            .windows(4)
            .position(|window| window == b"\r\n\r\n")
            .expect("a whole head");
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines
            .next()
            .unwrap()
            .split(' ')
            .nth(1)
            .unwrap()
            .parse()
            .unwrap();
        let headers = lines
            .map(|line| line.split_once(": ").unwrap())
            .map(|(k, v)| (k.to_lowercase(), v.to_owned()));
        Self {
            status,
            headers: headers.collect(),
            body: bytes[end + 4..].to_vec(),
        }
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The build that a page says it is from.
    fn build(&self) -> &str {
        self.text()
            .split("data-build=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
    }
}

struct Events(BufReader<TcpStream>);

impl Events {
    /// The next state that the server tells.
    fn next(&mut self) -> Value {
        let mut line = String::new();
        loop {
            line.clear();
            assert_ne!(self.0.read_line(&mut line).expect("an event in time"), 0);
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).unwrap();
            }
        }
    }
}

#[test]
fn pages_and_files_are_served_with_type_and_length_and_are_not_kept() {
    let server = Server::start("one");
    for (target, content_type) in [
        ("/", "text/html; charset=utf-8"),
        ("/ja/?q=1", "text/html; charset=utf-8"),
        ("/ja/%E6%97%A5%E6%9C%AC.html", "text/html; charset=utf-8"),
        ("/style.css?v=1", "text/css; charset=utf-8"),
        ("/data.bin", "application/octet-stream"),
        ("/__shirube/client.js", "text/javascript; charset=utf-8"),
        ("/__shirube/client.css", "text/css; charset=utf-8"),
    ] {
        let reply = server.get(target);
        assert_eq!(
            (reply.status, reply.headers["content-type"].as_str()),
            (200, content_type),
            "{target}"
        );
        assert_eq!(reply.headers["cache-control"], "no-store");
        assert_eq!(
            reply.headers["content-length"],
            reply.body.len().to_string()
        );
    }
    assert_eq!(server.get("/style.css").body, b"a {}");
    assert_eq!(server.get("/data.bin").body, b"</body>\xff");
}

#[test]
fn a_page_gets_the_script_and_a_policy_that_lets_it_in() {
    let server = Server::start("one");
    let page = server.get("/");
    let script = format!(
        "<script src=\"/__shirube/client.js\" data-build=\"{}\"></script></body>",
        page.build()
    );
    assert!(page.text().contains(&script), "{}", page.text());
    assert!(
        page.text().contains("connect-src 'self'") && !page.text().contains("connect-src 'none'")
    );
    assert!(
        page.text()
            .contains("default-src 'none'; script-src 'self'; style-src 'self'")
    );
}

#[test]
fn what_is_missing_gets_the_sites_own_page_and_a_folder_its_slash() {
    let server = Server::start("one");
    for target in [
        "/nothing.html",
        "/ja/nothing/",
        "/../Cargo.toml",
        "/%2e%2e/etc/passwd",
        "//ja/index.htm",
    ] {
        let reply = server.get(target);
        assert_eq!(reply.status, 404, "{target}");
        assert!(reply.text().contains("<title>家</title>"));
    }
    let reply = server.get("/ja?q=%22");
    assert_eq!(
        (reply.status, reply.headers["location"].as_str()),
        (302, "/ja/?q=%22")
    );
    let reply = server.get("//ja");
    assert_eq!(
        (reply.status, reply.headers["location"].as_str()),
        (302, "/ja/")
    );
}

#[test]
fn only_get_and_head_are_answered() {
    let server = Server::start("one");
    let head = server.ask(&format!("HEAD / HTTP/1.1\r\nHost: {}", server.host()));
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(
        head.headers["content-length"],
        server.get("/").body.len().to_string()
    );
    let post = server.ask(&format!(
        "POST / HTTP/1.1\r\nContent-Length: 3\r\nHost: {}\r\n\r\na=b",
        server.host()
    ));
    assert_eq!(
        (post.status, post.headers["allow"].as_str()),
        (405, "GET, HEAD")
    );
}

#[test]
fn who_calls_us_by_another_name_is_refused() {
    let server = Server::start("one");
    let port = server.port;
    let other = port ^ 1;
    for host in [
        format!("127.0.0.1:{port}"),
        format!("localhost:{port}"),
        format!("LocalHost:{port}"),
    ] {
        assert_eq!(
            server
                .ask(&format!("GET / HTTP/1.1\r\nHost: {host}"))
                .status,
            200,
            "{host}"
        );
    }
    let refused = [
        "evil.example",
        "127.0.0.1",
        "localhost",
        "",
        "127.0.0.1.evil.example",
        "[::1]",
        "127.0.0.1:80:80",
    ];
    let with_port = [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.2",
        "0.0.0.0",
        "evil@localhost",
    ];
    let hosts = refused
        .map(str::to_owned)
        .into_iter()
        .chain(with_port.map(|host| format!("{host}:{port}")));
    for host in hosts.chain([format!("localhost:{other}")]) {
        for target in ["/", "/__shirube/events", "/__shirube/client.js"] {
            assert_eq!(
                server
                    .ask(&format!("GET {target} HTTP/1.1\r\nHost: {host}"))
                    .status,
                403,
                "{host}"
            );
        }
    }
    assert_eq!(server.ask("GET / HTTP/1.1").status, 403);
    let twice = format!("GET / HTTP/1.1\r\nHost: localhost:{port}\r\nHost: evil.example");
    assert_eq!(server.ask(&twice).status, 403);
}

#[test]
fn what_is_no_request_is_refused_and_the_server_lives() {
    let server = Server::start("one");
    assert_eq!(server.ask("nonsense").status, 400);
    assert_eq!(
        server
            .ask(&format!(
                "GET http://{0}/ HTTP/1.1\r\nHost: {0}",
                server.host()
            ))
            .status,
        400
    );
    assert_eq!(server.get("/%ff").status, 400);
    let long = format!(
        "GET / HTTP/1.1\r\nHost: {}\r\nCookie: {}",
        server.host(),
        "x".repeat(70_000)
    );
    assert_eq!(server.ask(&long).status, 431);
    drop(TcpStream::connect((Ipv4Addr::LOCALHOST, server.port)).unwrap());
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn no_service_worker_stands_between_a_page_and_the_last_build() {
    let server = Server::start("one");
    let asked = format!(
        "GET /style.css HTTP/1.1\r\nService-Worker: script\r\nHost: {}",
        server.host()
    );
    let worker = server.ask(&asked);
    assert_eq!(
        (worker.status, worker.headers["content-type"].as_str()),
        (200, "text/javascript; charset=utf-8")
    );
    assert!(worker.text().contains("registration.unregister()"));
}

#[test]
fn a_change_is_told_to_open_pages_and_served() {
    let server = Server::start("one");
    let mut events = server.events();
    let page = server.get("/");
    assert_eq!(
        events.next()["build"],
        page.build(),
        "a page that is up to date is told so"
    );
    let started = Instant::now();
    server.scratch.write("content/page.md", "two");
    let told = events.next();
    assert!(
        started.elapsed() < Duration::from_secs(2),
        "{:?}",
        started.elapsed()
    );
    assert_ne!(told["build"], page.build());
    assert_eq!(
        (&told["failed"], &told["findings"]),
        (&Value::Bool(false), &Value::Array(Vec::new()))
    );
    let page = server.get("/");
    assert!(page.text().contains("<body>two"));
    assert_eq!(told["build"], page.build());
}

#[test]
fn a_broken_build_keeps_the_last_good_page_and_shows_why() {
    let server = Server::start("one");
    let mut events = server.events();
    let build = events.next()["build"].clone();
    server.scratch.write("content/page.md", "BROKEN");
    let told = events.next();
    assert_eq!(
        (&told["build"], &told["failed"]),
        (&build, &Value::Bool(true))
    );
    let finding = &told["findings"][0];
    assert_eq!(
        (&finding["severity"], &finding["rule"]),
        (&Value::from("error"), &Value::from("path-segment"))
    );
    assert_eq!(finding["place"], "content/page.md:1:1");
    assert_eq!(finding["message"], "「<家>」はアドレスに使えない名前です。");
    assert_eq!(told["texts"]["close"], "Close");
    let page = server.get("/");
    assert_eq!(
        (page.status, page.text().contains("<body>one")),
        (200, true)
    );
    assert_eq!(
        server.events().next(),
        told,
        "a page that is opened now hears it too"
    );

    server.scratch.write("content/page.md", "odd");
    let told = events.next();
    assert_ne!(told["build"], build);
    assert_eq!(
        (&told["failed"], &told["findings"][0]["severity"]),
        (&Value::Bool(false), &Value::from("warning"))
    );
    assert!(server.get("/").text().contains("<body>odd"));
}

#[test]
fn without_a_good_site_every_address_shows_the_findings_until_it_is_mended() {
    let server = Server::start("BROKEN");
    let mut events = server.events();
    let first = server.get("/ja/any.html");
    assert_eq!(first.status, 503);
    assert!(
        first.text().contains("「&lt;家&gt;」はアドレスに使えない")
            && first.text().contains("content/page.md:1:1")
    );
    assert!(first.text().contains("/__shirube/client.js\"") && first.text().contains("英小文字"));
    assert_eq!(events.next()["build"], first.build());
    assert_eq!(server.get("/__shirube/client.css").status, 200);

    server.scratch.write("content/page.md", "still BROKEN");
    assert_ne!(
        events.next()["build"],
        first.build(),
        "a page with other findings is another page"
    );
    server.scratch.write("content/page.md", "mended");
    assert_ne!(events.next()["build"], first.build());
    assert!(server.get("/").text().contains("<body>mended"));
}

#[test]
fn a_burst_of_changes_is_one_build_and_what_no_source_is_is_none() {
    let server = Server::start("one");
    for number in 0..20 {
        server.scratch.write(&format!("content/{number}.md"), "x");
        thread::sleep(Duration::from_millis(5));
    }
    assert!(server.wait());
    let mut builds = 1;
    while !server.is_quiet() {
        builds += 1;
    }
    assert!(
        builds <= 5,
        "{builds} builds for one burst (a busy machine may cut it in a few)"
    );

    let others = [
        "content/.page.md.swp",
        "content/page.md~",
        "content/#page.md#",
        "content/4913",
        "content/.git/HEAD",
    ];
    for name in others.iter().chain(&[
        "content/public/index.html",
        "content/.public.new/index.html",
        "elsewhere.md",
    ]) {
        server.scratch.write(name, "x");
    }
    let _ = fs::read_dir(server.scratch.join("content"))
        .unwrap()
        .count();
    fs::read_to_string(server.scratch.join("content/page.md")).unwrap();
    assert!(server.is_quiet(), "nothing of that was a source");
}

#[test]
fn files_and_folders_that_are_replaced_stay_under_watch() {
    let server = Server::start("one");
    let rename = |from: &str, to: &str| {
        fs::rename(server.scratch.join(from), server.scratch.join(to)).unwrap();
    };
    for round in 0..2 {
        server.scratch.write("site.toml.part", "x");
        rename("site.toml.part", "site.toml");
        assert!(server.wait(), "a file, round {round}");
    }
    server.scratch.write("i18n/ja.toml", "x");
    assert!(server.wait(), "a folder that was not there");
    server.scratch.write("i18n/en.toml", "x");
    assert!(server.wait(), "a file in it");
    rename("content", "away");
    assert!(server.wait(), "a folder that goes");
    server.scratch.write("next/deep/other.md", "x");
    rename("next", "content");
    assert!(server.wait(), "a folder that comes back");
    server.scratch.write("content/deep/other.md", "y");
    assert!(server.wait(), "a file in it");
    server.scratch.write("away/page.md", "x");
    assert!(
        server.is_quiet(),
        "what was moved away is no source any more"
    );
}

#[test]
#[cfg(unix)]
fn what_is_behind_links_is_watched_as_it_is_read() {
    let server = Server::start("one");
    let link = |target: &str, path: &str| {
        let path = server.scratch.join(path);
        let _ = fs::remove_file(&path);
        std::os::unix::fs::symlink(target, path).unwrap();
    };
    server.scratch.write("shared/text.md", "one");
    server.scratch.write("shared/other.md", "one");
    assert!(server.is_quiet(), "not linked yet");
    link("../shared/text.md", "content/linked.md");
    assert!(server.wait(), "a link to a file");
    server.scratch.write("shared/text.md", "two");
    assert!(server.wait(), "the file behind it");
    server.scratch.write("shared/text.new", "three");
    let rename = |from: &str, to: &str| {
        fs::rename(server.scratch.join(from), server.scratch.join(to)).unwrap();
    };
    rename("shared/text.new", "shared/text.md");
    assert!(server.wait(), "the file replaced, as editors do");
    server.scratch.write("shared/other.md", "two");
    assert!(server.is_quiet(), "a file that no link leads to");

    server.scratch.write("parts/second.md", "one");
    link("../parts/second.md", "shared/second.md");
    link("../shared/second.md", "content/linked.md");
    assert!(server.wait(), "a link to a link");
    server.scratch.write("parts/second.md", "two");
    assert!(server.wait(), "the file behind both");
    link("../shared/other.md", "shared/second.md");
    assert!(server.wait(), "the link between them");
    server.scratch.write("shared/other.md", "three");
    assert!(server.wait(), "where it leads now");

    server.scratch.write("folder/deep/page.md", "one");
    link("../folder", "content/folder");
    assert!(server.wait(), "a link to a folder");
    server.scratch.write("folder/deep/page.md", "two");
    assert!(server.wait(), "a file in it");
    server.scratch.write("folder/new/page.md", "one");
    assert!(server.wait(), "a folder in it");
    server.scratch.write("folder/new/page.md", "two");
    assert!(server.wait(), "a file in that");
    server.scratch.write("folder/deep/.page.md.swp", "x");
    assert!(server.is_quiet(), "what an editor leaves there");
    rename("folder", "away");
    assert!(server.wait(), "it goes");
    server.scratch.write("folder/page.md", "one");
    assert!(server.wait(), "it comes back");
    server.scratch.write("folder/page.md", "two");
    assert!(server.wait(), "and is watched");

    // A circle, and what leads out of the site.
    link("../folder", "folder/self");
    server.scratch.write("folder/page.md", "three");
    assert!(server.wait());
    link("/tmp", "content/out");
    assert!(server.wait());
    server.scratch.write("content/page.md", "two");
    assert!(server.wait(), "all is well");
}

#[test]
fn hidden_files_that_are_published_are_watched() {
    let server = Server::start("one");
    server.scratch.write("static/.well-known/security.txt", "x");
    assert!(server.wait());
    server.scratch.write("static/.well-known/security.txt", "y");
    assert!(server.wait());
    server.scratch.write("static/.DS_Store", "x");
    server.scratch.write("content/.hidden.md", "x");
    assert!(server.is_quiet());
}

#[test]
fn a_busy_port_is_said_to_be_so_before_anything_is_built() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let options = ServeOptions {
        port,
        open: false,
        watch: Vec::<PathBuf>::new(),
        ignore: Vec::new(),
        on_ready: Box::new(|_| panic!("not ready")),
        on_rebuilt: Box::new(|_| panic!("not rebuilt")),
    };
    let error = serve(options, || panic!("not built")).unwrap_err();
    assert!(matches!(error, ServeError::PortBusy { port: named } if named == port));
    assert!(error.to_string().contains(&port.to_string()));
}

/// The lines that the program prints in a language while it starts, until its address is among them.
fn first_lines(locale: &str) -> Vec<String> {
    // One pipe for both streams, so that their lines keep their order.
    let (reader, writer) = std::io::pipe().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_shirube"))
        .args(["serve", "--port", "0", "--root", "tests/sites/base"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("LC_ALL", locale)
        .stdout(writer.try_clone().unwrap())
        .stderr(writer)
        .spawn()
        .unwrap();
    let mut lines = Vec::new();
    for line in BufReader::new(reader).lines().map_while(Result::ok) {
        let is_last = line.contains("http://127.0.0.1:");
        lines.push(line);
        if is_last {
            break;
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    lines
}

#[test]
fn the_first_line_says_what_is_being_done_and_the_last_where_it_is() {
    for (locale, begins, serves) in [
        (
            "en_US.UTF-8",
            "Reading and building the site in /",
            "Serving at",
        ),
        ("ja_JP.UTF-8", "/", "で公開しています"),
    ] {
        let lines = first_lines(locale);
        let (first, last) = (&lines[0], &lines[lines.len() - 1]);
        assert!(
            first.starts_with(begins) && first.contains("tests/sites/base"),
            "{lines:?}"
        );
        assert!(lines.len() > 1 && last.contains(serves), "{lines:?}");
    }
}

#[test]
fn what_could_not_be_read_is_shown_like_a_finding() {
    let (ready, readied) = mpsc::channel();
    let options = ServeOptions {
        port: 0,
        open: false,
        watch: Vec::new(),
        ignore: Vec::new(),
        on_ready: Box::new(move |address| ready.send(address).unwrap()),
        on_rebuilt: Box::new(|_| {}),
    };
    let unread = || BuildOutcome {
        unread: Some("Cannot read <content>".into()),
        ..BuildOutcome::default()
    };
    thread::spawn(move || serve(options, unread));
    let address = readied.recv_timeout(Duration::from_secs(5)).unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET / HTTP/1.1\r\nHost: {address}\r\n\r\n").unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let reply = Reply::parse(&bytes);
    assert_eq!(reply.status, 503);
    assert!(reply.text().contains("Cannot read &lt;content&gt;"));
}
