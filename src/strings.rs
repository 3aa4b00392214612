//! Interface texts of the site.
//!
//! 1. `i18n/schema.toml` says which there are, what they are for and which placeholders they have.
//! 2. `i18n/<lang>.toml` says them; what is unknown or has other placeholders is a finding. What a language does not say yet (an
//!    empty text, or none) it says in the language that it falls back to, and in the end in the default language.
//! 3. They live in a backend of rust-i18n that belongs to the build (the macro's own is one for the whole process).
//!
//! Beside them stand the words that readers search by (`synonyms`).
//!
//! [`parse`] is the entry; [`bundled`] gives the texts of the site that this program comes with.

mod synonyms;
mod translating;

pub use translating::{InterfaceText, Progress, interface, progress, to_translate};

use crate::config::{Config, Language};
use crate::diagnostic::{Finding, Findings, Place, Text, fill, nearest, rules};
use crate::fields::{At, TomlDocument, TomlTable};
use crate::language::Tag;
use crate::source::Tree;
use rust_i18n::{Backend, SimpleBackend};
use std::borrow::Cow;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

/// Where the interface texts are declared.
pub const SCHEMA: &str = "i18n/schema.toml";

/// The interface texts of all languages.
#[derive(Clone)]
pub struct Strings {
    backend: Arc<SimpleBackend>,
    keys: Arc<Vec<String>>,
    /// Languages whose file is the very one that this program brings along.
    bundled: Arc<BTreeSet<String>>,
    /// By language: groups of words of which each stands for all.
    synonyms: Arc<BTreeMap<Tag, Vec<Vec<String>>>>,
}

/// The interface texts of the site that this program comes with, for what is made without a site or with an older one.
const BUNDLED: [(&str, &str); 2] = [
    ("en", include_str!("../i18n/en.toml")),
    ("ja", include_str!("../i18n/ja.toml")),
];
/// The same, parsed when somebody first asks.
static PARSED: [OnceLock<BTreeMap<String, String>>; 2] = [const { OnceLock::new() }; 2];

/// The texts of the bundled site in a language, as patterns, whose keys begin with one of `prefixes`; in English where the
/// program does not have the language.
#[must_use]
pub fn bundled(language: &str, prefixes: &[&str]) -> BTreeMap<String, String> {
    let at = BUNDLED
        .iter()
        .position(|(tag, _)| *tag == language)
        .unwrap_or(0);
    let all = PARSED[at].get_or_init(|| parsed(&Text::new(BUNDLED[at].0, BUNDLED[at].1)));
    let wanted = |key: &&String| prefixes.iter().any(|prefix| key.starts_with(prefix));
    all.keys()
        .filter(wanted)
        .map(|key| (key.clone(), all[key].clone()))
        .collect()
}

fn parsed(text: &Text) -> BTreeMap<String, String> {
    let written = written(text, &mut Findings::default()).into_iter();
    written.map(|(key, at)| (key, at.value)).collect()
}

/// All texts of a file, with their places.
fn written(text: &Text, findings: &mut Findings) -> BTreeMap<String, At<String>> {
    let document = TomlDocument::parse(text, findings);
    let mut written = BTreeMap::new();
    flatten(&document.table(), "", &mut written, findings);
    written
}

/// Texts by key.
type Texts = BTreeMap<String, String>;

/// What the schema says of a text.
struct Declared {
    /// Its place in the schema.
    order: usize,
    /// What it is for.
    about: String,
    placeholders: BTreeSet<String>,
}

