//! The data of a tool → the JSON that stands in its file, in as few bytes as it can be read from without a library.

use super::code_page::CodePage;
use super::data::{ToolData, ToolLanguage};
use super::model::Model;
use super::pack::pack;
use super::text_keys::TextKeys;
use crate::theme::AskedTexts;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// The data as it is written, without saying in each language what all have in common.
#[derive(Serialize)]
struct Packed<'a> {
    format: u32,
    model: &'a Model,
    languages: &'a [ToolLanguage],
    default: &'a str,
    shape: Value,
    pages: BTreeMap<&'a String, Vec<i64>>,
    lists: BTreeMap<&'a String, Vec<Value>>,
}

impl ToolData {
    /// The data as JSON for a `<script>` element: no `<` occurs in it, so nothing in it can end the element. What the
    /// languages have in common is said once ([`pack`](super::pack)), and only those interface texts are there that the
    /// script asks for. With `compact`, keys that it puts together are hashed ([`text_keys`](super::text_keys)), and
    /// languages that gain by it are written in a [code page](super::code_page) of their own.
    ///
    /// # Errors
    /// Where the data cannot be written as JSON.
    pub fn script_json(&self, asked: &AskedTexts, compact: bool) -> Result<String, serde_json::Error> {
        let keys = if compact { TextKeys::hashed(asked) } else { TextKeys::plain(asked) };
        let tags = || self.languages.iter().map(|language| &language.tag);
        let of_languages = tags().map(|tag| self.of_language(tag, &keys)).collect::<Result<Vec<_>, _>>()?;
        let (shape, mut lists) = pack(&of_languages.iter().collect::<Vec<_>>());
        let mut pages = BTreeMap::new();
        for (tag, list) in tags().zip(&mut lists).filter(|_| compact) {
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
    fn of_language(&self, tag: &str, keys: &TextKeys) -> Result<Value, serde_json::Error> {
        let texts = self.texts.get(tag);
        let mut value =
            serde_json::json!({ "about": serde_json::to_value(self.about.get(tag))?, "texts": serde_json::to_value(texts)? });
        if let Some(texts) = texts {
            let text = |key: &String| texts.ui.get(key).cloned().map(Value::String);
            let named = keys.named.iter().filter_map(|key| Some((key.clone(), text(key)?)));
            let places = std::iter::once(None).chain(keys.listed.iter().map(text));
            value["texts"]["ui"] = Value::Object(named.collect());
            value["texts"]["lines"] = places.map(Option::unwrap_or_default).collect();
            value["texts"]["gaps"] = keys.gaps.iter().copied().map(Value::from).collect();
        }
        if let Some(sample) = self.samples.get(tag) {
            value["sample"] = sample.clone();
        }
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::{Aggregation, ToolTexts};

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
        let asked = AskedTexts { named: Vec::new(), listed: vec!["tool.a".to_owned()] };
        let json = data.script_json(&asked, false).unwrap();
        assert!(!json.contains('<') && !json.contains('\u{2028}'));
        let read: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(read["shape"]["texts"]["lines"], serde_json::json!([null, "%"]));
        assert_eq!(read["lists"], serde_json::json!({ "en": [null], "ja": ["</script><!-- \u{2028}"] }));
        assert_eq!(read["model"]["aggregation"], "mean");
    }
}
