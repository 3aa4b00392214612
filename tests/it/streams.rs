//! Nobody reads what the program prints, or the disk behind it is full: no command ends in a panic, a closed pipe is no failure,
//! and a result that is lost is one.

#![cfg(target_os = "linux")]

use crate::sites::{Site, fixtures};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

fn full() -> Stdio {
    File::options()
        .write(true)
        .open("/dev/full")
        .unwrap()
        .into()
}

fn closed() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shirube"));
    command
        .current_dir(assess_folder())
        .args(arguments)
        .env("LC_ALL", "C.UTF-8");
    command
}

fn assess_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/assess")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Commands with a result on standard output, and the exit code that each has.
fn commands<'a>(root: &'a str, out: &'a str, wrong: &'a str) -> Vec<(Vec<&'a str>, i32)> {
    let model = ["--model", "model.json"];
    let assess = |command, more: &[&'a str]| [&["assess", command], &model[..], more].concat();
    vec![
        (vec!["--help"], 0),
        (vec!["--version"], 0),
        (vec!["help", "assess"], 0),
        (vec!["assess", "report", "--help"], 0),
        (vec!["build", "--root", root, "--out", out], 0),
        (vec!["check", "--root", root], 0),
        (vec!["check", "--root", wrong, "--format", "json"], 1),
        (vec!["check", "--root", wrong, "--format", "github"], 1),
        (vec!["check", "--explain", "broken-link"], 0),
        (vec!["search", "--root", root, "--lang", "en", "triage"], 0),
        (vec!["search", "--root", root, "--lang", "en", "zzzqq"], 0),
        (
            vec![
                "search",
                "--root",
                root,
                "--lang",
                "en",
                "--section",
                "Guide",
                "--format",
                "json",
                "triage",
            ],
            0,
        ),
        (assess("report", &["sample.json"]), 0),
        (assess("report", &["sample.json", "--format", "json"]), 0),
        (assess("report", &["sample.json", "--format", "html"]), 0),
        (assess("report", &["sample.json", "--format", "md"]), 0),
        (assess("report", &["sample.json", "--format", "xlsx"]), 0),
        (assess("compare", &["rater-1.json", "rater-2.json"]), 0),
        (assess("validate", &["sample.json"]), 0),
        (assess("summary", &["team-1.json", "--format", "csv"]), 0),
    ]
}

#[test]
fn a_closed_pipe_is_no_failure_and_a_full_disk_is_told() {
    let root = fixtures().join("base");
    let out = Site::base("streams");
    let wrong = Site::base("streams-wrong");
    wrong.edit("site.toml", "theme = ", "them = ");
    let out = out.root.join("public");
    for (arguments, code) in commands(
        root.to_str().unwrap(),
        out.to_str().unwrap(),
        wrong.root.to_str().unwrap(),
    ) {
        let output = program(&arguments).stdout(closed()).output().unwrap();
        assert_eq!(
            output.status.code(),
            Some(code),
            "{arguments:?}: {}",
            said(&output)
        );
        assert!(!said(&output).contains("standard output"), "{arguments:?}");
        let output = program(&arguments).stdout(full()).output().unwrap();
        assert_eq!(
            output.status.code(),
            Some(2),
            "{arguments:?}: {}",
            said(&output)
        );
        let told = said(&output);
        assert!(
            told.contains("Cannot write to standard output: No space left"),
            "{arguments:?}: {told}"
        );
    }
}

#[test]
fn what_is_only_said_is_lost_without_harm() {
    let wrong = Site::base("streams-said");
    wrong.edit("site.toml", "theme = ", "them = ");
    let wrong = wrong.root.to_str().unwrap().to_owned();
    for (arguments, code) in [
        (vec!["check", "--root", &wrong], 1),
        (vec!["build", "--root", &wrong], 1),
        (vec!["check", "--root", "/nowhere"], 2),
        (vec!["check", "--explain", "no-rule"], 2),
        (vec!["no-command"], 2),
        (vec!["build", "--jobs", "0"], 2),
        (
            vec![
                "assess",
                "validate",
                "nothing.json",
                "--model",
                "model.json",
            ],
            2,
        ),
        (vec![], 2),
    ] {
        for stream in [closed, full] {
            let mut command = program(&arguments);
            let status = command.stdout(stream()).stderr(stream()).status().unwrap();
            assert_eq!(status.code(), Some(code), "{arguments:?}");
        }
    }
}

/// A free port: taken, and let go at once.
fn port() -> u16 {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}

#[test]
fn serve_goes_on_whether_anybody_reads_it_or_not() {
    let site = Site::base("streams-serve");
    for stream in [closed, full] {
        let port = port();
        let mut server = program(&["serve", "--port", &port.to_string(), "--root"])
            .arg(&site.root)
            .stdout(stream())
            .stderr(stream())
            .spawn()
            .unwrap();
        let end = Instant::now() + Duration::from_mins(1);
        let title = |wanted: &str| {
            while Instant::now() < end {
                std::thread::sleep(Duration::from_millis(50));
                if get(port).is_some_and(|page| page.contains(wanted)) {
                    return true;
                }
            }
            false
        };
        let first = title("Second news");
        // What a rebuild finds is printed, too.
        site.write("content/en/news/broken.md", "no front matter");
        std::thread::sleep(Duration::from_millis(1500));
        let second = get(port).is_some();
        std::fs::remove_file(site.root.join("content/en/news/broken.md")).unwrap();
        site.edit("content/en/news/second.md", "Second news", "Third news");
        let third = title("Third news");
        server.kill().unwrap();
        server.wait().unwrap();
        site.edit("content/en/news/second.md", "Third news", "Second news");
        assert!(first && second && third);
    }
}

fn get(port: u16) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    let target = "/en/news/second.html";
    write!(
        stream,
        "GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"
    )
    .ok()?;
    let mut reader = BufReader::new(stream);
    let mut status = String::new();
    reader.read_line(&mut status).ok()?;
    let mut rest = String::new();
    reader.read_to_string(&mut rest).ok()?;
    status.contains("200").then_some(rest)
}
