//! Translations that went through a file of gettext: nothing changes on the way, and what would break a page is left out.

use crate::sites::{Site, files, list};
use shirube::diagnostic::{Findings, Text};
use shirube::translation::Message;
use shirube::translation::po;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Runs `shirube i18n` in a site.
fn i18n(site: &Site, arguments: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_shirube"))
        .args(["i18n", "--root", "."])
        .args(arguments)
        .current_dir(&site.root)
        .env("LC_ALL", "C.UTF-8")
        .env("NO_COLOR", "1")
        .output();
    output.unwrap()
}

fn done(site: &Site, arguments: &[&str]) -> String {
    let output = i18n(site, arguments);
    let [out, err] = [&output.stdout, &output.stderr].map(|it| String::from_utf8_lossy(it));
    assert!(output.status.success(), "{arguments:?}: {out}{err}");
    out.into_owned()
}

fn exported(site: &Site) -> Vec<Message> {
    done(site, &["export", "vi", "--out", "vi.po"]);
    let text = fs::read_to_string(site.root.join("vi.po")).unwrap();
    let mut findings = Findings::default();
    let received = po::read(&Text::new("vi.po", &text), &mut findings).unwrap();
    assert!(findings.is_empty());
    received.into_iter().map(|it| it.message).collect()
}

/// Writes the file anew with other translations.
fn write(site: &Site, messages: &[Message]) {
    site.write("vi.po", po::written("Base", "vi", messages));
}

/// The files of the site below content/ and i18n/.
fn sources(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let all = files(&site.root).into_iter();
    let sources = all.filter(|(path, _)| path.starts_with("content/") || path.starts_with("i18n/"));
    sources
        .map(|(path, file)| (path, fs::read(file).unwrap()))
        .collect()
}

fn begun(name: &str) -> Site {
    let site = Site::base(name);
    let add = ["add", "vi", "--name", "Tiếng Việt", "--fallback", "en"];
    done(&site, &add);
    site
}

/// A translation that anybody can check: the same words, and one before them.
fn translated(message: &Message) -> Message {
    let mut new = message.clone();
    let words: Vec<String> = new.original.split(" | ").map(cell).collect();
    new.translation = words.join(" | ");
    new
}

fn cell(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("Việt {text}")
    }
}

#[test]
fn a_whole_language_is_translated_elsewhere_and_nothing_changes_on_the_way_back() {
    let site = begun("exchange-whole");
    let messages: Vec<Message> = exported(&site).iter().map(translated).collect();
    assert!(messages.len() > 250, "only {} messages", messages.len());
    write(&site, &messages);
    let said = done(&site, &["import", "vi", "vi.po"]);
    assert_eq!(
        said,
        format!("New translations: {}. Left out: 0.\n", messages.len())
    );
    let status = done(&site, &["status", "vi"]);
    assert!(status.contains("interface texts  41 of 41"), "{status}");
    // What a program cannot put into a file is left: raw HTML, and lines that are broken on purpose.
    let left = status
        .lines()
        .find(|line| line.contains("blocks  "))
        .unwrap();
    assert!(
        left.contains(" 0 stale, ") && !left.contains(" 0 up to date"),
        "{left}"
    );

    // The same again: every translation is there, and nothing is written.
    let before = sources(&site);
    let again = exported(&site);
    let translation = |message: &Message| (message.context.clone(), message.translation.clone());
    assert_eq!(
        again.iter().map(translation).collect::<Vec<_>>(),
        messages.iter().map(translation).collect::<Vec<_>>()
    );
    let said = done(&site, &["import", "vi", "vi.po"]);
    assert_eq!(said, "New translations: 0. Left out: 0.\n");
    assert!(sources(&site) == before, "files were changed");

    // Readers get it: the pages are drafts until somebody says otherwise.
    for (path, bytes) in before
        .iter()
        .filter(|(path, _)| path.starts_with("content/vi/"))
    {
        let text = String::from_utf8(bytes.clone()).unwrap();
        site.write(path, text.replacen("draft = true\n", "", 1));
    }
    let built = site.build();
    assert!(built.artifacts.is_some(), "{}", list(&built.findings));
}

