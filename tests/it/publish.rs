//! `publish`: the old site or the new one, whole. What happens when the disk or the process fails is in `accidents`.

mod accidents;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Barrier;
use std::thread;

use shirube::artifact::Artifacts;
use shirube::publish::{MARKER, PublishError, PublishErrorKind, Published, Stage, publish};

use crate::scratch::Scratch;

fn site(files: &[(&str, &str)]) -> Artifacts {
    let mut site = Artifacts::default();
    for (path, text) in files {
        site.insert(path, text.as_bytes().to_vec());
    }
    site
}

fn put(site: &Artifacts, out: &Path) -> Result<Published, PublishError> {
    publish(site, out, &[])
}

fn kind(result: Result<Published, PublishError>) -> PublishErrorKind {
    result.unwrap_err().kind
}

/// All files under a folder with their bytes, the marker left out.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(inner).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                files.insert(name, fs::read(path).unwrap());
            }
        }
    }
    files.remove(MARKER).expect("the marker is there");
    files
}

fn is_site(folder: &Path, site: &Artifacts) -> bool {
    tree(folder)
        == site
            .iter()
            .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
            .collect::<BTreeMap<_, _>>()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_site_is_written_with_its_marker_and_nothing_beside_it_but_the_lock() {
    let scratch = Scratch::new();
    let out = scratch.join("build/deep/site");
    let first = site(&[
        ("index.html", "home"),
        ("ja/index.html", "家"),
        ("ja/a/b.html", ""),
    ]);
    let published = put(&first, &out).unwrap();
    assert_eq!(
        published,
        Published {
            written: 3,
            linked: 0,
            bytes: 7,
            leftover: None,
            foreign: None,
        }
    );
    assert!(is_site(&out, &first));
    assert_eq!(names(out.parent().unwrap()), [".site.lock", "site"]);
}

#[test]
fn a_file_that_the_new_site_lacks_is_gone() {
    let scratch = Scratch::new();
    let out = scratch.join("site");
    put(
        &site(&[("index.html", "home"), ("old/page.html", "old")]),
        &out,
    )
    .unwrap();
    let new = site(&[("index.html", "home")]);
    put(&new, &out).unwrap();
    assert!(is_site(&out, &new));
    assert!(!out.join("old").exists());
}

#[test]
fn unchanged_files_are_links_and_a_linked_file_is_never_written_into() {
    let scratch = Scratch::new();
    let out = scratch.join("site");
    put(
        &site(&[
            ("same.html", "same"),
            ("changed.html", "one"),
            ("longer.html", "x"),
        ]),
        &out,
    )
    .unwrap();
    // A second name for each old file shows what becomes of it.
    let inode = |path: PathBuf| fs::metadata(path).unwrap().ino();
    for name in ["same", "changed", "longer"] {
        fs::hard_link(out.join(format!("{name}.html")), scratch.join(name)).unwrap();
    }
    let published = put(
        &site(&[
            ("same.html", "same"),
            ("changed.html", "two"),
            ("longer.html", "xy"),
        ]),
        &out,
    )
    .unwrap();
    assert_eq!((published.written, published.linked), (2, 1));
    assert_eq!(inode(out.join("same.html")), inode(scratch.join("same")));
    assert_ne!(
        inode(out.join("changed.html")),
        inode(scratch.join("changed"))
    );
    assert_eq!(fs::read_to_string(scratch.join("same")).unwrap(), "same");
    assert_eq!(fs::read_to_string(scratch.join("changed")).unwrap(), "one");
    assert_eq!(fs::read_to_string(scratch.join("longer")).unwrap(), "x");
    assert_eq!(fs::read_to_string(out.join("changed.html")).unwrap(), "two");
}

#[test]
fn a_path_that_comes_twice_is_an_error_and_does_not_reach_the_old_file() {
    let scratch = Scratch::new();
    let out = scratch.join("site");
    put(&site(&[("page.html", "page")]), &out).unwrap();
    let stage = Stage::begin(&out, &[]).unwrap();
    stage.put("page.html", b"page").unwrap();
    let error = stage.put("page.html", b"more").unwrap_err();
    assert_eq!(
        (error.kind, error.path),
        (PublishErrorKind::Other, scratch.join(".site.new/page.html"))
    );
    assert_eq!(fs::read_to_string(out.join("page.html")).unwrap(), "page");
}

#[test]
fn files_behind_symbolic_links_in_the_old_site_are_not_taken_over() {
    let scratch = Scratch::new();
    let out = scratch.join("site");
    let both = site(&[("a/page.html", "page"), ("file.html", "file")]);
    put(&both, &out).unwrap();
    scratch.write("elsewhere/page.html", "page");
    scratch.write("elsewhere/file.html", "file");
    fs::remove_dir_all(out.join("a")).unwrap();
    symlink(scratch.join("elsewhere"), out.join("a")).unwrap();
    fs::remove_file(out.join("file.html")).unwrap();
    symlink(scratch.join("elsewhere/file.html"), out.join("file.html")).unwrap();
    let published = put(&both, &out).unwrap();
    assert_eq!((published.written, published.linked), (2, 0));
    assert!(fs::symlink_metadata(out.join("a")).unwrap().is_dir());
    assert_eq!(
        names(&scratch.join("elsewhere")),
        ["file.html", "page.html"]
    );
}

#[test]
fn a_large_file_is_compared_to_its_end() {
    let scratch = Scratch::new();
    let out = scratch.join("site");
    let text = "x".repeat(200_000);
    put(&site(&[("large", &text)]), &out).unwrap();
    assert_eq!(put(&site(&[("large", &text)]), &out).unwrap().linked, 1);
    let changed = format!("{}y", &text[1..]);
    assert_eq!(put(&site(&[("large", &changed)]), &out).unwrap().written, 1);
    assert_eq!(fs::read_to_string(out.join("large")).unwrap(), changed);
}

#[test]
fn a_folder_that_we_did_not_make_is_refused() {
    let scratch = Scratch::new();
    scratch.write("site/thesis.txt", "ten years");
    let error = put(&site(&[("index.html", "home")]), &scratch.join("site")).unwrap_err();
    assert_eq!(error.kind, PublishErrorKind::Foreign);
    assert_eq!(error.path, scratch.join("site"));
    assert_eq!(names(&scratch.join("site")), ["thesis.txt"]);

    scratch.write("other/.shirube", "a file of someone else's");
    assert_eq!(
        kind(put(&site(&[]), &scratch.join("other"))),
        PublishErrorKind::Foreign
    );
    assert_eq!(names(&scratch.join("other")), [".shirube"]);
}

#[test]
fn an_empty_folder_is_accepted_and_a_file_is_not() {
    let scratch = Scratch::new();
    let home = site(&[("index.html", "home")]);
    fs::create_dir(scratch.join("empty")).unwrap();
    put(&home, &scratch.join("empty")).unwrap();
    assert!(is_site(&scratch.join("empty"), &home));
    assert_eq!(names(scratch.path()), [".empty.lock", "empty"]);

    scratch.write("file", "text");
    assert_eq!(
        kind(put(&home, &scratch.join("file"))),
        PublishErrorKind::NotAFolder
    );
    assert_eq!(
        kind(put(&home, &scratch.join("file/site"))),
        PublishErrorKind::NotAFolder
    );
    assert_eq!(fs::read_to_string(scratch.join("file")).unwrap(), "text");
}

#[test]
fn a_repository_inside_the_site_is_not_thrown_away() {
    let scratch = Scratch::new();
    let out = scratch.join("site");
    let home = site(&[("index.html", "home")]);
    put(&home, &out).unwrap();
    scratch.write("site/.git/HEAD", "ref: refs/heads/main");
    let error = put(&home, &out).unwrap_err();
    assert_eq!(
        (error.kind, error.path),
        (PublishErrorKind::Foreign, out.join(".git"))
    );
    assert!(out.join(".git/HEAD").exists());
}

#[test]
fn out_may_not_overlap_an_authors_folder() {
    let scratch = Scratch::new();
    scratch.write("root/content/ja/index.md", "家");
    symlink(scratch.join("root/content"), scratch.join("way-in")).unwrap();
    let content = scratch.join("root/content");
    let protected = [content.clone(), scratch.join("root/not-there-yet")];
    let outs = [
        "root/content",
        "root/content/ja",
        "root/content/public",
        "root/content/a/b/c",
        "root",
        "",
        "root/public/../content/x",
        "way-in/site",
        "root/not-there-yet/site",
    ];
    fs::create_dir(scratch.join("root/public")).unwrap();
    for out in outs {
        let error = publish(
            &site(&[("index.html", "home")]),
            &scratch.join(out),
            &protected,
        )
        .unwrap_err();
        assert!(
            matches!(error.kind, PublishErrorKind::Protected(_)),
            "{out}: {error}"
        );
    }
    assert_eq!(names(&scratch.join("root")), ["content", "public"]);
    assert_eq!(names(&content), ["ja"]);
    // Beside it is fine, also with a name that begins alike.
    publish(&site(&[]), &scratch.join("root/content-site"), &protected).unwrap();
}

#[test]
fn a_symbolic_link_stays_and_its_target_changes() {
    let scratch = Scratch::new();
    let home = site(&[("index.html", "home")]);
    fs::create_dir(scratch.join("disk")).unwrap();
    symlink("disk/site", scratch.join("site")).unwrap();
    put(&home, &scratch.join("site")).unwrap();
    put(&site(&[("index.html", "new")]), &scratch.join("site")).unwrap();
    assert!(
        fs::symlink_metadata(scratch.join("site"))
            .unwrap()
            .is_symlink()
    );
    assert_eq!(
        fs::read_to_string(scratch.join("disk/site/index.html")).unwrap(),
        "new"
    );
    assert_eq!(names(scratch.path()), ["disk", "site"]);

    symlink("circle", scratch.join("circle")).unwrap();
    assert!(put(&home, &scratch.join("circle")).is_err());
}

#[test]
fn what_an_interrupted_run_left_is_cleared() {
    let scratch = Scratch::new();
    let out = scratch.join("site");
    let home = site(&[("index.html", "home")]);
    let clean = |left: &str| {
        put(&home, &out).unwrap_or_else(|error| panic!("{left}: {error}"));
        assert!(is_site(&out, &home), "{left}");
        assert_eq!(names(scratch.path()), [".site.lock", "site"], "{left}");
    };
    fs::create_dir(scratch.join(".site.new")).unwrap();
    clean("an empty folder");
    scratch.write(".site.new/.shirube", "shiru");
    clean("half a marker");
    put(&home, &scratch.join(".site.new")).unwrap();
    fs::remove_file(scratch.join("..site.new.lock")).unwrap();
    clean("an old site on its way out");
    fs::rename(&out, scratch.join(".site.old")).unwrap();
    clean("the first of two renames");
    put(&home, &scratch.join(".site.old")).unwrap();
    fs::remove_file(scratch.join("..site.old.lock")).unwrap();
    clean("both of two renames");
}

#[test]
fn a_folder_beside_the_site_that_is_not_ours_is_left_alone() {
    let scratch = Scratch::new();
    let out = scratch.join("site");
    scratch.write(".site.new/thesis.txt", "ten years");
    let error = put(&site(&[("index.html", "home")]), &out).unwrap_err();
    assert_eq!(
        (error.kind, error.path),
        (PublishErrorKind::Foreign, scratch.join(".site.new"))
    );
    assert_eq!(names(&scratch.join(".site.new")), ["thesis.txt"]);
}

#[test]
fn a_site_called_new_is_another_site() {
    let scratch = Scratch::new();
    let home = site(&[("index.html", "home")]);
    put(&home, &scratch.join("site.new")).unwrap();
    put(&home, &scratch.join("site")).unwrap();
    assert!(is_site(&scratch.join("site.new"), &home));
    assert!(is_site(&scratch.join("site"), &home));
}

#[test]
fn nothing_is_left_beside_a_folder_that_was_refused() {
    let scratch = Scratch::new();
    scratch.write("mine/thesis.txt", "ten years");
    put(&site(&[("index.html", "home")]), &scratch.join("mine")).unwrap_err();
    assert_eq!(names(scratch.path()), ["mine"]);
}

#[test]
#[cfg(unix)]
fn files_are_as_readable_as_the_present_umask_says() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = Scratch::new();
    let out = scratch.join("site");
    let home = site(&[("a.html", "a"), ("b.html", "b")]);
    put(&home, &out).unwrap();
    let mode = |name: &str| fs::metadata(out.join(name)).unwrap().permissions().mode() & 0o777;
    let usual = mode("a.html");
    // As a build under another umask left it.
    fs::set_permissions(out.join("a.html"), fs::Permissions::from_mode(0o600)).unwrap();
    let published = put(&home, &out).unwrap();
    assert_eq!((mode("a.html"), mode("b.html")), (usual, usual));
    assert_eq!((published.written, published.linked), (1, 1));
}

