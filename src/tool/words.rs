//! The words of a report or a worksheet in one language: those of the model, and interface texts.

use super::texts::{Notice, ToolTexts};
use crate::diagnostic::fill;
use crate::language::Tag;
use crate::scoring::{Item, Model};
use crate::site::{Site, tool_address};
use crate::{models, strings};
use std::collections::BTreeMap;

/// Words in one language. What the model does not name is called by its id.
#[derive(Debug, Clone, Default)]
pub struct ModelWords {
    /// BCP 47 tag.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    texts: ToolTexts,
    ui: BTreeMap<String, String>,
}

impl ModelWords {
    /// The words of a model of a site.
    #[must_use]
    pub fn of_site(site: &Site, model: &models::Model, language: &Tag) -> Self {
        let texts = super::texts::texts(site, model, language, &tool_address(&model.id));
        let ui = site
            .strings
            .patterns_or_bundled(language.as_str(), &PREFIXES);
        Self::new(language.as_str(), language.direction(), texts, ui)
    }

    /// The words of a model's own file, with the interface texts that this program brings along.
    #[must_use]
    pub fn of_file(texts: ToolTexts, language: &str) -> Self {
        let direction = Tag::parse(language).map_or("ltr", |tag| tag.direction());
        Self::new(
            language,
            direction,
            texts,
            strings::bundled(language, &PREFIXES),
        )
    }

    fn new(
        language: &str,
        direction: &str,
        texts: ToolTexts,
        ui: BTreeMap<String, String>,
    ) -> Self {
        Self {
            language: language.to_owned(),
            direction: direction.to_owned(),
            texts,
            ui,
        }
    }

    /// An interface text with its placeholders filled in.
    #[must_use]
    pub fn say(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        let pattern = self.ui.get(key).map_or(key, String::as_str);
        fill(pattern, |name| {
            arguments
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| *value)
        })
    }

    /// The short name of the model.
    #[must_use]
    pub fn model(&self) -> String {
        self.texts.model.clone()
    }

    /// What a result is and is not. Of a model from a user's own file nothing is said in the site's name.
    #[must_use]
    pub fn statement(&self, model: &Model) -> String {
        let key = if model.own {
            "tool.own.statement"
        } else {
            "tool.statement"
        };
        self.say(key, &[("model", &self.model()), ("owner", &model.owner)])
    }

    /// Whose a model is.
    #[must_use]
    pub fn credit(&self, model: &Model) -> String {
        let key = if model.own {
            "tool.own.credit"
        } else {
            "tool.credit.text"
        };
        self.say(
            key,
            &[
                ("model", &self.model()),
                ("owner", &model.owner),
                ("version", &model.version),
            ],
        )
    }

    /// What must be known before anything else.
    #[must_use]
    pub fn notice(&self) -> Option<Notice> {
        self.texts.notice.clone()
    }

    /// The name of an item.
    #[must_use]
    pub fn item(&self, item: &Item) -> String {
        self.texts
            .items
            .get(&item.id)
            .map_or(&item.name, |words| &words.title)
            .clone()
    }

    /// What an item asks.
    #[must_use]
    pub fn description(&self, item: &Item) -> String {
        self.texts
            .items
            .get(&item.id)
            .map(|words| words.description.clone())
            .unwrap_or_default()
    }

    /// What a level of an item looks like.
    #[must_use]
    pub fn level_text(&self, item: &Item, level: i64) -> Option<String> {
        self.texts
            .items
            .get(&item.id)?
            .levels
            .get(&level.to_string())
            .cloned()
    }

    /// What a level means whatever the item.
    #[must_use]
    pub fn level_meaning(&self, scale: &str, level: i64) -> Option<String> {
        self.texts
            .scale_texts
            .get(scale)?
            .get(&level.to_string())
            .cloned()
    }

    /// The short name of a level.
    #[must_use]
    pub fn level(&self, scale: &str, level: i64) -> Option<String> {
        self.texts
            .scales
            .get(scale)?
            .get(&level.to_string())
            .filter(|name| !name.is_empty())
            .cloned()
    }

    /// The name of a scale.
    #[must_use]
    pub fn scale(&self, id: &str) -> String {
        named(&self.texts.scale_names, id)
    }

    /// The name of a category.
    #[must_use]
    pub fn category(&self, id: &str) -> String {
        named(&self.texts.categories, id)
    }

    /// The name of a pattern.
    #[must_use]
    pub fn pattern(&self, id: &str) -> String {
        self.texts
            .patterns
            .get(id)
            .map_or(id, |words| &words.name)
            .to_owned()
    }

    /// Name and meaning of a profile of the model.
    #[must_use]
    pub fn profile(&self, id: &str) -> Option<(String, String)> {
        self.texts
            .profiles
            .get(id)
            .map(|words| (words.name.clone(), words.text.clone()))
    }

    /// Why a profile asks what it asks of an item.
    #[must_use]
    pub fn profile_reason(&self, id: &str, item: &str) -> Option<String> {
        self.texts.profiles.get(id)?.reasons.get(item).cloned()
    }

    /// Why an item should be on a side.
    #[must_use]
    pub fn reason(&self, id: &str) -> Option<String> {
        self.texts.reasons.get(id).cloned()
    }

    /// What is said of a category that came out strong or weak.
    #[must_use]
    pub fn finding(&self, category: &str, strong: bool) -> Option<String> {
        let said = self.texts.findings.get(category)?;
        Some(if strong {
            said.high.clone()
        } else {
            said.low.clone()
        })
    }

    /// Two sentences one after the other.
    #[must_use]
    pub fn sentences(&self, sentences: &[String]) -> String {
        let mut sentences = sentences.iter().filter(|sentence| !sentence.is_empty());
        let first = sentences.next().cloned().unwrap_or_default();
        sentences.fold(first, |all, next| {
            self.say("tool.sentences", &[("first", &all), ("second", next)])
        })
    }

    /// Names one after the other.
    #[must_use]
    pub fn join(&self, names: &[String]) -> String {
        names.join(&self.say("assess.separator", &[]))
    }

    /// A rater, by position and months in post.
    #[must_use]
    pub fn rater(&self, position: &str, months: Option<i64>) -> String {
        let months =
            months.map(|months| self.say("assess.months", &[("months", &months.to_string())]));
        let parts: Vec<String> = [position.to_owned()]
            .into_iter()
            .chain(months)
            .filter(|part| !part.is_empty())
            .collect();
        self.join(&parts)
    }
}

/// The interface texts that reports and worksheets use.
const PREFIXES: [&str; 2] = ["assess.", "tool."];

fn named(names: &BTreeMap<String, String>, id: &str) -> String {
    names
        .get(id)
        .filter(|name| !name.is_empty())
        .map_or(id, String::as_str)
        .to_owned()
}