#[test]
fn what_would_break_a_page_is_left_out_and_the_rest_is_taken() {
    let site = begun("exchange-broken");
    let messages = exported(&site);
    let find = |start: &str| {
        let found = messages.iter().find(|it| it.context.starts_with(start));
        found.unwrap_or_else(|| panic!("no {start}")).clone()
    };
    let with = |message: &Message, translation: &str| Message {
        translation: translation.to_owned(),
        ..message.clone()
    };
    let paragraph = messages
        .iter()
        .find(|it| it.original.starts_with("A security"));
    let (paragraph, heading) = (paragraph.unwrap().clone(), find("guide/terms heading"));
    let links = messages
        .iter()
        .find(|it| it.context.ends_with("paragraph") && it.original.contains("](1)"));
    let links = links.unwrap().clone();
    let row = messages
        .iter()
        .find(|it| it.context.contains(" row") && it.original.contains(" | "));
    let row = row.unwrap().clone();
    let mut wrong = vec![
        with(&links, "No link"),
        with(&links, "[a](1) [b](1)"),
        with(&links, "[a](1) [b](javascript:alert(1))"),
        with(&row, "One cell"),
        with(&row, &format!("{} | more", row.original)),
        with(&find("interface page.fallback"), "No placeholder"),
        Message {
            original: "Another text".to_owned(),
            ..with(&paragraph, "x")
        },
        Message {
            context: "no/such paragraph".to_owned(),
            ..with(&paragraph, "x")
        },
        Message {
            context: "interface no.such".to_owned(),
            ..with(&paragraph, "x")
        },
        Message {
            context: "../../etc/passwd paragraph".to_owned(),
            ..with(&paragraph, "x")
        },
    ];
    for start in [
        "# ",
        "- ",
        "1. ",
        "> ",
        "```",
        "~~~",
        "<script>alert(1)</script>",
        "<b>",
        ": ",
        "[^1]: ",
        "    ",
    ] {
        wrong.push(with(&paragraph, &format!("{start}{}", paragraph.original)));
    }
    wrong.push(with(
        &paragraph,
        &format!("{}\n\nA second one", paragraph.original),
    ));
    wrong.push(with(&heading, "Words\u{0}"));
    wrong.push(with(&heading, "Words \u{202e}sdroW"));
    wrong.push(with(&find("interface nav.home"), "Home\u{7}"));
    let mut taken = 0;
    for message in &wrong {
        let right = translated(&find("guide/letter title"));
        write(&site, &[message.clone(), right]);
        let output = i18n(&site, &["import", "vi", "vi.po"]);
        let [out, err] = [&output.stdout, &output.stderr].map(|it| String::from_utf8_lossy(it));
        // Spaces and line ends are no marks: such a translation is one line.
        if message.translation.starts_with("    ") || message.translation.contains("\n\n") {
            assert!(out.contains("Left out: 0."), "{message:?}: {out}{err}");
            taken += 1;
            continue;
        }
        assert_eq!(output.status.code(), Some(1), "{message:?}: {out}{err}");
        assert!(out.contains("Left out: 1."), "{message:?}: {out}{err}");
        assert!(
            err.contains("error[exchange-refused]") && err.contains("--> vi.po:10:1"),
            "{err}"
        );
    }
    assert_eq!(taken, 2);
    let title = fs::read_to_string(site.root.join("content/vi/guide/letter.md")).unwrap();
    assert!(title.contains("title = \"Việt "), "{title}");
    let names: Vec<String> = files(&site.root).into_keys().collect();
    assert!(
        !names
            .iter()
            .any(|name| name.contains("passwd") || name.contains("no/such"))
    );
}

#[test]
fn a_damaged_file_is_told_and_nothing_is_written() {
    let site = begun("exchange-damaged");
    let before = sources(&site);
    site.write(
        "vi.po",
        "msgid \"\"\nmsgstr \"\"\n\nmsgid \"a\nmsgstr \"b\"\n",
    );
    let output = i18n(&site, &["import", "vi", "vi.po"]);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.code() == Some(1)
            && err.contains("error[exchange-syntax]")
            && err.contains("vi.po:4:1"),
        "{err}"
    );
    site.write("vi.po", b"\x93\xfa\x96\x7b");
    assert_eq!(
        i18n(&site, &["import", "vi", "vi.po"]).status.code(),
        Some(1)
    );
    assert_eq!(
        i18n(&site, &["import", "vi", "none.po"]).status.code(),
        Some(2)
    );
    assert!(sources(&site) == before);
}

/// gettext's own programs: they must find nothing wrong, and what they merge must be taken.
#[test]
fn gettext_reads_what_is_written_and_what_it_merges_is_taken() {
    let site = begun("exchange-gettext");
    let messages: Vec<Message> = exported(&site).iter().map(translated).collect();
    write(&site, &messages);
    let run = |program: &str, arguments: &[&str]| {
        let output = Command::new(program)
            .args(arguments)
            .current_dir(&site.root)
            .output();
        let output = output.unwrap_or_else(|error| panic!("{program} (package gettext): {error}"));
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{program}: {err}");
        err
    };
    let told = run(
        "msgfmt",
        &["--check", "--statistics", "-o", "vi.mo", "vi.po"],
    );
    assert!(
        told.contains(&format!("{} translated messages.", messages.len())),
        "{told}"
    );
    done(&site, &["import", "vi", "vi.po"]);

    // The original changes: gettext marks what is nearly the same, and that is not taken.
    site.edit("content/en/guide/letter.md", "title = \"", "title = \"New ");
    fs::rename(site.root.join("vi.po"), site.root.join("old.po")).unwrap();
    done(&site, &["export", "vi", "--out", "new.pot"]);
    run("msgmerge", &["--quiet", "-o", "vi.po", "old.po", "new.pot"]);
    let before = sources(&site);
    let said = done(&site, &["import", "vi", "vi.po"]);
    assert_eq!(said, "New translations: 0. Left out: 0.\n");
    assert!(sources(&site) == before, "what is fuzzy was taken");
    let root: &Path = &site.root;
    let merged = fs::read_to_string(root.join("vi.po")).unwrap();
    assert!(merged.contains("#, fuzzy"), "{merged}");
    // A translator looks at it.
    site.write("vi.po", merged.replace("#, fuzzy\n", ""));
    done(&site, &["import", "vi", "vi.po"]);
    let diff = done(&site, &["diff", "vi"]);
    assert_eq!(
        diff,
        "Nothing has changed since what is recorded was translated.\n"
    );
}
