//! What the page of a scoring tool holds, as it is embedded in its file.

use super::texts::{ToolTexts, texts};
use crate::language::Tag;
use crate::models;
use crate::scoring::Model;
use crate::site::{Site, address, relative, tool_address};
use serde::Serialize;
use std::collections::BTreeMap;

/// What the page of a scoring tool holds: the model, and the words of all its languages.
#[derive(Debug, Clone, PartialEq)]
pub struct ToolData {
    /// Version of the shape in which it is written.
    pub format: u32,
    /// What is scored.
    pub model: Model,
    /// The languages of the page, in order.
    pub languages: Vec<ToolLanguage>,
    /// Tag of the language whose words stand in for missing ones.
    pub default: String,
    /// Words by language.
    pub texts: BTreeMap<String, ToolTexts>,
    /// Addresses of pages, relative to the tool's, by language.
    pub about: BTreeMap<String, ToolLinks>,
    /// Assessments of an invented team, by language.
    pub samples: BTreeMap<String, serde_json::Value>,
}

/// A language of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToolLanguage {
    /// BCP 47 tag.
    pub tag: String,
    /// Its name in itself.
    pub name: String,
    /// `ltr` or `rtl`.
    pub dir: String,
}

/// The model's samples, which are of the model as it is now.
fn samples(
    model: &Model,
    samples: &BTreeMap<String, serde_json::Value>,
) -> BTreeMap<String, serde_json::Value> {
    let mut samples = samples.clone();
    for sample in samples.values_mut() {
        if let Some(fields) = sample.as_object_mut() {
            let edition =
                serde_json::json!({ "id": model.id, "version": model.version, "hash": model.hash });
            fields.insert("model".to_owned(), edition);
            // Its snapshots and ratings are as old as the model, so that nothing warns of an edition that never was.
            for list in ["snapshots", "ratings"] {
                for entry in fields
                    .get_mut(list)
                    .and_then(serde_json::Value::as_array_mut)
                    .into_iter()
                    .flatten()
                {
                    entry["model"] =
                        serde_json::json!({ "version": model.version, "hash": model.hash });
                }
            }
        }
    }
    samples
}

/// Pages that the tool links to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToolLinks {
    /// Introduction to the model.
    pub intro: String,
    /// Advice on scoring.
    pub scoring: String,
    /// The site's home page.
    pub home: String,
    /// The site's title.
    pub site: String,
}

/// The data of a model's tool.
#[must_use]
pub fn data(site: &Site, model: &models::Model) -> ToolData {
    let at = tool_address(&model.id);
    let languages = &site.config.languages;
    ToolData {
        format: 2,
        samples: samples(&model.scored, &model.samples),
        model: model.scored.clone(),
        languages: languages
            .iter()
            .map(|language| ToolLanguage {
                tag: language.tag.to_string(),
                name: language.name.clone(),
                dir: language.tag.direction().to_owned(),
            })
            .collect(),
        default: site.config.default_language.to_string(),
        texts: languages
            .iter()
            .map(|language| {
                (
                    language.tag.to_string(),
                    texts(site, model, &language.tag, &at),
                )
            })
            .collect(),
        about: languages
            .iter()
            .map(|language| {
                (
                    language.tag.to_string(),
                    about(site, model, &language.tag, &at),
                )
            })
            .collect(),
    }
}

/// Pages that the tool links: the model's introduction, the page `scoring` or `using` beside it if there is one, and the home
/// page.
fn about(site: &Site, model: &models::Model, language: &Tag, at: &str) -> ToolLinks {
    let to = |path: &str| relative(at, &address(language, path));
    let named = site
        .words
        .get(language)
        .and_then(|words| words.models.get(&model.id));
    let intro = named.map_or("index", |(_, path)| path.as_str());
    let folder = intro.strip_suffix("index").unwrap_or_default();
    let beside = ["scoring", "using"].map(|name| format!("{folder}{name}"));
    let scoring = beside
        .iter()
        .find(|path| site.page(&address(language, path)).is_some())
        .map_or(intro, String::as_str);
    ToolLinks {
        intro: to(intro),
        scoring: to(scoring),
        home: to("index"),
        site: site.title(language),
    }
}
