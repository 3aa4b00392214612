//! Sections of pages as files for Word and Excel, and checklists to tick: `tests/sites/forms` over the base site.

use crate::sites::{Site, contents, fixtures};
use std::fs;
use std::io::Read as _;
use zip::ZipArchive;

/// Interface texts that only such pages need.
const TEXTS: [&str; 8] = [
    "checklist.all",
    "checklist.progress",
    "checklist.count",
    "checklist.clear",
    "checklist.undo",
    "checklist.lost",
    "page.file.docx",
    "page.file.xlsx",
];

/// The base site with a form, a checklist, and a place where all checklists stand.
fn forms(name: &str) -> Site {
    let site = Site::base(name);
    site.overlay(&fixtures().join("forms"));
    let append = |path: &str, more: &str| {
        let text = fs::read_to_string(site.root.join(path)).unwrap();
        site.write(path, text + more);
    };
    append("content/en/guide/index.md", "\n```checklists\n```\n");
    for key in TEXTS {
        let placeholders = match key {
            "checklist.count" => "placeholders = [\"done\", \"total\"]\n",
            _ => "",
        };
        append(
            "i18n/schema.toml",
            &format!("\n[[text]]\nkey = \"{key}\"\nabout = \"{key}\"\n{placeholders}"),
        );
        let text = match key {
            "checklist.count" => "%{done} of %{total}",
            _ => key,
        };
        let (table, name) = key.rsplit_once('.').unwrap();
        for language in ["en", "ja"] {
            append(
                &format!("i18n/{language}.toml"),
                &match name {
                    "all" | "docx" => format!("\n[{table}]\n{name} = \"{text}\"\n"),
                    _ => format!("{name} = \"{text}\"\n"),
                },
            );
        }
    }
    site
}

/// A part of a file of Office as text.
fn part(file: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    let mut text = String::new();
    let mut part = archive.by_name(name).unwrap();
    part.read_to_string(&mut text).unwrap();
    text
}

/// What stands between the tags of a part, one after another.
fn words(xml: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(xml).unwrap();
    let texts = document.descendants().filter(roxmltree::Node::is_text);
    texts.map(|node| node.text().unwrap().to_owned()).collect()
}

#[test]
fn a_section_is_a_form_for_word_and_excel_with_every_word_and_nothing_beside() {
    let site = forms("office");
    let files = contents(&site.build().artifacts.unwrap());
    let word = words(&part(
        &files["en/guide/form-form.docx"],
        "word/document.xml",
    ));
    let expected = [
        "A form",
        "The form",
        "What happened, in one sentence:",
        "Who",
        "What was seen",
        "Done",
        "First & last",
        "☐ Ask the guide",
        "☑ Already done",
        "Notes",
        "1. One",
        "2. Two",
    ];
    assert_eq!(word, expected);
    let excel = words(&part(
        &files["en/guide/form-form.xlsx"],
        "xl/sharedStrings.xml",
    ));
    assert_eq!(excel, expected);
    // The page of the other language shows this text, and leads to this file.
    assert!(!files.contains_key("ja/guide/form-form.docx"));
    let page = String::from_utf8(files["ja/guide/form.html"].clone()).unwrap();
    assert!(page.contains("href=\"../../en/guide/form-form.docx\""));
}

#[test]
fn forms_are_the_same_bytes_each_time() {
    let site = forms("office-twice");
    let [first, second] = [(); 2].map(|()| contents(&site.build().artifacts.unwrap()));
    for kind in ["docx", "xlsx"] {
        let path = format!("en/guide/form-form.{kind}");
        assert!(first[&path] == second[&path], "{path}");
    }
}

#[test]
fn checklists_stand_in_one_place_and_each_leads_there() {
    let files = contents(&forms("checklists").build().artifacts.unwrap());
    let text = |path: &str| String::from_utf8(files[path].clone()).unwrap();
    let [all, own] = ["en/guide/index.html", "en/guide/form.html"].map(text);
    assert!(all.contains("<details id=\"checklists-guide-form\"><summary><span>A form</span>"));
    let list = "<ul class=\"tasks\" data-page=\"guide/form\"><li><label><input type=\"checkbox\" disabled> <span>The form";
    assert!(all.contains(list) && own.contains(list));
    // A link of a task leads to the same page from both places.
    assert!(all.contains("<span>It lies in <span class=\"end\"><a href=\"index.html\""));
    assert!(own.contains("<p class=\"all-checklists\"><a href=\"index.html#checklists\""));
    // A task outside the checklist only shows its state.
    assert!(own.contains("<ul class=\"tasks\"><li><input type=\"checkbox\" disabled aria-label"));
    let japanese = text("ja/guide/form.html");
    assert!(japanese.contains("data-page=\"guide/form\""));
}

#[test]
fn texts_of_forms_and_checklists_are_missed_where_no_schema_has_them() {
    let site = forms("office-texts");
    let schema = fs::read_to_string(site.root.join("i18n/schema.toml")).unwrap();
    let cut = schema.find("\n[[text]]\nkey = \"checklist.all\"").unwrap();
    site.write("i18n/schema.toml", &schema[..cut]);
    let found = crate::sites::list(&site.build().findings);
    // Each is missing from the schema, and unknown in the two languages.
    for (rule, count) in [
        ("error text-missing i18n/schema.toml", 8),
        ("error text-unknown", 16),
    ] {
        assert_eq!(found.matches(rule).count(), count, "{found}");
    }
}

#[test]
fn a_form_within_a_quotation_is_a_finding_and_no_link_to_nowhere() {
    let site = forms("office-nested");
    site.write(
        "content/en/guide/nested.md",
        "+++\ntitle = \"Nested\"\n+++\n## Form {#form}\n\n> ```files docx\n> ```\n",
    );
    let found = crate::sites::list(&site.build().findings);
    assert!(
        found.contains("error invalid-value content/en/guide/nested.md:6:3"),
        "{found}"
    );
}
