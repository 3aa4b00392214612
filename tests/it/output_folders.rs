//! The rules `output-not-ours` and `output-inside-source`: an output folder that was chosen badly is the author's mistake
//! (exit code 1), and nothing in it is touched.

use crate::sites::{Site, files};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn build(site: &Site, out: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shirube"));
    command
        .args(["build", "--root"])
        .arg(&site.root)
        .arg("--out")
        .arg(site.root.join(out))
        .env("LC_ALL", "C");
    command.output().unwrap()
}

/// All files but locks, which may stay beside a folder.
fn contents(root: &Path) -> Vec<(String, Vec<u8>)> {
    let kept = files(root)
        .into_iter()
        .filter(|(path, _)| !path.ends_with(".lock"));
    kept.map(|(path, file)| (path, fs::read(file).unwrap()))
        .collect()
}

/// The build must end with exit code 1, name the rule and leave all files as they are.
fn assert_refused(site: &Site, out: &str, rule: &str) {
    let before = contents(&site.root);
    let output = build(site, out);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{out}: {said}");
    assert!(said.contains(&format!("error[{rule}]")), "{out}: {said}");
    assert!(before == contents(&site.root), "{out}: files were changed");
}

#[test]
fn a_folder_that_is_not_ours_is_left_alone() {
    let site = Site::base("not-ours");
    site.write("mine/letter.txt", "Mine.\n");
    site.write("file", "No folder.\n");
    for out in ["mine", "file"] {
        assert_refused(&site, out, "output-not-ours");
    }
}

#[test]
fn a_folder_of_sources_is_left_alone() {
    let site = Site::base("inside-source");
    for out in [
        "content",
        "content/en/public",
        "i18n",
        "themes/plain/new",
        ".",
    ] {
        assert_refused(&site, out, "output-inside-source");
    }
}

#[test]
fn check_says_so_without_building() {
    let site = Site::base("checked-output");
    site.edit(
        "site.toml",
        "output = \"public\"",
        "output = \"content/public\"",
    );
    let mut command = Command::new(env!("CARGO_BIN_EXE_shirube"));
    let output = command
        .args(["check", "--root"])
        .arg(&site.root)
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr]
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .concat();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("error[output-inside-source]"), "{said}");
}

#[test]
fn another_folder_is_written() {
    let site = Site::base("written");
    for _ in 0..2 {
        let output = build(&site, "public");
        assert_eq!(
            output.status.code(),
            Some(0),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    assert!(site.root.join("public/en/index.html").is_file());
}

/// What a build said, on standard error.
fn built(site: &Site) -> String {
    let output = build(site, "public");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}");
    said
}

#[test]
fn what_no_build_made_is_named_and_kept() {
    let site = Site::base("foreign-files");
    let read = |path: &str| fs::read_to_string(site.root.join(path)).ok();
    assert_eq!(built(&site), "");
    // A page that goes is ours, and so is not named; nor is what a system leaves.
    fs::remove_file(site.root.join("content/en/guide/only-english.md")).unwrap();
    for (path, text) in [
        ("public/CNAME", "kit.example.org\n"),
        ("public/.well-known/security.txt", "Contact: x\n"),
        ("public/en/mine.html", "mine"),
        ("public/.gitignore", "x"),
        ("public/.DS_Store", "x"),
    ] {
        site.write(path, text);
    }
    let said = built(&site);
    assert!(said.contains("warning[output-foreign-file]"), "{said}");
    assert!(
        said.contains(": .gitignore, .well-known/security.txt, CNAME, en/mine.html. ")
            && said.contains(".public.kept"),
        "{said}"
    );
    assert_eq!(read("public/CNAME"), None);
    assert_eq!(
        read(".public.kept/CNAME").as_deref(),
        Some("kit.example.org\n")
    );
    assert_eq!(read(".public.kept/en/mine.html").as_deref(), Some("mine"));
    assert_eq!(read("public/en/guide/only-english.html"), None);
    assert_eq!(built(&site), "", "they are said once");

    site.write("public/CNAME", "another\n");
    assert!(built(&site).contains(": CNAME. "));
    assert_eq!(read(".public.kept/CNAME").as_deref(), Some("another\n"));

    // What its author has put into the right place is not lost, and so needs no words; another text would be.
    site.write("public/CNAME", "another\n");
    site.write("static/CNAME", "another\n");
    assert_eq!(built(&site), "");
    assert_eq!(read("public/CNAME").as_deref(), Some("another\n"));
    site.write("public/key.asc", "theirs");
    site.write("static/key.asc", "ours");
    assert!(built(&site).contains(": key.asc. "));
    assert_eq!(read(".public.kept/key.asc").as_deref(), Some("theirs"));
    assert_eq!(read("public/key.asc").as_deref(), Some("ours"));
}

/// Earlier versions noted nothing in the mark of a site: their pages are not taken for somebody else's.
#[test]
fn of_a_site_without_a_record_only_what_the_new_one_lacks_is_named() {
    let site = Site::base("no-record");
    assert_eq!(built(&site), "");
    let mark = fs::read_to_string(site.root.join("public/.shirube")).unwrap();
    let (head, _) = mark.split_once("Files of this build").unwrap();
    site.write("public/.shirube", head);
    site.write("public/en/guide/index.html", "of another day");
    site.write("public/CNAME", "kit.example.org\n");
    let said = built(&site);
    assert!(said.contains(": CNAME. "), "{said}");
}

#[test]
fn of_many_foreign_files_some_are_named_and_the_rest_is_counted() {
    let site = Site::base("many-foreign-files");
    built(&site);
    for number in 10..40 {
        site.write(&format!("public/{number}.gz"), "x");
    }
    let said = built(&site);
    assert!(said.contains("18.gz, 19.gz, … (+20)"), "{said}");
    assert!(site.root.join(".public.kept/39.gz").is_file());
}

#[test]
fn where_they_cannot_be_kept_nothing_is_published() {
    let site = Site::base("foreign-not-kept");
    built(&site);
    site.write("public/CNAME", "kit.example.org\n");
    site.write(".public.kept", "no folder");
    let output = build(&site, "public");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_ne!(output.status.code(), Some(0), "{said}");
    assert!(said.contains(".public.kept"), "{said}");
    assert!(site.root.join("public/CNAME").is_file());
}

#[test]
#[cfg(target_os = "linux")]
fn what_the_machine_refuses_ends_with_its_own_exit_code() {
    let site = Site::base("unwritable");
    let mut command = Command::new(env!("CARGO_BIN_EXE_shirube"));
    let output = command
        .args(["build", "--out", "/proc/shirube/site", "--root"])
        .arg(&site.root)
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("/proc/shirube"), "{said}");
}
