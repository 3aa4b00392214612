//! The house of `ARCHITECTURE.md`: a module imports only from floors below its own, and modules of one floor do not
//! know each other. This reads the sources and proves it.

mod alone;
mod rooms;

use crate::sites::files;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The floors from the lowest to the highest. `main` stands on top of `cli`, which it calls.
const FLOORS: [&[&str]; 12] = [
    &["diagnostic", "language", "url"],
    &["artifact", "fields", "scoring", "script", "source"],
    &["config"],
    &["models", "pages", "strings", "theme"],
    &["site", "translation"],
    &["check", "office", "publish", "render", "search", "tool"],
    &["formats"],
    &["report"],
    &["build"],
    &["serve"],
    &["cli"],
    &["main"],
];

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

#[test]
fn modules_import_only_from_floors_below() {
    let wrong = violations(&sources());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The files of `src/`, as path and text.
fn sources() -> Vec<(String, String)> {
    let sources: Vec<(String, String)> = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
        .into_iter()
        .filter(|(path, _)| path.ends_with(".rs"))
        .map(|(path, file)| (path, fs::read_to_string(file).unwrap()))
        .collect();
    assert!(sources.len() > 20, "only {} files were read", sources.len());
    sources
}

/// Both stand in the order of the floors; within one the order tells nothing.
#[test]
fn the_floors_are_those_of_the_table() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md"));
    let text = text.unwrap();
    let mut written: Vec<BTreeSet<&str>> = Vec::new();
    for row in text.lines().filter_map(|line| line.strip_prefix("| ")) {
        let mut cells = row.split(" | ");
        let Some(floor) = cells.next().and_then(|cell| cell.parse::<usize>().ok()) else {
            continue;
        };
        let modules = cells.next().unwrap().split('`').skip(1).step_by(2);
        written.resize_with(written.len().max(floor + 1), BTreeSet::new);
        written[floor].extend(modules);
    }
    let mut floors: Vec<BTreeSet<&str>> = FLOORS
        .iter()
        .map(|floor| floor.iter().copied().collect())
        .collect();
    // `main` stands in the row of `cli`.
    let main = floors.pop().unwrap();
    floors.last_mut().unwrap().extend(main);
    assert_eq!(written, floors);
    let built: BTreeSet<String> = sources()
        .into_iter()
        .map(|(path, _)| top(&path).to_owned())
        .collect();
    let missing: Vec<&&str> = FLOORS
        .iter()
        .copied()
        .flatten()
        .filter(|name| !built.contains(**name))
        .collect();
    assert_eq!(missing, Vec::<&&str>::new(), "no such modules");
}

/// The top-level module that a file belongs to.
fn top(path: &str) -> &str {
    path.trim_end_matches(".rs")
        .split('/')
        .next()
        .unwrap_or_default()
}

/// What is wrong in files of `src/`, as path and text.
fn violations(sources: &[(String, String)]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (path, text) in sources.iter().filter(|(path, _)| path != "lib.rs") {
        let modules: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
        let own = modules[0];
        let Some(level) = floor(own) else {
            wrong.push(format!("{path}: module {own} is on no floor"));
            continue;
        };
        for imported in imports(text, modules.len())
            .iter()
            .filter(|imported| *imported != own)
        {
            match floor(imported) {
                None => wrong.push(format!("{path}: {imported} is on no floor")),
                Some(other) if other >= level => {
                    wrong.push(format!(
                        "{path}: {own} (floor {level}) knows {imported} (floor {other})"
                    ));
                }
                Some(_) => {}
            }
        }
    }
    wrong
}

/// The top-level modules that a file names: after `crate::`, after `shirube::`, and after as many `super::` as lead to
/// the top. `depth`: how many modules the file is deep.
fn imports(text: &str, depth: usize) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    each_path(text, |up, path| {
        if up.is_none_or(|up| up >= depth) {
            heads(path, &mut names);
        }
    });
    names
}

/// Visits every path that begins at the top (`None`) or so many modules above the file, with what follows.
fn each_path(text: &str, mut visit: impl FnMut(Option<usize>, &[String])) {
    let tokens = tokens(&without_comments_and_texts(text));
    let mut inner: Vec<usize> = Vec::new();
    let mut braces = 0;
    let mut at = 0;
    while at < tokens.len() {
        match tokens[at].as_str() {
            "{" => {
                if at >= 2 && tokens[at - 2] == "mod" {
                    inner.push(braces);
                }
                braces += 1;
            }
            "}" => {
                braces -= 1;
                inner.pop_if(|opened| *opened == braces);
            }
            "crate" | "shirube" if next_is(&tokens, at, "::") => visit(None, &tokens[at + 2..]),
            "super" if next_is(&tokens, at, "::") => {
                let start = at;
                while tokens.get(at + 2).is_some_and(|token| token == "super")
                    && next_is(&tokens, at + 2, "::")
                {
                    at += 2;
                }
                let up = (at - start) / 2 + 1;
                if up > inner.len() {
                    visit(Some(up - inner.len()), &tokens[at + 2..]);
                }
            }
            _ => {}
        }
        at += 1;
    }
}

