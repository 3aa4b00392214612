//! `publish` when things go wrong: full, read-only and forbidden disks, and a process that is killed.
//!
//! These tests need a second process, to be killed or to see a disk of its own. They run this test binary again with
//! [`helper`] as its only test, inside a mount namespace where a disk has to be full or read-only: the tests run as
//! root, whom `chmod` does not stop. A machine without `unshare` fails them; nothing is skipped.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use shirube::artifact::Artifacts;
use shirube::publish::PublishErrorKind;

use super::{is_site, kind, large, names, put, site};
use crate::scratch::Scratch;

const STEP: &str = "SHIRUBE_IT_STEP";
const FOLDER: &str = "SHIRUBE_IT_FOLDER";

/// Arguments for this test binary to run nothing but [`helper`].
const HELPER: [&str; 4] = [
    "publish::accidents::helper",
    "--exact",
    "--ignored",
    "--nocapture",
];

/// Runs a shell script in a namespace of users and mounts; `helper STEP` in it is [`helper`].
fn in_namespace(script: &str, folder: &Path) -> Output {
    let script = format!(
        "set -e; helper() {{ {STEP}=$1 \"$EXE\" {}; }}; {script}",
        HELPER.join(" ")
    );
    let mut command = Command::new("unshare");
    command
        .args(["-rm", "sh", "-c", &script])
        .env("EXE", std::env::current_exe().unwrap())
        .env(FOLDER, folder);
    command
        .output()
        .expect("unshare (util-linux) is needed for this test")
}

fn assert_passed(output: &Output) {
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{output:#?}"
    );
}

#[test]
#[ignore = "the second process of other tests; does nothing by itself"]
fn helper() {
    let (Ok(step), Ok(folder)) = (std::env::var(STEP), std::env::var(FOLDER)) else {
        return;
    };
    let folder = PathBuf::from(folder);
    match step.as_str() {
        "forever" => publish_forever(&folder.join("site")),
        "first" => drop(put(&small(), &folder.join("site")).unwrap()),
        "full" => disk_is_full(&folder),
        "read-only" => disk_is_read_only(&folder),
        "forbidden" => folder_is_forbidden(&folder),
        "no-links" => links_fail(&folder),
        "mounted" => site_is_a_mount_point(&folder),
        other => panic!("no step {other}"),
    }
}

fn small() -> Artifacts {
    site(&[("index.html", "home"), ("inner/page.html", "page")])
}

/// Publishes two sites in turn, beginning with the one that is not there, and says so each time.
fn publish_forever(out: &Path) {
    let sites = [large('a'), large('b')];
    for turn in usize::from(out.join("a").exists()).. {
        put(&sites[turn % 2], out).unwrap();
        println!("published");
    }
}

fn disk_is_full(folder: &Path) {
    let out = folder.join("site");
    let big = site(&[("a.html", &"x".repeat(3_000_000)), ("index.html", "new")]);
    assert_eq!(
        kind(put(&big, &out)),
        PublishErrorKind::DiskFull,
        "a first site"
    );
    assert_eq!(names(folder), [".site.lock"]);
    put(&small(), &out).unwrap();
    let error = put(&big, &out).unwrap_err();
    assert_eq!(
        (error.kind, error.path),
        (PublishErrorKind::DiskFull, folder.join(".site.new/a.html"))
    );
    assert!(is_site(&out, &small()));
    assert_eq!(names(folder), [".site.lock", "site"]);
    put(&small(), &out).unwrap();
}

fn disk_is_read_only(folder: &Path) {
    let out = folder.join("site");
    let error = put(&site(&[("index.html", "new")]), &out).unwrap_err();
    assert_eq!(
        (error.kind, error.path),
        (PublishErrorKind::ReadOnly, folder.join(".site.lock"))
    );
    assert_eq!(
        kind(put(&small(), &folder.join("fresh/site"))),
        PublishErrorKind::ReadOnly
    );
    assert!(is_site(&out, &small()));
}

fn folder_is_forbidden(folder: &Path) {
    let error = put(&small(), &folder.join("site")).unwrap_err();
    assert_eq!(
        (error.kind, error.path),
        (PublishErrorKind::Permission, folder.join(".site.lock"))
    );
    assert!(names(folder).is_empty());
}

/// Another file system is mounted on `site/inner`: nothing in it can be linked, and it cannot be removed.
fn links_fail(folder: &Path) {
    let out = folder.join("site");
    fs::write(out.join("inner/page.html"), "page").unwrap();
    let published = put(&small(), &out).unwrap();
    assert_eq!((published.written, published.linked), (1, 1));
    assert_eq!(published.leftover, Some(folder.join(".site.new")));
    assert!(is_site(&out, &small()));
}

fn site_is_a_mount_point(folder: &Path) {
    let error = put(&small(), &folder.join("site")).unwrap_err();
    assert_eq!(
        (error.kind, error.path),
        (PublishErrorKind::CannotMove, folder.join("site"))
    );
    assert!(names(&folder.join("site")).is_empty());
    assert_eq!(names(folder), [".site.lock", "site"]);
}