#[test]
fn a_stage_that_is_dropped_leaves_the_old_site() {
    let scratch = Scratch::new();
    let out = scratch.join("site");
    let home = site(&[("index.html", "home")]);
    put(&home, &out).unwrap();
    let stage = Stage::begin(&out, &[]).unwrap();
    stage.put("index.html", b"new").unwrap();
    assert!(scratch.join(".site.new/index.html").exists());
    drop(stage);
    assert!(is_site(&out, &home));
    assert_eq!(names(scratch.path()), [".site.lock", "site"]);
}

#[test]
fn no_file_leads_out_of_the_site_or_takes_the_markers_place() {
    let scratch = Scratch::new();
    let out = scratch.join("site");
    for path in [
        "../x",
        "/x",
        "a/../../x",
        "a//b",
        "a/./b",
        "",
        ".",
        MARKER,
        "a\\b",
    ] {
        assert_eq!(
            kind(put(&site(&[(path, "x")]), &out)),
            PublishErrorKind::InvalidName,
            "{path}"
        );
    }
    assert_eq!(names(scratch.path()), [".site.lock"]);
}

#[test]
fn a_path_that_is_too_long_is_said_to_be_so() {
    let scratch = Scratch::new();
    let out = scratch.join("site");
    let home = site(&[("index.html", "home")]);
    put(&home, &out).unwrap();
    let long = "x".repeat(300);
    let error = put(&site(&[("index.html", "new"), (&long, "x")]), &out).unwrap_err();
    assert_eq!(
        (error.kind, error.path),
        (
            PublishErrorKind::PathTooLong,
            scratch.join(".site.new").join(&long)
        )
    );
    assert_eq!(
        kind(put(&home, &scratch.join(&long))),
        PublishErrorKind::PathTooLong
    );
    assert!(is_site(&out, &home));
    assert_eq!(names(scratch.path()), [".site.lock", "site"]);
}

