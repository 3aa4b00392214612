//! One wrong site a rule: `tests/sites/bad/<rule>/` is laid over the base site, and all findings of the result must be
//! those of its `expected.txt` (`severity rule path:line:column`). `UPDATE_EXPECTED=1` writes that file anew.
//! `removed.txt` and `links.txt` of a folder take files away and make symbolic links; see [`Site::overlay`].

use crate::sites::{Site, fixtures, list};
use rayon::prelude::*;
use shirube::diagnostic::{Findings, Format, print, sentence};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn each_wrong_site_has_its_findings() {
    let mut folders: Vec<PathBuf> = fs::read_dir(fixtures().join("bad"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    // Without the feature `minify` nobody parses scripts.
    let needs_parser = [
        "script-error",
        "script-export",
        "script-name",
        "script-template",
    ];
    folders.retain(|folder| {
        cfg!(feature = "minify") || !needs_parser.iter().any(|rule| folder.ends_with(rule))
    });
    folders.sort();
    let wrong: Vec<String> = folders
        .par_iter()
        .filter_map(|folder| check(folder).err())
        .collect();
    assert!(
        folders.len() > 40 && wrong.is_empty(),
        "{} sites differ\n\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn the_base_site_has_none() {
    assert_eq!(list(&Site::base("no-findings").build().findings), "");
}

#[test]
fn two_pages_whose_paths_differ_only_in_case_are_one_address() {
    let site = Site::base("only-case");
    site.write("content/en/Sources.md", "+++\ntitle = \"Sources\"\n+++\n");
    let built = site.build();
    let found = list(&built.findings);
    assert!(
        found.contains("error duplicate-address content/en/sources.md:0:0\n"),
        "{found}"
    );
    assert!(built.artifacts.is_none());
}

#[test]
#[cfg(unix)]
fn a_link_to_nothing_is_the_authors_mistake() {
    let site = Site::base("link-to-nothing");
    std::os::unix::fs::symlink("nowhere.md", site.root.join("content/en/guide/gone.md")).unwrap();
    assert_eq!(
        list(&site.build().findings),
        "error link-outside-root content/en/guide/gone.md:0:0\n"
    );
}

#[test]
fn syntax_of_a_template_is_checked_at_its_place() {
    let site = Site::base("template-syntax");
    site.edit(
        "themes/plain/templates/page.html",
        "<h1>{{ title }}</h1>",
        "<h1>{{ title }</h1>",
    );
    assert_eq!(
        list(&site.build().findings),
        "error template-error themes/plain/templates/page.html:37:18\n"
    );
}

#[test]
fn a_theme_for_a_newer_program_is_told_and_nothing_else_of_it() {
    let site = Site::base("newer-theme");
    site.edit("themes/plain/theme.toml", "api = 2", "api = 3");
    site.edit(
        "themes/plain/theme.toml",
        "scripts/page.js",
        "scripts/gone.js",
    );
    assert_eq!(
        list(&site.build().findings),
        "error theme-api themes/plain/theme.toml:2:7\n"
    );
}

#[test]
fn a_file_that_a_theme_names_is_there() {
    let site = Site::base("theme-without-file");
    let manifest = "themes/plain/theme.toml";
    site.edit(manifest, "scripts/page.js", "scripts/pag.js");
    let findings = site.build().findings;
    assert_eq!(
        list(&findings),
        format!("error broken-link {manifest}:11:9\n")
    );
    let suggested = findings.iter().map(|finding| finding.suggestion.as_deref());
    assert_eq!(suggested.collect::<Vec<_>>(), [Some("scripts/page.js")]);
}

#[test]
fn a_theme_without_a_page_for_the_tool_is_told() {
    let site = Site::base("theme-without-tool");
    fs::remove_file(site.root.join("themes/plain/templates/tool.html")).unwrap();
    assert_eq!(
        list(&site.build().findings),
        "error theme-part themes/plain/theme.toml:0:0\n"
    );
}

fn check(folder: &Path) -> Result<(), String> {
    let rule = folder.file_name().unwrap().to_string_lossy();
    let site = Site::base(&format!("bad-{rule}"));
    site.overlay(folder);
    let built = site.build();
    let found = list(&built.findings);
    let expected_path = folder.join("expected.txt");
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(&expected_path, &found).unwrap();
    }
    let expected = fs::read_to_string(&expected_path).unwrap_or_default();
    if found != expected {
        return Err(format!("{rule}:\n{}", difference(&expected, &found)));
    }
    if !built
        .findings
        .iter()
        .any(|finding| finding.rule.name == rule)
    {
        return Err(format!("{rule}: nothing is found by the rule itself\n"));
    }
    if built.findings.has_errors() && built.artifacts.is_some() {
        return Err(format!("{rule}: a site with errors was made\n"));
    }
    words(&built.findings).map_err(|wrong| format!("{rule}: {wrong}\n"))
}

fn difference(expected: &str, found: &str) -> String {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let (expected, found) = (lines(expected), lines(found));
    let missing = expected
        .difference(&found)
        .map(|line| format!("  missing:  {line}\n"));
    let surplus = found
        .difference(&expected)
        .map(|line| format!("  surplus:  {line}\n"));
    missing.chain(surplus).collect()
}

/// Each sentence is there in both languages, with all its placeholders filled in.
fn words(findings: &Findings) -> Result<(), String> {
    for locale in ["en", "ja"] {
        for finding in findings.iter() {
            let name = finding.rule.name;
            let patterns = ["message", "hint"].map(|part| crate::rules::word(locale, name, part));
            for placeholder in patterns
                .iter()
                .flat_map(|pattern| crate::rules::placeholders(pattern))
            {
                if !finding
                    .arguments
                    .iter()
                    .any(|(argument, _)| *argument == placeholder)
                {
                    return Err(format!(
                        "{locale}: rules.{name} asks for {placeholder}, which the code does not give"
                    ));
                }
            }
            let (message, hint) = sentence(finding, locale);
            if message.is_empty() || message.contains("rules.") || hint.is_none() {
                return Err(format!(
                    "{locale}: rules.{name} has no words: {message:?}, {hint:?}"
                ));
            }
        }
        for format in [Format::Text { colour: false }, Format::Json, Format::Github] {
            let printed = print(findings, format, locale);
            if let Some(silent) = findings
                .iter()
                .find(|finding| !printed.contains(finding.rule.name))
            {
                return Err(format!(
                    "{locale}: {} is not printed as {format:?}",
                    silent.rule.name
                ));
            }
        }
    }
    Ok(())
}
