//! The words of a scored model in one language. What is empty is left out, and what a scale says is not said again.

use crate::fields::At;
use crate::language::Tag;
use crate::models::{Item, Model, Models};
use crate::pages::ModelTexts;
use crate::scoring::Threshold;
use crate::site::{ItemWords, Site, Words, address, relative, with_anchor};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Words by id.
type ById = BTreeMap<String, String>;

/// The words of one language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ToolTexts {
    /// Interface texts by key, as patterns with `%{name}`; a model's own file has none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ui: ById,
    /// Short name of the model.
    pub model: String,
    /// Names of categories by id.
    pub categories: ById,
    /// Short names of levels by scale and level.
    pub scales: BTreeMap<String, ById>,
    /// What a level means whatever the item, by scale and level.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub scale_texts: BTreeMap<String, ById>,
    /// Names of scales.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub scale_names: ById,
    /// Words of items by id.
    pub items: BTreeMap<String, ToolItem>,
    /// Words of profiles by id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub profiles: BTreeMap<String, ProfileTexts>,
    /// Words of patterns by id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub patterns: BTreeMap<String, PatternTexts>,
    /// Why an item should be on a side, by the reason's id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reasons: ById,
    /// What shortcuts say, by id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub shortcuts: ById,
    /// What is said of a category that came out strong or weak, by its id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub findings: BTreeMap<String, FindingTexts>,
    /// What must be known before anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// How to use the tool.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// What to know about scoring.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub help: Vec<String>,
}

/// The words of one item.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ToolItem {
    /// Its name.
    pub title: String,
    /// What it asks, in one sentence.
    #[serde(default)]
    pub description: String,
    /// What a level looks like for this item, by level, where that is not what its scale says of it.
    #[serde(default)]
    pub levels: ById,
    /// Address of its page, relative to the tool's; empty in a model's own file, which links nowhere.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub href: String,
    /// The language that these words are in, which is another one where the page has no translation.
    #[serde(default)]
    pub lang: String,
}

/// The words of a profile.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ProfileTexts {
    /// Its name.
    pub name: String,
    /// What it is.
    #[serde(default)]
    pub text: String,
    /// Why it asks what it asks, by item.
    #[serde(default)]
    pub reasons: ById,
}

/// The words of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PatternTexts {
    /// Its name.
    pub name: String,
    /// What it is.
    #[serde(default)]
    pub text: String,
}

/// A sentence on a category that is strong, and one on a category that is weak.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FindingTexts {
    /// Said of what is strong.
    pub high: String,
    /// Said of what is weak.
    pub low: String,
}

/// What must be known before anything else, with the document that it leads to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Notice {
    /// What it says.
    pub text: String,
    /// The document's title; empty where there is none.
    #[serde(default)]
    pub link: String,
    /// The document's address; empty where none is known.
    #[serde(default)]
    pub address: String,
}

/// The words of a model in a language, for a tool at the address `at`.
pub(crate) fn texts(site: &Site, model: &Model, language: &Tag, at: &str) -> ToolTexts {
    let ui = site.strings.patterns(language.as_str(), &["tool."]);
    let name = model.id.clone();
    let Some(words) = site.words.get(language) else {
        return ToolTexts {
            ui,
            model: name,
            ..ToolTexts::default()
        };
    };
    let category = |id: &String| {
        words
            .categories
            .get(&format!("{}:{id}", model.id))
            .cloned()
            .unwrap_or_default()
    };
    let texts = ToolTexts {
        ui,
        model: words
            .models
            .get(&model.id)
            .map_or(name, |(name, _)| name.clone()),
        categories: model
            .scored
            .categories
            .iter()
            .map(|id| (id.clone(), category(id)))
            .collect(),
        scales: model
            .scored
            .scales
            .iter()
            .map(|(id, levels)| (id.clone(), level_names(words, model, id, levels)))
            .collect(),
        items: model
            .items
            .iter()
            .filter_map(|known| item(words, model, known, language, at))
            .collect(),
        ..ToolTexts::default()
    };
    let Some(page) = words.model_pages.get(&model.id) else {
        return texts;
    };
    add_further(texts, &site.models, model, words, &page.front.texts)
}

