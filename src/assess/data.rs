//! What the page of a scoring tool holds, as it is embedded in its file.

use super::code_page::CodePage;
use super::model::Model;
use super::pack::pack;
use super::structure::structure;
use super::texts::{ToolTexts, texts};
use crate::language::Tag;
use crate::models;
use crate::site::{Site, address, relative, tool_address};
use serde::Serialize;
use std::collections::BTreeMap;

/// What the page of a scoring tool holds: the model, and the words of all its languages.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ToolData {
    /// Version of this shape.
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
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub samples: BTreeMap<String, serde_json::Value>,
}

/// The data of a tool as it is written, without saying in each language what all have in common.
#[derive(Serialize)]
struct Packed<'a> {
    format: u32,
    model: &'a Model,
    languages: &'a [ToolLanguage],
    default: &'a str,
    shape: serde_json::Value,
    pages: BTreeMap<&'a String, Vec<i64>>,
    lists: BTreeMap<&'a String, Vec<serde_json::Value>>,
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
fn samples(model: &models::Model) -> BTreeMap<String, serde_json::Value> {
    let mut samples = model.samples.clone();
    for sample in samples.values_mut() {
        if let Some(fields) = sample.as_object_mut() {
            let edition = serde_json::json!({ "id": model.id, "version": model.version, "hash": model.hash });
            fields.insert("model".to_owned(), edition);
            // Its snapshots and ratings are as old as the model, so that nothing warns of an edition that never was.
            for list in ["snapshots", "ratings"] {
                for entry in fields.get_mut(list).and_then(serde_json::Value::as_array_mut).into_iter().flatten() {
                    entry["model"] = serde_json::json!({ "version": model.version, "hash": model.hash });
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
}

impl ToolData {
    /// The data as JSON for a `<script>` element: no `<` occurs in it, so nothing in it can end the element. What the
    /// languages have in common is said once ([`pack`](super::pack)). Of the interface texts those of the keys `named` are
    /// there by key, and those of `listed` by place, from 1 on. With `coded`, languages that gain by it are written in a
    /// [code page](super::code_page) of their own.
    ///
    /// # Errors
    /// Where the data cannot be written as JSON.
    pub fn script_json(&self, named: &[String], listed: &[String], coded: bool) -> Result<String, serde_json::Error> {
        let tags = || self.languages.iter().map(|language| &language.tag);
        let of_languages = tags().map(|tag| self.of_language(tag, named, listed)).collect::<Result<Vec<_>, _>>()?;
        let (shape, mut lists) = pack(&of_languages.iter().collect::<Vec<_>>());
        let mut pages = BTreeMap::new();
        for (tag, list) in tags().zip(&mut lists).filter(|_| coded) {
            if let Some(page) = CodePage::of(list) {
                *list = list.iter().map(|value| page.coded(value)).collect();
                pages.insert(tag, page.gaps());
            }
        }
        let packed = Packed {
            format: self.format,
            model: &self.model,
            languages: &self.languages,
            default: &self.default,
            shape,
            pages,
            lists: tags().zip(lists).collect(),
        };
        let json = serde_json::to_string(&packed)?;
        Ok(json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"))
    }

    /// What is there of one language.
    fn of_language(&self, tag: &str, named: &[String], listed: &[String]) -> Result<serde_json::Value, serde_json::Error> {
        let texts = self.texts.get(tag);
        let mut value =
            serde_json::json!({ "about": serde_json::to_value(self.about.get(tag))?, "texts": serde_json::to_value(texts)? });
        if let Some(texts) = texts {
            let text = |key: &String| texts.ui.get(key).cloned().map(serde_json::Value::String);
            let known = named.iter().filter_map(|key| Some((key.clone(), text(key)?)));
            let places = std::iter::once(None).chain(listed.iter().map(text));
            value["texts"]["ui"] = serde_json::Value::Object(known.collect());
            value["texts"]["lines"] = places.map(Option::unwrap_or_default).collect();
        }
        if let Some(sample) = self.samples.get(tag) {
            value["sample"] = sample.clone();
        }
        Ok(value)
    }
}

/// The data of a model's tool.
#[must_use]
pub fn data(site: &Site, model: &models::Model) -> ToolData {
    let at = tool_address(&model.id);
    let languages = &site.config.languages;
    ToolData {
        format: 1,
        model: structure(&site.models, model),
        languages: languages
            .iter()
            .map(|language| ToolLanguage {
                tag: language.tag.to_string(),
                name: language.name.clone(),
                dir: language.tag.direction().to_owned(),
            })
            .collect(),
        default: site.config.default_language.to_string(),
        texts: languages.iter().map(|language| (language.tag.to_string(), texts(site, model, &language.tag, &at))).collect(),
        about: languages.iter().map(|language| (language.tag.to_string(), about(site, model, &language.tag, &at))).collect(),
        samples: samples(model),
    }
}

/// Pages that the tool links: the model's introduction, the page `scoring` or `using` beside it if there is one, and the home
/// page.
fn about(site: &Site, model: &models::Model, language: &Tag, at: &str) -> ToolLinks {
    let to = |path: &str| relative(at, &address(language, path));
    let named = site.words.get(language).and_then(|words| words.models.get(&model.id));
    let intro = named.map_or("index", |(_, path)| path.as_str());
    let folder = intro.strip_suffix("index").unwrap_or_default();
    let beside = ["scoring", "using"].map(|name| format!("{folder}{name}"));
    let scoring = beside.iter().find(|path| site.page(&address(language, path)).is_some()).map_or(intro, String::as_str);
    ToolLinks { intro: to(intro), scoring: to(scoring), home: to("index") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::Aggregation;

    #[test]
    fn nothing_in_the_data_ends_the_script_element() {
        let mut ui = BTreeMap::new();
        ui.insert("tool.a".to_owned(), "</script><!-- \u{2028}".to_owned());
        let model =
            Model { id: "m".to_owned(), version: "1".to_owned(), aggregation: Some(Aggregation::Mean), ..Model::default() };
        let ja = ToolTexts { ui, ..ToolTexts::default() };
        let texts = BTreeMap::from([("en".to_owned(), ToolTexts::default()), ("ja".to_owned(), ja)]);
        let language = |tag: &str| ToolLanguage { tag: tag.to_owned(), name: String::new(), dir: "ltr".to_owned() };
        let data = ToolData {
            format: 1,
            model,
            languages: ["en", "ja"].map(language).to_vec(),
            default: "ja".to_owned(),
            texts,
            about: BTreeMap::new(),
            samples: BTreeMap::new(),
        };
        let json = data.script_json(&[], &["tool.a".to_owned()], false).unwrap();
        assert!(!json.contains('<') && !json.contains('\u{2028}'));
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(read["shape"]["texts"]["lines"], serde_json::json!([null, "%"]));
        assert_eq!(read["lists"], serde_json::json!({ "en": [null], "ja": ["</script><!-- \u{2028}"] }));
        assert_eq!(read["model"]["aggregation"], "mean");
    }
}