impl Strings {
    /// A text with its placeholders filled in; `None` if there is no such text in that language.
    #[must_use]
    pub fn text(&self, language: &str, key: &str, arguments: &[(&str, &str)]) -> Option<String> {
        let pattern = self.backend.translate(language, key)?;
        Some(fill(&pattern, |name| {
            arguments
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| *value)
        }))
    }

    /// Groups of words of a language, of which readers search by any and the site says one.
    #[must_use]
    pub fn synonyms(&self, language: &Tag) -> &[Vec<String>] {
        self.synonyms.get(language).map_or(&[], Vec::as_slice)
    }

    /// Whether the schema names a text.
    #[must_use]
    pub fn is_declared(&self, key: &str) -> bool {
        self.keys
            .binary_search_by(|known| known.as_str().cmp(key))
            .is_ok()
    }

    /// Every key that the schema names, sorted.
    #[must_use]
    pub fn keys(&self) -> &[String] {
        &self.keys
    }

    /// All texts of a language whose keys begin with one of `prefixes`, as patterns, for scripts.
    #[must_use]
    pub fn patterns(&self, language: &str, prefixes: &[&str]) -> BTreeMap<String, String> {
        let wanted = |key: &&String| prefixes.iter().any(|prefix| key.starts_with(prefix));
        let keys = self.keys.iter().filter(wanted);
        keys.filter_map(|key| Some((key.clone(), self.text(language, key, &[])?)))
            .collect()
    }

    /// As [`Strings::patterns`]; those that the site does not have are those of the site that this program comes with.
    #[must_use]
    pub fn patterns_or_bundled(
        &self,
        language: &str,
        prefixes: &[&str],
    ) -> BTreeMap<String, String> {
        let own = self.patterns(language, prefixes);
        if self.bundled.contains(language) {
            return own;
        }
        let mut all = bundled(language, prefixes);
        all.extend(own);
        all
    }
}

/// Reads the schema and the texts of every language of the site. Each text must be there in the default language.
#[must_use]
pub fn parse(tree: &Tree, config: &Config, findings: &mut Findings) -> Strings {
    let declared = schema(tree, findings);
    let mut said: BTreeMap<&Tag, Texts> = BTreeMap::new();
    let mut synonyms = BTreeMap::new();
    for Language { tag, .. } in &config.languages {
        if let Some(text) = tree.text(&format!("i18n/synonyms/{tag}.toml")) {
            synonyms.insert(tag.clone(), synonyms::read(text, findings));
        }
        // Of a file that is not there, `texts` says so.
        said.extend(texts(tree, tag, &declared, findings).map(|texts| (tag, texts)));
    }
    let mut backend = SimpleBackend::new();
    for language in &config.languages {
        let map: HashMap<Cow<'static, str>, Cow<'static, str>> =
            completed(language, config, &said, &declared, findings)
                .into_iter()
                .map(|(key, text)| (Cow::Owned(key), Cow::Owned(text)))
                .collect();
        backend.add_translations(Cow::Owned(language.tag.to_string()), map);
    }
    Strings {
        backend: Arc::new(backend),
        keys: Arc::new(declared.into_keys().collect()),
        bundled: Arc::new(as_bundled(tree)),
        synonyms: Arc::new(synonyms),
    }
}

/// The texts of a language with what stands in for those that it lacks. They are one finding for its file, or the build of a
/// language that was just begun would say little else.
fn completed(
    language: &Language,
    config: &Config,
    said: &BTreeMap<&Tag, Texts>,
    declared: &BTreeMap<String, Declared>,
    findings: &mut Findings,
) -> Texts {
    let tag = &language.tag;
    let Some(mut texts) = said.get(tag).cloned() else {
        return Texts::new();
    };
    let path = format!("i18n/{tag}.toml");
    let lacking: Vec<&String> = declared
        .keys()
        .filter(|key| !texts.contains_key(*key))
        .collect();
    if lacking.is_empty() {
        return texts;
    }
    if *tag == config.default_language {
        for key in lacking {
            findings.add(missing(&path, key, tag.as_str()));
        }
        return texts;
    }
    let finding = Finding::new(&rules::TEXT_UNTRANSLATED)
        .at(Place::file(&path))
        .with("language", tag.as_str())
        .with("count", lacking.len().to_string())
        .with("all", declared.len().to_string())
        .with("key", lacking[0]);
    findings.add(finding);
    let others = [language.fallback.as_ref(), Some(&config.default_language)];
    for other in others.into_iter().flatten().filter_map(|tag| said.get(tag)) {
        for key in &lacking {
            if let (false, Some(text)) = (texts.contains_key(*key), other.get(*key)) {
                texts.insert((*key).clone(), text.clone());
            }
        }
    }
    texts
}

fn as_bundled(tree: &Tree) -> BTreeSet<String> {
    let is_same = |(language, bundled): &&(&str, &str)| {
        let text = tree.text(&format!("i18n/{language}.toml"));
        text.is_some_and(|text| *text.text == **bundled)
    };
    let same = BUNDLED.iter().filter(is_same);
    same.map(|(language, _)| (*language).to_owned()).collect()
}