fn next_is(tokens: &[String], at: usize, expected: &str) -> bool {
    tokens.get(at + 1).is_some_and(|token| token == expected)
}

/// The first name of a path, or of each path of a group: `a`, or `a` and `b` of `{a::x, b::{y, z}}`.
fn heads(tokens: &[String], names: &mut BTreeSet<String>) {
    if tokens.first().is_none_or(|token| token != "{") {
        names.extend(tokens.first().cloned());
        return;
    }
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token.as_str() {
            "{" => depth += 1,
            "}" if depth == 1 => return,
            "}" => depth -= 1,
            name if depth == 1 && name != "," && matches!(tokens[at - 1].as_str(), "{" | ",") => {
                names.insert(name.to_owned());
            }
            _ => {}
        }
    }
}

/// Words, `::`, and every other character by itself.
fn tokens(code: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            c if c.is_alphanumeric() || c == '_' => rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len()),
            ':' if rest.starts_with("::") => 2,
            c => c.len_utf8(),
        };
        if !c.is_whitespace() {
            tokens.push(rest[..length].to_owned());
        }
        rest = &rest[length..];
    }
    tokens
}

/// The code with a space for each comment, string and character.
fn without_comments_and_texts(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if c == 'r'
            && !out.ends_with(|c: char| c.is_alphanumeric() || c == '_')
            && is_raw_string(rest)
        {
            raw_string(rest)
        } else if c == '"' {
            quoted(rest, '"')
        } else if c == '\'' && is_character(rest) {
            quoted(rest, '\'')
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        out.push(' ');
        rest = &rest[skipped..];
    }
    out
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match &rest.as_bytes()[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

fn is_raw_string(rest: &str) -> bool {
    rest[1..].trim_start_matches('#').starts_with('"')
}

fn raw_string(rest: &str) -> usize {
    let hashes = rest[1..].bytes().take_while(|byte| *byte == b'#').count();
    let end = format!("\"{}", "#".repeat(hashes));
    let start = hashes + 2;
    rest[start..]
        .find(&end)
        .map_or(rest.len(), |at| start + at + end.len())
}

/// Whether a quote begins a character and not a lifetime.
fn is_character(rest: &str) -> bool {
    let mut chars = rest.chars().skip(1);
    match chars.next() {
        Some('\\') => true,
        Some(_) => chars.next() == Some('\''),
        None => false,
    }
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

#[test]
fn the_checker_sees_what_is_wrong() {
    let sample = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let wrong = violations(&[
        sample(
            "pages.rs",
            "use crate::models::Model;\nuse crate::config::Config;",
        ),
        sample(
            "config.rs",
            "fn f<'a>(x: &'a str) -> char { crate::site::address(x); '\"' }",
        ),
        sample(
            "site/links.rs",
            "use crate::{config::{self, Config}, render::{x, y}, pages};",
        ),
        sample(
            "theme/minify.rs",
            "use super::super::strings::Strings; use super::Theme;",
        ),
        sample(
            "check.rs",
            "mod tests { mod inner { use super::super::super::search::x; } use super::run; } use super::publish;",
        ),
        sample("widgets.rs", ""),
        sample("build.rs", "use crate::gadgets::x;"),
        sample("source.rs", "use crate::*;"),
        sample("main.rs", "fn main() { shirube::cli::run() }"),
        sample("cli.rs", "use crate::main;"),
    ]);
    let expected = [
        "pages.rs: pages (floor 3) knows models (floor 3)",
        "config.rs: config (floor 2) knows site (floor 4)",
        "site/links.rs: site (floor 4) knows render (floor 5)",
        "theme/minify.rs: theme (floor 3) knows strings (floor 3)",
        "check.rs: check (floor 5) knows publish (floor 5)",
        "check.rs: check (floor 5) knows search (floor 5)",
        "widgets.rs: module widgets is on no floor",
        "build.rs: gadgets is on no floor",
        "source.rs: * is on no floor",
        "cli.rs: cli (floor 10) knows main (floor 11)",
    ];
    assert_eq!(wrong, expected);
}

#[test]
fn comments_and_texts_are_no_imports() {
    let text = "// crate::cli\n/* crate::cli /* crate::build */ crate::cli */\n/// [`crate::cli`]\nconst A: &str = \"\\\" crate::cli\";\n\
        const B: &str = r#\"crate::cli \" \"#;\nconst C: [char; 2] = ['\"', '\\''];\npub(crate) fn f(a: &'static str) {}\n\
        use crate::language;";
    assert_eq!(imports(text, 1), BTreeSet::from(["language".to_owned()]));
    assert_eq!(
        imports("mod tests { use super::*; }\nuse self::x::y;", 1),
        BTreeSet::new()
    );
}

/// A file that `main.rs` does not name is compiled by nobody: its tests would pass by not being there.
#[test]
fn every_file_of_tests_is_compiled() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    let main = fs::read_to_string(folder.join("main.rs")).unwrap();
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let Some(module) = name.strip_suffix(".rs").filter(|name| *name != "main") else {
            continue;
        };
        assert!(main.contains(&format!("\nmod {module};")), "{name}");
    }
}
