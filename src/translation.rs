//! What a translation was made from, and what of it has gone stale since.
//!
//! ```text
//! original, translation ─pages::units─▶ units ─┐
//! i18n/state/<lang>/<page>.toml ─state─▶ entries ─┴─compare─▶ each block of the original: fresh, stale, missing …
//! ```
//!
//! Nothing but these three files is asked: no history, clock or network. An entry of the state holds the original text that a block
//! was made from, so that what changed can be shown, and a fingerprint of the translation, by which it is found again when blocks were moved or
//! others put between them.

mod accept;
mod compare;
mod difference;
mod exchange;
mod interface;
mod moved;
mod pairing;
pub mod po;
mod state;
mod status;

pub use accept::accepted;
pub use compare::{Block, Comparison, Freshness, compare};
pub use difference::{Change, Part, difference};
pub use exchange::{Message, Refused, Taken, messages, taken};
pub use interface::{InterfaceTaken, interface_messages, interface_taken, is_interface};
pub use moved::{Moved, moved};
pub use state::{Entry, FOLDER, State, state_path};
pub use status::{Counts, PageStatus, language_status, word_count};

use crate::config::Config;
use crate::diagnostic::{Findings, Text};
use crate::language::Tag;
use crate::pages::{Unit, units};
use crate::source::Tree;

/// A page in one language, and the one that it was or will be translated from.
pub struct Translated<'t> {
    /// Path without language and extension.
    pub path: String,
    /// The language of the original.
    pub from: Tag,
    /// The original's file.
    pub original: &'t Text,
    /// The translation's file, if there is one.
    pub translation: Option<&'t Text>,
    /// Where that is, or would be.
    pub translation_path: String,
    /// What the translation was made from, where that was recorded.
    pub state: Option<State>,
    /// The units of the original.
    pub original_units: Vec<Unit>,
    /// The units of the translation.
    pub translation_units: Vec<Unit>,
}

impl<'t> Translated<'t> {
    /// The same page with another translation. `unspaced`: whether its language is written without spaces.
    #[must_use]
    pub fn with_translation<'n>(&self, text: &'n Text, unspaced: bool) -> Translated<'n>
    where
        't: 'n,
    {
        Translated {
            path: self.path.clone(),
            from: self.from.clone(),
            original: self.original,
            translation: Some(text),
            translation_path: self.translation_path.clone(),
            state: self.state.clone(),
            original_units: self.original_units.clone(),
            translation_units: units(text, unspaced),
        }
    }

    /// Block by block.
    #[must_use]
    pub fn compared(&self) -> Comparison<'_> {
        compare(
            &self.original_units,
            &self.translation_units,
            self.state.as_ref(),
            self.from.is_unspaced(),
        )
    }
}

/// The file of a page in a language.
#[must_use]
pub fn page_path(language: &Tag, path: &str) -> String {
    format!("content/{language}/{path}.md")
}

/// A page that is looked at as a translation.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The language of the translation.
    pub language: &'a Tag,
    /// Path without language and extension.
    pub path: &'a str,
    /// The language of the original, where that is not to be the recorded one, or the one that readers see in its place.
    pub from: Option<&'a Tag>,
}

/// A page as a translation; `None` where no other language has it, or where it was written in this one first. What is wrong
/// in its state is a finding.
#[must_use]
pub fn translated<'t>(
    tree: &'t Tree,
    config: &Config,
    wanted: Wanted<'_>,
    findings: &mut Findings,
) -> Option<Translated<'t>> {
    let Wanted { language, path, .. } = wanted;
    let state = tree.text(&state_path(language, path));
    let state = state.and_then(|text| state::read(text, findings));
    let text = |tag: &Tag| tree.text(&page_path(tag, path));
    let named = wanted.from.or(state.as_ref().map(|state| &state.from));
    let from = match named.filter(|tag| *tag != language && text(tag).is_some()) {
        Some(tag) => tag.clone(),
        None => original_language(config, language, path, |tag| text(tag).is_some())?,
    };
    let (original, translation) = (text(&from)?, text(language));
    let units_of = |text: &Text, tag: &Tag| units(text, tag.is_unspaced());
    Some(Translated {
        path: path.to_owned(),
        original_units: units_of(original, &from),
        translation_units: translation
            .map(|text| units_of(text, language))
            .unwrap_or_default(),
        // What was recorded of another original says nothing of this one.
        state: state.filter(|state| state.from == from),
        from,
        original,
        translation,
        translation_path: page_path(language, path),
    })
}

/// The language that a page is translated from where nothing says another: the one that readers see in its place.
fn original_language(
    config: &Config,
    language: &Tag,
    path: &str,
    has: impl Fn(&Tag) -> bool,
) -> Option<Tag> {
    let source = config.source_language(path);
    if source == language && has(language) {
        return None;
    }
    let order = config.fallbacks(language, path).into_iter();
    let mut others = order.filter(|tag| *tag != language);
    others.find(|tag| has(tag)).cloned()
}

/// Pages of whose translation it was recorded what it was made from, with the language of the translation.
#[must_use]
pub fn recorded<'t, 'c>(tree: &'t Tree, config: &'c Config) -> Vec<(&'c Tag, Translated<'t>)> {
    let files = tree.below(FOLDER).filter_map(|(file, _)| {
        let page = file.strip_prefix(FOLDER)?.strip_suffix(".toml")?;
        let (tag, path) = page.split_once('/')?;
        let language = &config.language(tag)?.tag;
        let wanted = Wanted {
            language,
            path,
            from: None,
        };
        let page = translated(tree, config, wanted, &mut Findings::default())?;
        Some((language, page))
    });
    files.collect()
}

/// Paths of all pages that any language has, sorted.
#[must_use]
pub fn paths(tree: &Tree, config: &Config) -> Vec<String> {
    let mut paths: Vec<String> = config
        .languages
        .iter()
        .flat_map(|language| {
            let folder = format!("content/{}/", language.tag);
            let files = tree.below(&folder).map(|(path, _)| path.to_owned());
            let pages: Vec<String> = files
                .filter_map(|path| {
                    let page = path.strip_prefix(&folder)?.strip_suffix(".md")?;
                    Some(page.to_owned())
                })
                .collect();
            pages
        })
        .collect();
    paths.sort();
    paths.dedup();
    paths
}
