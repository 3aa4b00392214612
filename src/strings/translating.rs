//! What translators of the interface have done, and what is left.

use super::{Texts, schema, written};
use crate::diagnostic::Findings;
use crate::fields::edit::NewText;
use crate::language::Tag;
use crate::source::Tree;

/// How many texts of the interface a language says, of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Progress {
    /// Those that it says.
    pub translated: usize,
    /// All that the schema names.
    pub all: usize,
}

/// How far the interface of a language is.
#[must_use]
pub fn progress(tree: &Tree, language: &Tag) -> Progress {
    let declared = schema(tree, &mut Findings::default());
    let said = said(tree, language);
    Progress {
        translated: declared
            .keys()
            .filter(|key| said.contains_key(*key))
            .count(),
        all: declared.len(),
    }
}

/// The texts that a language's file does not have, empty, each with what it is for and what `from` says, in the order of the schema.
#[must_use]
pub fn to_translate(tree: &Tree, language: &Tag, from: &Tag) -> Vec<NewText> {
    let (own, said) = (keys(tree, language), said(tree, from));
    let declared = schema(tree, &mut Findings::default());
    let mut lacking: Vec<_> = declared
        .into_iter()
        .filter(|(key, _)| !own.contains(key))
        .collect();
    lacking.sort_by_key(|(_, declared)| declared.order);
    let new = lacking.into_iter().map(|(key, declared)| {
        let there = said.get(&key).map(|text| format!("\n{from}: {text}"));
        NewText {
            comment: declared.about + &there.unwrap_or_default(),
            text: String::new(),
            key,
        }
    });
    new.collect()
}

/// An interface text as one language says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterfaceText {
    /// Its key.
    pub key: String,
    /// What it is for.
    pub about: String,
    /// What it says.
    pub text: String,
}

/// The interface texts that a language says, in the order of the schema.
#[must_use]
pub fn interface(tree: &Tree, language: &Tag, findings: &mut Findings) -> Vec<InterfaceText> {
    let mut said = said(tree, language);
    let mut declared: Vec<_> = schema(tree, findings).into_iter().collect();
    declared.sort_by_key(|(_, declared)| declared.order);
    let texts = declared.into_iter().filter_map(|(key, declared)| {
        Some(InterfaceText {
            text: said.remove(&key)?,
            about: declared.about,
            key,
        })
    });
    texts.collect()
}

fn keys(tree: &Tree, language: &Tag) -> Vec<String> {
    let text = tree.text(&format!("i18n/{language}.toml"));
    let written = text.map(|text| written(text, &mut Findings::default()));
    written.into_iter().flatten().map(|(key, _)| key).collect()
}

fn said(tree: &Tree, language: &Tag) -> Texts {
    let text = tree.text(&format!("i18n/{language}.toml"));
    let written = text.map(|text| written(text, &mut Findings::default()));
    let said = written.into_iter().flatten();
    said.map(|(key, at)| (key, at.value))
        .filter(|(_, text)| !text.is_empty())
        .collect()
}