/// The texts that the schema declares, by key.
fn schema(tree: &Tree, findings: &mut Findings) -> BTreeMap<String, Declared> {
    let mut declared = BTreeMap::new();
    let Some(text) = tree.text(SCHEMA) else {
        findings.add(missing(SCHEMA, SCHEMA, ""));
        return declared;
    };
    let document = TomlDocument::parse(text, findings);
    let table = document.table();
    for entry in table.tables("text", findings) {
        declare(entry, &mut declared, findings);
    }
    table.finish(findings);
    declared
}

fn declare(
    entry: TomlTable<'_>,
    declared: &mut BTreeMap<String, Declared>,
    findings: &mut Findings,
) {
    let key = entry.required_string("key", findings);
    let about = entry.required_string("about", findings);
    let placeholders = entry.strings("placeholders", findings).into_iter();
    let placeholders = placeholders.map(|at| at.value).collect();
    entry.finish(findings);
    let Some(key) = key else { return };
    let new = Declared {
        order: declared.len(),
        about: about.map(|about| about.value).unwrap_or_default(),
        placeholders,
    };
    match declared.entry(key.value) {
        Entry::Occupied(first) => findings.add(
            Finding::new(&rules::DUPLICATE_ID)
                .at(key.span)
                .with("id", first.key())
                .with("first", SCHEMA),
        ),
        Entry::Vacant(entry) => drop(entry.insert(new)),
    }
}

fn missing(path: &str, key: &str, language: &str) -> Finding {
    Finding::new(&rules::TEXT_MISSING)
        .at(Place::file(path))
        .with("key", key)
        .with("language", language)
}

/// The texts that a language says. Of a file that is missing its first is a finding.
fn texts(
    tree: &Tree,
    language: &Tag,
    declared: &BTreeMap<String, Declared>,
    findings: &mut Findings,
) -> Option<Texts> {
    let path = format!("i18n/{language}.toml");
    let Some(text) = tree.text(&path) else {
        let first = declared.keys().next().map_or("", String::as_str);
        findings.add(missing(&path, first, language.as_str()));
        return None;
    };
    let written = written(text, findings);
    for (key, at) in &written {
        match declared.get(key) {
            // It is there to be filled in.
            Some(_) if at.value.is_empty() => {}
            Some(known) => check_placeholders(key, at, known, findings),
            None => unknown(key, at, declared, findings),
        }
    }
    let texts = written.into_iter().map(|(key, at)| (key, at.value));
    Some(texts.filter(|(_, text)| !text.is_empty()).collect())
}

/// Keys of tables within tables, joined by dots.
fn flatten(
    table: &TomlTable<'_>,
    prefix: &str,
    into: &mut BTreeMap<String, At<String>>,
    findings: &mut Findings,
) {
    let keys: Vec<String> = table.keys().map(|(key, _)| key.to_owned()).collect();
    for key in keys {
        let full = if prefix.is_empty() {
            key.clone()
        } else {
            format!("{prefix}.{key}")
        };
        if table.is_table(&key) {
            if let Some(inner) = table.table(&key, findings) {
                flatten(&inner, &full, into, findings);
            }
        } else if let Some(text) = table.string(&key, findings) {
            into.insert(full, text);
        }
    }
}

fn unknown(
    key: &str,
    at: &At<String>,
    declared: &BTreeMap<String, Declared>,
    findings: &mut Findings,
) {
    let near = nearest(key, declared.keys().map(String::as_str));
    findings.add(
        Finding::new(&rules::TEXT_UNKNOWN)
            .at(&at.span)
            .with("key", key)
            .suggest(near),
    );
}

fn check_placeholders(key: &str, at: &At<String>, declared: &Declared, findings: &mut Findings) {
    let used: BTreeSet<String> = at
        .value
        .split("%{")
        .skip(1)
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name.to_owned())
        .collect();
    if used == declared.placeholders {
        return;
    }
    let list = |names: &BTreeSet<String>| {
        names
            .iter()
            .map(|name| format!("%{{{name}}}"))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let finding = Finding::new(&rules::TEXT_PLACEHOLDER)
        .at(&at.span)
        .with("key", key)
        .with("expected", list(&declared.placeholders))
        .with("found", list(&used));
    findings.add(finding);
}