/// The words that only some models have.
fn add_further(
    texts: ToolTexts,
    models: &Models,
    model: &Model,
    words: &Words,
    written: &ModelTexts,
) -> ToolTexts {
    let profile = |id: &String, name: &str, text: &str| {
        let page = words.profile_pages.get(&format!("{}:{id}", model.id));
        let asks = |item: &String| {
            let profile = models.profile(&format!("{}:{id}", model.id));
            let asked = profile.and_then(|(_, profile)| profile.levels.get(item));
            matches!(asked, Some(Threshold::Level(_)))
        };
        let reasons = page.map(|page| plain(&page.front.profile_reasons));
        let reasons = reasons.unwrap_or_default().into_iter();
        // A page may describe several profiles, not all of which ask for the same items.
        let reasons = reasons.filter(|(item, _)| asks(item)).collect();
        ProfileTexts {
            name: name.to_owned(),
            text: text.to_owned(),
            reasons,
        }
    };
    let profiles = written.profiles.iter();
    let patterns = written.patterns.iter();
    let findings = written.findings.iter();
    ToolTexts {
        scale_texts: written
            .level_texts
            .iter()
            .map(|(scale, levels)| (scale.clone(), plain(levels)))
            .collect(),
        scale_names: plain(&written.scale_names),
        profiles: profiles
            .map(|(id, said)| (id.clone(), profile(id, &said.name.value, &said.text.value)))
            .collect(),
        patterns: patterns
            .map(|(id, said)| {
                (
                    id.clone(),
                    PatternTexts {
                        name: said.name.value.clone(),
                        text: said.text.value.clone(),
                    },
                )
            })
            .collect(),
        reasons: plain(&written.reasons),
        shortcuts: plain(&written.shortcuts),
        findings: findings
            .map(|(id, said)| {
                (
                    id.clone(),
                    FindingTexts {
                        high: said.high.value.clone(),
                        low: said.low.value.clone(),
                    },
                )
            })
            .collect(),
        notice: written
            .notice
            .as_ref()
            .map(|text| notice(models, &text.value, written.notice_source.as_ref())),
        steps: written.steps.clone(),
        help: written.help.clone(),
        ..texts
    }
}

fn notice(models: &Models, text: &str, source: Option<&At<String>>) -> Notice {
    let document = source.and_then(|key| models.document(&key.value));
    Notice {
        text: text.to_owned(),
        link: document
            .and_then(|(_, document)| document.name())
            .unwrap_or_default()
            .to_owned(),
        address: document
            .and_then(|(_, document)| document.address())
            .unwrap_or_default(),
    }
}

fn level_names(words: &Words, model: &Model, scale: &str, levels: &[i64]) -> ById {
    let name = |level: i64| {
        words
            .level_name(&model.id, scale, level)
            .unwrap_or_default()
            .to_owned()
    };
    levels
        .iter()
        .map(|level| (level.to_string(), name(*level)))
        .collect()
}

fn item(
    words: &Words,
    model: &Model,
    item: &Item,
    language: &Tag,
    at: &str,
) -> Option<(String, ToolItem)> {
    let own = words
        .items
        .get(&model.reference(item))
        .filter(|_| !item.scales().is_empty())?;
    let texts = ToolItem {
        title: own.title.clone(),
        description: own.description.clone(),
        levels: own_levels(words, model, item, own),
        href: place(own, language, at),
        lang: own.language.to_string(),
    };
    Some((item.id().to_owned(), texts))
}

/// The level texts of an item that say something else than those of its scales.
fn own_levels(words: &Words, model: &Model, item: &Item, own: &ItemWords) -> ById {
    let said = |level: i64, text: &str| {
        let scales = item.scales().iter();
        let scales = scales.filter(|scale| model.levels(scale).contains(&level));
        scales
            .into_iter()
            .all(|scale| words.level_text(&model.id, scale, level) == Some(text))
    };
    let levels = own
        .levels
        .iter()
        .filter(|(level, text)| !said(**level, text));
    levels
        .map(|(level, text)| (level.to_string(), text.clone()))
        .collect()
}

/// Where an item is described, as seen from `at`.
fn place(own: &ItemWords, language: &Tag, at: &str) -> String {
    let page = relative(at, &address(language, &own.path));
    with_anchor(page, own.anchor.as_deref())
}

fn plain(words: &BTreeMap<String, At<String>>) -> ById {
    words
        .iter()
        .map(|(id, text)| (id.clone(), text.value.clone()))
        .collect()
}
