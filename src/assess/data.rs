//! What a scoring tool needs, as it is embedded in its file.

use crate::models::{Aggregation, Model};
use crate::site::{Site, address, relative, tool_address};
use serde::Serialize;
use std::collections::BTreeMap;

/// Everything a tool needs, as it is embedded in it.
#[derive(Debug, Serialize)]
pub struct ToolData {
    pub format: u32,
    pub model: ToolModel,
    pub languages: Vec<ToolLanguage>,
    pub default: String,
    pub texts: BTreeMap<String, ToolTexts>,
    pub about: BTreeMap<String, BTreeMap<&'static str, String>>,
}

/// A model's structure for the tool.
#[derive(Debug, Serialize)]
pub struct ToolModel {
    pub id: String,
    pub version: String,
    pub hash: String,
    pub owner: String,
    pub scales: BTreeMap<String, Vec<i64>>,
    pub categories: Vec<String>,
    pub items: Vec<ToolItem>,
    pub aggregation: Option<&'static str>,
}

/// An item's structure for the tool.
#[derive(Debug, Serialize)]
pub struct ToolItem {
    pub id: String,
    pub category: String,
    pub scale: String,
    pub name: String,
}

/// A language of the tool.
#[derive(Debug, Serialize)]
pub struct ToolLanguage {
    pub tag: String,
    pub name: String,
    pub dir: &'static str,
}

/// The words of one language.
#[derive(Debug, Serialize)]
pub struct ToolTexts {
    pub ui: BTreeMap<String, String>,
    pub model: String,
    pub categories: BTreeMap<String, String>,
    pub scales: BTreeMap<String, BTreeMap<String, String>>,
    pub items: BTreeMap<String, ToolItemTexts>,
}

/// The words of an item.
#[derive(Debug, Serialize)]
pub struct ToolItemTexts {
    pub title: String,
    pub description: String,
    pub levels: BTreeMap<String, String>,
    pub href: String,
    pub lang: String,
}

/// The data of a model's tool.
#[must_use]
pub fn data(site: &Site, model: &Model) -> ToolData {
    let at = tool_address(&model.id);
    let languages = &site.config.languages;
    ToolData {
        format: 1,
        model: structure(model),
        languages: languages
            .iter()
            .map(|language| ToolLanguage {
                tag: language.tag.to_string(),
                name: language.name.clone(),
                dir: language.tag.direction(),
            })
            .collect(),
        default: site.config.default_language.to_string(),
        texts: languages.iter().map(|language| (language.tag.to_string(), texts(site, model, &language.tag, &at))).collect(),
        about: languages.iter().map(|language| (language.tag.to_string(), about(site, model, &language.tag, &at))).collect(),
    }
}

fn structure(model: &Model) -> ToolModel {
    let item = |item: &crate::models::Item| {
        let scale = item.scale.clone()?;
        Some(ToolItem { id: item.id.clone(), category: item.category.clone(), scale, name: item.name.clone() })
    };
    ToolModel {
        id: model.id.clone(),
        version: model.version.clone(),
        hash: model.hash.clone(),
        owner: model.owner.clone(),
        scales: model.scales.iter().map(|(id, scale)| (id.clone(), scale.levels.clone())).collect(),
        categories: model.categories.iter().map(|category| category.id.clone()).collect(),
        items: model.items.iter().filter_map(item).collect(),
        aggregation: model.aggregation.map(|aggregation| match aggregation {
            Aggregation::Mean => "mean",
        }),
    }
}

fn texts(site: &Site, model: &Model, language: &crate::language::Tag, at: &str) -> ToolTexts {
    let words = site.words.get(language);
    let own =
        |key: &str| words.and_then(|words| words.categories.get(&format!("{}:{key}", model.id))).cloned().unwrap_or_default();
    let level = |scale: &str, level: i64| {
        words.and_then(|words| words.levels.get(&format!("{}:{scale}:{level}", model.id))).cloned().unwrap_or_default()
    };
    let scales = model.scales.iter().map(|(id, scale)| {
        (id.clone(), scale.levels.iter().map(|number| (number.to_string(), level(id, *number))).collect::<BTreeMap<_, _>>())
    });
    let item = |item: &crate::models::Item| {
        let words = words?.items.get(&format!("{}:{}", model.id, item.id))?;
        let texts = ToolItemTexts {
            title: words.title.clone(),
            description: words.description.clone(),
            levels: words.levels.iter().map(|(level, text)| (level.to_string(), text.clone())).collect(),
            href: relative(at, &address(language, &words.path)),
            lang: words.language.to_string(),
        };
        Some((item.id.clone(), texts))
    };
    ToolTexts {
        ui: site.strings.patterns(language.as_str(), &["tool."]),
        model: words.and_then(|words| words.models.get(&model.id)).map_or_else(|| model.id.clone(), |(name, _)| name.clone()),
        categories: model.categories.iter().map(|category| (category.id.clone(), own(&category.id))).collect(),
        scales: scales.collect(),
        items: model.items.iter().filter_map(item).collect(),
    }
}

/// Pages that the tool links: the home page and the model's own pages, by the last part of their path.
fn about(site: &Site, model: &Model, language: &crate::language::Tag, at: &str) -> BTreeMap<&'static str, String> {
    let to = |path: &str| relative(at, &address(language, path));
    let mut about = BTreeMap::from([("home", to("index"))]);
    if let Some((_, intro)) = site.words.get(language).and_then(|words| words.models.get(&model.id)) {
        about.insert("intro", to(intro));
        let scoring = intro.replace("index", "scoring");
        if site.page(&address(language, &scoring)).is_some() {
            about.insert("scoring", to(&scoring));
        }
    }
    about
}
