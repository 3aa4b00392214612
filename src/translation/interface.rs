//! Interface texts ⇄ messages.

use super::exchange::{Message, Refused};
use crate::diagnostic::Findings;
use crate::fields::edit;
use crate::language::Tag;
use crate::source::Tree;
use crate::strings::{InterfaceText, interface};
use std::collections::{BTreeMap, BTreeSet};

/// What the context of an interface text begins with. No page has that name: paths have no spaces.
const CONTEXT: &str = "interface ";

/// The interface texts of a language, with what `from` says.
#[must_use]
pub fn interface_messages(tree: &Tree, language: &Tag, from: &Tag) -> Vec<Message> {
    let own = said(tree, language);
    let texts = interface(tree, from, &mut Findings::default()).into_iter();
    texts
        .map(|text| Message {
            translation: own.get(&text.key).cloned().unwrap_or_default(),
            fuzzy: false,
            comment: text.about,
            place: format!("i18n/{from}.toml"),
            context: format!("{CONTEXT}{}", text.key),
            original: text.text,
        })
        .collect()
}

/// Whether a message is an interface text.
#[must_use]
pub fn is_interface(message: &Message) -> bool {
    message.context.starts_with(CONTEXT)
}

fn said(tree: &Tree, language: &Tag) -> BTreeMap<String, String> {
    let texts = interface(tree, language, &mut Findings::default()).into_iter();
    texts.map(|text| (text.key, text.text)).collect()
}

/// What became of a language's interface texts.
pub struct InterfaceTaken {
    /// The file's text.
    pub text: String,
    /// How many have another translation than before, or a first one.
    pub changed: usize,
    /// Messages that were not taken, by their place in the list.
    pub refused: Vec<(usize, Refused)>,
}

/// Takes translations into the file of a language's interface texts. `None` where that cannot be read.
#[must_use]
pub fn interface_taken(
    tree: &Tree,
    language: &Tag,
    from: &Tag,
    messages: &[Message],
) -> Option<InterfaceTaken> {
    let texts = interface(tree, from, &mut Findings::default());
    let known: BTreeMap<&str, &InterfaceText> =
        texts.iter().map(|text| (text.key.as_str(), text)).collect();
    let own = said(tree, language);
    let (mut taken, mut refused) = (Vec::new(), Vec::new());
    for (number, message) in messages.iter().enumerate() {
        let key = message.context.strip_prefix(CONTEXT).unwrap_or_default();
        let why = match known.get(key) {
            None => Some(Refused::Unknown),
            Some(_) if !message.is_plain() => Some(Refused::Characters),
            Some(text) if text.text != message.original => Some(Refused::Changed),
            Some(_) if placeholders(&message.original) != placeholders(&message.translation) => {
                Some(Refused::Placeholders)
            }
            Some(_) => None,
        };
        match why {
            Some(why) => refused.push((number, why)),
            None if own.get(key) == Some(&message.translation) => {}
            None => taken.push((key, message.translation.as_str())),
        }
    }
    let file = tree.text(&format!("i18n/{language}.toml"));
    let text = file.map_or("", |text| &text.text);
    let new = taken.iter().map(|(key, _)| edit::NewText {
        key: (*key).to_owned(),
        text: String::new(),
        comment: known
            .get(key)
            .map(|text| text.about.clone())
            .unwrap_or_default(),
    });
    let text = edit::with_texts(text, &new.collect::<Vec<_>>()).ok()?;
    let text = edit::with_values(&text, &taken).ok()?;
    Some(InterfaceTaken {
        changed: taken.len(),
        text,
        refused,
    })
}

/// The placeholders of a text, each once: `%{name}`.
fn placeholders(text: &str) -> BTreeSet<&str> {
    let parts = text.split("%{").skip(1);
    parts
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}
