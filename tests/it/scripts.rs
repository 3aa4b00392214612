//! The scripts that are published: all that the build would find in them is looked for, and what only the tool's script
//! promises.

use shirube::diagnostic::{Findings, Format, Text, print};
use shirube::script;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The modules of a folder, read.
fn modules(folder: &str) -> Vec<Text> {
    let files = crate::sites::files(&root().join(folder)).into_iter();
    files
        .filter(|(path, _)| path.ends_with(".js"))
        .map(|(path, file)| Text::new(&path, &fs::read_to_string(file).unwrap()))
        .collect()
}

#[test]
fn modules_can_be_joined() {
    for (folder, entry) in [
        ("themes/default/scripts", "site/main.js"),
        ("themes/default/scripts", "head/head.js"),
        ("src/search/browser", "main.js"),
        ("src/tool/browser", "main.js"),
    ] {
        let texts = modules(folder);
        let by_path = texts.iter().map(|text| (&*text.path, text)).collect();
        let entry = texts.iter().find(|text| &*text.path == entry).unwrap();
        let mut findings = Findings::default();
        let ordered = script::ordered(entry, &by_path, &mut findings);
        script::check(&ordered, &mut findings);
        let found = print(&findings, Format::Text { colour: false }, "en");
        assert!(findings.is_empty(), "{folder}: {found}");
    }
}

#[test]
fn text_keys_begin_with_more_than_all_have_in_common() {
    // Such a key fits every text, so that all of them would be looked for by name (`name_texts`).
    let begins_with_nothing = |line: &str| {
        line.split("`tool.${").skip(1).any(|rest| {
            rest.split_once('}')
                .is_some_and(|(_, after)| after.starts_with('`'))
        })
    };
    assert!(begins_with_nothing("say(`tool.${a}.b`, `tool.${a}`);"));
    for text in modules("src/tool/browser") {
        let wrong = text.text.lines().find(|line| begins_with_nothing(line));
        assert_eq!(wrong, None, "{}", text.path);
    }
}

#[test]
fn the_tool_asks_for_texts_that_there_are() {
    let schema: toml::Value =
        toml::from_str(&fs::read_to_string(root().join("i18n/schema.toml")).unwrap()).unwrap();
    let keys: Vec<&str> = schema["text"]
        .as_array()
        .unwrap()
        .iter()
        .map(|text| text["key"].as_str().unwrap())
        .collect();
    let mut wrong = Vec::new();
    for Text { path, text } in modules("src/tool/browser") {
        for after in text.split("\"tool.").skip(1) {
            let key = format!("tool.{}", after.split('"').next().unwrap_or_default());
            // A key, or what keys begin with.
            let beginning = format!("{}.", key.trim_end_matches('.'));
            if !keys
                .iter()
                .any(|known| *known == key || known.starts_with(&beginning))
            {
                wrong.push(format!("{path}: {key}"));
            }
        }
    }
    assert!(keys.len() > 700 && wrong.is_empty(), "{}", wrong.join("\n"));
}