#[test]
fn a_second_build_is_refused_while_the_first_is_at_work() {
    let scratch = Scratch::new();
    let out = scratch.join("site");
    let first = Stage::begin(&out, &[]).unwrap();
    let home = site(&[("index.html", "home")]);
    let error = put(&home, &out).unwrap_err();
    assert_eq!(
        (error.kind, error.path),
        (PublishErrorKind::Busy, out.clone())
    );
    assert!(
        scratch.join(".site.new").exists(),
        "the first build's folder is still there"
    );
    first.commit().unwrap();
    put(&home, &out).unwrap();
    assert!(is_site(&out, &home));
}

#[test]
fn a_build_that_is_over_does_not_keep_the_next_one_out_while_programs_are_started() {
    let scratch = Scratch::new();
    let home = site(&[("index.html", "home")]);
    thread::scope(|scope| {
        // A child has all our files between its birth and the start of its program.
        let starting = scope.spawn(|| {
            for _ in 0..300 {
                assert!(Command::new("true").status().unwrap().success());
            }
        });
        while !starting.is_finished() {
            put(&home, &scratch.join("site")).unwrap();
        }
    });
}

#[test]
fn of_builds_that_race_each_is_whole_or_refused() {
    let scratch = Scratch::new();
    let out = scratch.join("site");
    let sites = [large('a'), large('b')];
    let barrier = Barrier::new(4);
    thread::scope(|scope| {
        for builder in 0..4 {
            let (site, out, barrier) = (&sites[builder % 2], &out, &barrier);
            scope.spawn(move || {
                barrier.wait();
                for _ in 0..5 {
                    match put(site, out) {
                        Ok(published) => assert_eq!(published.leftover, None),
                        Err(error) => assert_eq!(error.kind, PublishErrorKind::Busy, "{error:?}"),
                    }
                }
            });
        }
    });
    assert!(sites.iter().any(|site| is_site(&out, site)));
    assert_eq!(names(scratch.path()), [".site.lock", "site"]);
}

/// A site of some hundred files: some are the same in every version, some differ, some are in one version only.
fn large(version: char) -> Artifacts {
    let mut site = Artifacts::default();
    for number in 0..240_usize {
        let (name, text) = match number % 4 {
            0 => (
                format!("same/{}/{number}.html", number % 7),
                format!("{number} "),
            ),
            1 => (
                format!("{version}/{}/{number}.html", number % 5),
                format!("{version} {number} "),
            ),
            _ => (
                format!("differs/{}/{number}.html", number % 11),
                format!("{version} {number} "),
            ),
        };
        site.insert(&name, text.repeat(1 + number * 37 % 700).into_bytes());
    }
    site
}
