//! A model as one file, with its words: what a tool opens beside its own model, and what the command line scores without
//! a site. `shirube-model.schema.json` describes it.

use crate::models;
use crate::scoring::Model;
use crate::site::Site;
use crate::tool::{ToolItem, ToolTexts, texts};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the field `format` says.
pub const MODEL_FORMAT: &str = "shirube-model";
/// The version of the format that is written, and the highest that is read.
pub const MODEL_FORMAT_VERSION: u32 = 1;

/// A model as one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ModelFile {
    /// [`MODEL_FORMAT`].
    pub format: String,
    /// [`MODEL_FORMAT_VERSION`].
    pub format_version: u32,
    /// What is scored.
    pub model: Model,
    /// Words by language, without interface texts.
    #[serde(default)]
    pub texts: BTreeMap<String, ToolTexts>,
}

impl ModelFile {
    /// The file of a model of the site.
    #[must_use]
    pub fn new(site: &Site, model: &models::Model) -> Self {
        let alone = |texts: ToolTexts| {
            let items = texts.items.into_iter().map(|(id, item)| {
                (
                    id,
                    ToolItem {
                        href: String::new(),
                        ..item
                    },
                )
            });
            ToolTexts {
                ui: BTreeMap::new(),
                items: items.collect(),
                ..texts
            }
        };
        let languages = site.config.languages.iter().map(|language| &language.tag);
        Self {
            format: MODEL_FORMAT.to_owned(),
            format_version: MODEL_FORMAT_VERSION,
            model: model.scored.clone(),
            texts: languages
                .map(|tag| (tag.to_string(), alone(texts(site, model, tag, ""))))
                .collect(),
        }
    }

    /// Where the file is published, relative to the site's root.
    #[must_use]
    pub fn address(&self) -> String {
        format!("models/{}.json", self.model.id)
    }

    /// The file's text.
    ///
    /// # Errors
    /// Where the data cannot be written as JSON.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|json| json + "\n")
    }
}