#[test]
fn a_full_disk_keeps_the_old_site() {
    let scratch = Scratch::new();
    let script = format!("mount -t tmpfs -o size=1m none \"${FOLDER}\"; helper full");
    assert_passed(&in_namespace(&script, scratch.path()));
}

#[test]
fn a_read_only_disk_keeps_the_old_site() {
    let scratch = Scratch::new();
    let script = format!(
        "mount -t tmpfs none \"${FOLDER}\"; helper first; mount -o remount,ro \"${FOLDER}\"; helper read-only"
    );
    assert_passed(&in_namespace(&script, scratch.path()));
}

#[test]
fn a_forbidden_folder_is_said_to_be_so() {
    let scratch = Scratch::new();
    fs::set_permissions(scratch.path(), fs::Permissions::from_mode(0o555)).unwrap();
    // Even root needs a capability to write here; without any, it is a user like others.
    let mut command = Command::new("unshare");
    command
        .args(["-r", "setpriv", "--bounding-set=-all", "--"])
        .arg(std::env::current_exe().unwrap());
    let output = command
        .args(HELPER)
        .env(STEP, "forbidden")
        .env(FOLDER, scratch.path())
        .output();
    let output = output.expect("unshare and setpriv (util-linux) are needed for this test");
    fs::set_permissions(scratch.path(), fs::Permissions::from_mode(0o755)).unwrap();
    assert_passed(&output);
}

#[test]
fn where_links_fail_files_are_written_and_what_cannot_be_removed_is_named() {
    let scratch = Scratch::new();
    put(&small(), &scratch.join("site")).unwrap();
    let script = format!("mount -t tmpfs none \"${FOLDER}/site/inner\"; helper no-links");
    assert_passed(&in_namespace(&script, scratch.path()));
}

#[test]
fn a_mount_point_is_refused_in_clear_words() {
    let scratch = Scratch::new();
    fs::create_dir(scratch.join("site")).unwrap();
    let script = format!("mount -t tmpfs none \"${FOLDER}/site\"; helper mounted");
    assert_passed(&in_namespace(&script, scratch.path()));
}

#[test]
fn killed_at_any_moment_the_old_or_the_new_site_is_there_whole() {
    let scratch = Scratch::new();
    let out = scratch.join("site");
    let sites = [large('a'), large('b')];
    let longest = time_of_two_builds(scratch.path());
    let (mut seen, mut interrupted) = ([0; 2], 0);
    for round in 0..80 {
        kill_after(random(round, longest), scratch.path());
        let found = sites.iter().position(|site| is_site(&out, site));
        seen[found.unwrap_or_else(|| panic!("round {round}: neither site is whole"))] += 1;
        interrupted += usize::from(scratch.join(".site.new").exists());
    }
    assert!(
        seen[0] > 0 && seen[1] > 0,
        "both sites were published in turn: {seen:?}"
    );
    assert!(
        interrupted >= 10,
        "only {interrupted} of 80 kills met a build at work: this test shows nothing"
    );
    put(&sites[1], &out).unwrap();
    assert!(is_site(&out, &sites[1]));
    assert_eq!(names(scratch.path()), [".site.lock", "site"]);
}

#[test]
fn killed_during_the_first_build_the_site_is_whole_or_not_there() {
    let scratch = Scratch::new();
    let out = scratch.join("site");
    let sites = [large('a'), large('b')];
    let longest = time_of_two_builds(scratch.path());
    for round in 0..20 {
        let _ = fs::remove_dir_all(&out);
        kill_after(random(round, longest), scratch.path());
        assert!(
            !out.exists() || sites.iter().any(|site| is_site(&out, site)),
            "round {round}"
        );
    }
}

/// A process that publishes until it is killed.
fn builder(folder: &Path) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(HELPER)
        .env(STEP, "forever")
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// How long such a process takes to start and to publish twice. Leaves a site.
fn time_of_two_builds(folder: &Path) -> Duration {
    let started = Instant::now();
    let mut child = builder(folder);
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert_eq!(
        lines
            .filter(|line| line.as_ref().unwrap().contains("published"))
            .take(2)
            .count(),
        2
    );
    let time = started.elapsed();
    child.kill().unwrap();
    child.wait().unwrap();
    time
}

fn kill_after(delay: Duration, folder: &Path) {
    let mut child = builder(folder);
    thread::sleep(delay);
    child.kill().unwrap();
    let status = child.wait().unwrap();
    assert_eq!(status.signal(), Some(9), "it ended by itself: {status}");
}

/// A time up to `longest`, from a fixed sequence without pattern (splitmix64).
fn random(seed: u64, longest: Duration) -> Duration {
    let mixed = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    longest.mul_f64(f64::from(((mixed ^ (mixed >> 31)) >> 32) as u32) / f64::from(u32::MAX))
}
