//! Numbers and sizes that nobody means: a sentence, or a count.

use crate::sites::{Site, list};
use std::process::{Command, Output};

fn shirube(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shirube"))
        .args(arguments)
        .env("LC_ALL", "C")
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr]
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        .concat()
}

#[test]
fn more_threads_than_any_machine_has_are_refused() {
    let output = shirube(&["build", "--jobs", "16000"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("16000 is not in 1..=256"),
        "{}",
        said(&output)
    );
}

#[test]
fn a_root_that_is_a_file_is_not_taken_for_an_empty_folder() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let output = shirube(&["check", "--root", file]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("Cargo.toml"), "{}", said(&output));
    assert!(
        !said(&output).contains("config-missing"),
        "{}",
        said(&output)
    );
}

/// Each kind of mistake is listed up to a number and counted, whoever finds it; and what is right is found among thousands.
#[test]
fn of_thousands_of_mistakes_some_are_listed() {
    let site = Site::base("extremes");
    let many = |one: fn(usize) -> String| (0..3000).map(one).collect::<String>();
    site.edit(
        "content/en/guide/markdown.md",
        "sources = [\"sample\"]",
        &format!("sources = [\n{}]", many(|at| format!("\"none-{at}\",\n"))),
    );
    site.edit(
        "site.toml",
        "output = \"public\"\n",
        &format!("output = \"public\"\n{}", many(|at| format!("k{at} = 1\n"))),
    );
    let documents = "content/models/documents/model.toml";
    let mut text = std::fs::read_to_string(site.root.join(documents)).unwrap();
    text.push_str(&many(|at| {
        format!(
            "[[items]]\nid = \"d{at}\"\nname = 1\nsuperseded_by = [\"d{}\"]\n",
            (at + 1) % 3000
        )
    }));
    site.write(documents, text);
    let found = list(&site.build().findings);
    for (rule, path) in [
        ("unknown-document", "content/en/guide/markdown.md"),
        ("unknown-key", "site.toml"),
        ("wrong-type", documents),
        ("missing-key", documents),
    ] {
        let listed = found
            .lines()
            .filter(|line| line.contains(&format!(" {rule} {path}")));
        assert_eq!(listed.count(), 50, "{rule}");
        let counted = found
            .lines()
            .filter(|line| line.contains(&format!("more-findings {path}")));
        assert!(counted.count() > 0, "{rule}");
    }
    assert!(!found.contains("unknown-item"), "{found}");
}
