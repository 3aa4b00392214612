//! The column "it alone" of the table in `ARCHITECTURE.md`: who knows a crate, the clock, the environment, the disk.

use super::{sources, tokens, top, without_comments_and_texts};

/// Paths, as words between `::`, and the modules that may name them. A word that ends in `*` stands for all that begin so.
const ALONE: [(&[&str], &[&str]); 38] = [
    (&["pulldown_cmark"], &["pages"]),
    (&["imagesize"], &["pages"]),
    (&["tera"], &["render"]),
    (&["html5ever"], &["pages"]),
    (&["budoux_phf_rs"], &["render"]),
    (&["icu_*"], &["render"]),
    (&["minify_html"], &["theme"]),
    (&["lightningcss"], &["theme"]),
    (&["oxc_*"], &["script"]),
    (&["toml"], &["fields"]),
    (&["toml_edit"], &["fields"]),
    (&["similar"], &["translation"]),
    (&["polib"], &["translation"]),
    (&["walkdir"], &["source"]),
    (&["unic_langid"], &["language"]),
    (&["elasticlunr"], &["search"]),
    (&["wana_kana"], &["search"]),
    (&["jsonc_parser"], &["formats"]),
    (&["zip"], &["formats", "office"]),
    (&["flate2"], &["search"]),
    (&["mimalloc"], &["main"]),
    (&["aes_gcm"], &["formats"]),
    (&["pbkdf2"], &["formats"]),
    (&["encoding_rs"], &["formats"]),
    (&["rust_xlsxwriter"], &["report", "office"]),
    (&["docx_rs"], &["office"]),
    (&["httparse"], &["serve"]),
    (&["notify"], &["serve"]),
    (&["std", "net"], &["serve"]),
    (&["clap"], &["cli"]),
    (&["rpassword"], &["cli"]),
    (&["sys_locale"], &["cli"]),
    (&["indicatif"], &["cli"]),
    // No clock, no environment below `serve` and `cli`; reports are written by the command line.
    (&["SystemTime"], &["serve"]),
    (&["Instant"], &["serve", "cli"]),
    (&["env"], &["cli"]),
    (&["std", "process"], &["serve", "cli", "main"]),
    (&["rustix"], &["publish"]),
];
/// Functions and macros that write, to the disk or to the terminal, and the modules that may call them.
const WRITING: [(&str, &str, &[&str]); 18] = [
    ("fs", "write", &["publish", "cli"]),
    ("fs", "create_dir", &["publish", "cli"]),
    ("fs", "create_dir_all", &["publish", "cli"]),
    ("fs", "rename", &["publish", "cli"]),
    ("fs", "remove_file", &["publish", "cli"]),
    ("fs", "remove_dir", &["publish", "cli"]),
    ("fs", "remove_dir_all", &["publish"]),
    ("fs", "copy", &["publish"]),
    ("fs", "hard_link", &["publish"]),
    ("File", "create", &["publish"]),
    ("File", "create_new", &["publish"]),
    ("OpenOptions", "new", &["publish"]),
    ("print", "!", &[]),
    ("println", "!", &[]),
    ("eprint", "!", &["cli"]),
    ("eprintln", "!", &["cli"]),
    ("io", "stdout", &["cli"]),
    ("io", "stderr", &["cli"]),
];

#[test]
fn each_module_alone_knows_what_the_table_says() {
    let sources = sources();
    let wrong = violations(&sources);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // What nobody names is no rule.
    for (path, _) in ALONE {
        let named = sources.iter().any(|(_, text)| names(&code(text), path));
        assert!(named, "nobody names {}", path.join("::"));
    }
}

fn violations(sources: &[(String, String)]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (path, text) in sources {
        let (own, tokens) = (top(path), code(text));
        for (name, known) in ALONE {
            if names(&tokens, name) && !known.contains(&own) {
                wrong.push(format!(
                    "{path}: {} is for {} alone",
                    name.join("::"),
                    known.join(", ")
                ));
            }
        }
        for (before, called, known) in WRITING {
            let calls = tokens.windows(3).any(|part| {
                part[0] == before && (part[1] == called || part[1] == "::" && part[2] == called)
            });
            if calls && !known.contains(&own) {
                wrong.push(format!(
                    "{path}: {before} {called} is for {} alone",
                    known.join(", ")
                ));
            }
        }
    }
    wrong
}

/// The words of a source without its tests, which may do what they like.
fn code(text: &str) -> Vec<String> {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    tokens(&without_comments_and_texts(text))
}

/// Whether a path is named: a crate or a module before `::`, a type anywhere.
fn names(tokens: &[String], path: &[&str]) -> bool {
    let is_type = path[0].starts_with(char::is_uppercase);
    let fits = |token: &str, wanted: &str| match wanted.strip_suffix('*') {
        Some(begin) => token.starts_with(begin),
        None => token == wanted,
    };
    (0..tokens.len()).any(|at| {
        let is = |place: usize, wanted: &str| {
            tokens
                .get(at + place)
                .is_some_and(|token| fits(token, wanted))
        };
        let follows = is_type || path.len() > 1 || is(1, "::");
        let all = path.iter().enumerate().all(|(place, wanted)| {
            is(2 * place, wanted) && (place + 1 == path.len() || is(2 * place + 1, "::"))
        });
        // `x::toml` is something else.
        all && follows && (is_type || path == ["env"] || at == 0 || tokens[at - 1] != "::")
    })
}

#[test]
fn the_checker_sees_who_knows_too_much() {
    let sample = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let wrong = violations(&[
        sample(
            "site/links.rs",
            "use pulldown_cmark::Event; // tera::Tera\nfn f() { let toml = 1; }",
        ),
        sample("pages.rs", "use pulldown_cmark::Event;"),
        sample(
            "render.rs",
            "fn f() { std::env::var(\"x\"); std::fs::write(a, b); println!(\"\"); }",
        ),
        sample(
            "search.rs",
            "use std::time::Instant;\n#[cfg(test)] mod tests { use std::env::var; }",
        ),
        sample("script.rs", "use oxc_parser::Parser;"),
        sample(
            "check.rs",
            "use std::net::TcpListener; use crate::models::toml::x;",
        ),
    ]);
    let expected = [
        "site/links.rs: pulldown_cmark is for pages alone",
        "render.rs: env is for cli alone",
        "render.rs: fs write is for publish, cli alone",
        "render.rs: println ! is for  alone",
        "search.rs: Instant is for serve, cli alone",
        "check.rs: std::net is for serve alone",
    ];
    assert_eq!(wrong, expected);
}
