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
