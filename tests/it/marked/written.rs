//! The texts of a site's files, found by reading them: values of TOML (whole files, front matter, blocks in Markdown) and of
//! JSON.

use crate::sites::{Site, files};
use shirube::diagnostic::Place;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A text as its author wrote it.
#[derive(Debug)]
pub struct Written {
    pub file: String,
    /// Where its literal stands in the file.
    pub range: Range<usize>,
    pub value: String,
    /// The kind of file and the name of the field, without numbers and ids: what is written once a kind, not once a file.
    pub key: String,
    /// The keys that it stands under.
    names: Vec<String>,
    /// Whether other files or fields name something by it.
    pub is_name: bool,
    line: usize,
    column: usize,
}

impl Written {
    pub fn is_at(&self, place: &Place) -> bool {
        (self.file.as_str(), self.line, self.column) == (&*place.path, place.line, place.column)
    }

    /// Its file and its field.
    pub fn kind(&self) -> (&str, &str) {
        (&self.file, &self.key)
    }
}

/// All texts of the site in a folder.
pub fn all(root: &Path) -> Vec<Written> {
    let mut texts = Vec::new();
    for (path, file) in files(root) {
        // Of the list of interface texts nothing is published.
        if path.starts_with("themes/plain/") || path == "i18n/schema.toml" {
            continue;
        }
        let Ok(text) = fs::read_to_string(file) else {
            continue;
        };
        match path.rsplit_once('.').map(|(_, extension)| extension) {
            Some("toml") => toml(&path, &text, 0..text.len(), &kind(&path), &mut texts),
            Some("md") => {
                for (part, kind) in parts(&text) {
                    toml(&path, &text, part, kind, &mut texts);
                }
            }
            Some("json") => json(&path, &text, &mut texts),
            _ => {}
        }
    }
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for text in &texts {
        let parts = text.value.split([':', '#']).chain([text.value.as_str()]);
        for name in parts
            .chain(text.names.iter().map(String::as_str))
            .collect::<BTreeSet<_>>()
        {
            *names.entry(name.to_owned()).or_default() += 1;
        }
    }
    for text in &mut texts {
        let is_word = |c: char| c.is_ascii_alphanumeric() || "-_.:/#".contains(c);
        text.is_name = text.value.chars().all(is_word) && names[&text.value] > 1;
    }
    texts
}

/// Writes the files anew, with some texts replaced.
pub fn write(site: &Site, texts: &[Written], replaced: impl Fn(usize, &Written) -> Option<String>) {
    let mut by_file: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, text) in texts.iter().enumerate() {
        by_file.entry(&text.file).or_default().push(at);
    }
    for (file, mut texts_of_file) in by_file {
        let path = site.root.join(file);
        // What is replaced is kept beside, so that the places stay what they are.
        let original = site.root.join(format!(".original/{file}"));
        if !original.exists() {
            fs::create_dir_all(original.parent().unwrap()).unwrap();
            fs::copy(&path, &original).unwrap();
        }
        let mut content = fs::read_to_string(&original).unwrap();
        texts_of_file.sort_by_key(|at| std::cmp::Reverse(texts[*at].range.start));
        for at in texts_of_file {
            if let Some(value) = replaced(at, &texts[at]) {
                content.replace_range(texts[at].range.clone(), &literal(&value));
            }
        }
        fs::write(path, content).unwrap();
    }
}

/// A text as TOML and JSON both write it.
fn literal(value: &str) -> String {
    serde_json::to_string(value).unwrap()
}

/// The kind of a file of TOML.
fn kind(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap();
    match name {
        name if path.starts_with("i18n/") && name != "schema.toml" => "i18n".to_owned(),
        _ if path.contains("/sample/") => "sample".to_owned(),
        name => name.trim_end_matches(".toml").to_owned(),
    }
}

/// The parts of a page that are TOML: its front matter, and the blocks that say how something is generated or drawn.
fn parts(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut parts = Vec::new();
    let mut open: Option<(usize, &'static str)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let after = at + line.len();
        match (line.trim_end(), open) {
            ("+++" | "```", Some((from, kind))) => {
                parts.push((from..at, kind));
                open = None;
            }
            ("+++", None) => open = Some((after, "front")),
            (line, None) if line.starts_with("```figure ") => open = Some((after, "figure")),
            (line, None) if line.starts_with("```items ") => open = Some((after, "items")),
            _ => {}
        }
        at = after;
    }
    parts
}

fn toml(file: &str, text: &str, part: Range<usize>, kind: &str, into: &mut Vec<Written>) {
    let root =
        DeTable::parse(&text[part.clone()]).unwrap_or_else(|error| panic!("{file}: {error}"));
    table(
        root.get_ref(),
        kind,
        &mut Vec::new(),
        &mut |key, names, value| {
            let range = value.span();
            let range = range.start + part.start..range.end + part.start;
            let value = value.get_ref().as_str().unwrap();
            into.push(at(file, text, range, value, (key, names)));
        },
    );
}

type Found<'a> = dyn FnMut(&str, &[String], &Spanned<DeValue<'_>>) + 'a;

fn table(values: &DeTable<'_>, key: &str, names: &mut Vec<String>, found: &mut Found<'_>) {
    for (name, value) in values {
        let name = name.get_ref();
        // Interface texts have a key each, and words of something the key of what they are of.
        let one = key.starts_with("i18n") || is_id(key);
        let key = if one {
            format!("{key}.*")
        } else {
            format!("{key}.{name}")
        };
        names.push(name.to_string());
        visit(value, &key.replace(".*.*", ".*"), names, found);
        names.pop();
    }
}

/// Whether the keys of a table are ids or levels.
fn is_id(key: &str) -> bool {
    let name = key.rsplit('.').next().unwrap();
    [
        "words",
        "fields",
        "field_names",
        "field_absent",
        "levels",
        "categories",
        "scales",
        "scale_names",
        "level_texts",
        "patterns",
        "profiles",
        "reasons",
        "shortcuts",
        "findings",
        "profile_reasons",
        "sample",
        "sides",
        "source_languages",
    ]
    .contains(&name)
        && (key.starts_with("front") || key.starts_with("figure"))
}

fn visit(value: &Spanned<DeValue<'_>>, key: &str, names: &mut Vec<String>, found: &mut Found<'_>) {
    match value.get_ref() {
        DeValue::String(_) => found(key, names, value),
        DeValue::Array(values) => values
            .iter()
            .for_each(|value| visit(value, key, names, found)),
        DeValue::Table(values) => table(values, key, names, found),
        _ => {}
    }
}

/// The texts of a JSON file that are values: those that no colon follows.
fn json(file: &str, text: &str, into: &mut Vec<Written>) {
    let mut at_byte = 0;
    let mut key = String::new();
    while let Some(from) = text[at_byte..].find('"').map(|from| at_byte + from) {
        let mut values = serde_json::Deserializer::from_str(&text[from..]).into_iter::<String>();
        let value = values.next().unwrap().unwrap();
        let end = from + values.byte_offset();
        if text[end..].trim_start().starts_with(':') {
            key = value;
        } else {
            into.push(at(
                file,
                text,
                from..end,
                &value,
                (&format!("json.{key}"), &[]),
            ));
        }
        at_byte = end;
    }
}

fn at(
    file: &str,
    text: &str,
    range: Range<usize>,
    value: &str,
    (key, names): (&str, &[String]),
) -> Written {
    let before = &text[..range.start];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Written {
        file: file.to_owned(),
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
        range,
        is_name: false,
        names: names.to_vec(),
        value: value.to_owned(),
        key: key.to_owned(),
    }
}
