//! The rules by which the build may join the theme's modules into one script (see `theme::script`).

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[test]
fn modules_can_be_joined() {
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
    let manifest: toml::Value =
        toml::from_str(&fs::read_to_string(theme.join("theme.toml")).unwrap()).unwrap();
    let mut wrong = Vec::new();
    for bundle in manifest["bundle"].as_array().unwrap() {
        let files: Vec<&str> = bundle["files"]
            .as_array()
            .unwrap()
            .iter()
            .map(|file| file.as_str().unwrap())
            .collect();
        let modules = files.iter().filter(|file| file.ends_with(".js"));
        let modules: Vec<(&str, String)> = modules
            .map(|file| (*file, fs::read_to_string(theme.join(file)).unwrap()))
            .collect();
        wrong.extend(violations(&modules));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_checker_sees_what_is_wrong() {
    let one = (
        "one.js",
        "import { x }\n  from \"./x.js\";\nexport default x;\nconst a = 1;\n".to_owned(),
    );
    let two =
        ("view/two.js", "import { late } from \"../three.js\";\nfunction a() {}\nconst t = `\n// no comment`;\nsay(`tool.${a}.b`, `tool.${a}`);\n".to_owned());
    let three = ("three.js", "export const late = 1;\n".to_owned());
    let found = violations(&[one, two, three]);
    let expected = [
        "one.js:1: an import on more than one line",
        "one.js:3: a default export",
        "view/two.js:1: ../three.js is joined later",
        "view/two.js:2: a is also in one.js",
        "view/two.js:4: a template with a line that looks like a comment",
        "view/two.js:5: a text key that begins with `tool.` and says no more",
    ];
    assert_eq!(found, expected);
}

fn violations(modules: &[(&str, String)]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    for (at, (file, text)) in modules.iter().enumerate() {
        let mut in_template = false;
        for (number, line) in text.lines().enumerate() {
            let mut say = |what: String| wrong.push(format!("{file}:{}: {what}", number + 1));
            if line.starts_with("import ") {
                match line
                    .split_once(" from \"")
                    .map(|(_, path)| path.trim_end_matches("\";"))
                {
                    None => say("an import on more than one line".to_owned()),
                    Some(path) => {
                        let imported = resolved(folder(file), path);
                        if modules[at + 1..]
                            .iter()
                            .any(|(other, _)| *other == imported)
                        {
                            say(format!("{path} is joined later"));
                        }
                    }
                }
            }
            // Such a key fits every text, so that all of them would be looked for by name (`theme::script::name_texts`).
            if line.split("`tool.${").skip(1).any(|rest| {
                rest.split_once('}')
                    .is_some_and(|(_, after)| after.starts_with('`'))
            }) {
                say("a text key that begins with `tool.` and says no more".to_owned());
            }
            if line.starts_with("export default") {
                say("a default export".to_owned());
            }
            if let Some(name) = declared(line) {
                if let Some(first) = names.get(&name) {
                    say(format!("{name} is also in {first}"));
                }
                names.insert(name, file);
            }
            let begins = line.trim_start();
            if in_template
                && ["//", "/*", "import ", "export "]
                    .iter()
                    .any(|mark| begins.starts_with(mark))
            {
                say("a template with a line that looks like a comment".to_owned());
            }
            in_template ^= !begins.starts_with("//")
                && !begins.starts_with('*')
                && line.matches('`').count() % 2 == 1;
        }
    }
    wrong
}

fn folder(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The file that an import names, from the folder of the module that imports it.
fn resolved(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// The name that a line at the top level of a module declares.
fn declared(line: &str) -> Option<String> {
    let line = line.strip_prefix("export ").unwrap_or(line);
    let line = line.strip_prefix("async ").unwrap_or(line);
    let rest = ["function ", "function* ", "const ", "let ", "class "]
        .iter()
        .find_map(|word| line.strip_prefix(word))?;
    let name: String = rest
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_' || *c == '$')
        .collect();
    (!name.is_empty()).then_some(name)
}

#[test]
fn the_tool_asks_for_texts_that_there_are() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let schema: toml::Value =
        toml::from_str(&fs::read_to_string(root.join("i18n/schema.toml")).unwrap()).unwrap();
    let keys: Vec<&str> = schema["text"]
        .as_array()
        .unwrap()
        .iter()
        .map(|text| text["key"].as_str().unwrap())
        .collect();
    let mut wrong = Vec::new();
    let scripts = crate::sites::files(&root.join("themes/default/scripts/tool"));
    for (path, file) in scripts.iter().filter(|(path, _)| path.ends_with(".js")) {
        let text = fs::read_to_string(file).unwrap();
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
