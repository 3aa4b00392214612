//! The data of a tool → the JSON that stands in its file, in as few bytes as it can be read from without a library.

mod code_page;
mod pack;

use super::asked_texts::AskedTexts;
use super::data::{ToolData, ToolLanguage};
use super::texts::{ToolItem, ToolTexts};
use code_page::CodePage;
use pack::{by_item, pack};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// The data as it is written, without saying in each language what all have in common.
#[derive(Serialize)]
struct Packed<'a> {
    format: u32,
    model: Value,
    languages: &'a [ToolLanguage],
    default: &'a str,
    shape: Value,
    pages: BTreeMap<&'a String, Vec<i64>>,
    lists: BTreeMap<&'a String, Vec<Value>>,
}

impl ToolData {
    /// The data as JSON for a `<script>` element: no `<` occurs in it, so nothing in it can end the element. What the
    /// languages have in common is said once (`pack`), and only those interface texts are there that the script asks for.
    /// With `compact`, languages that gain by it are written in a code page of their own (`code_page`).
    ///
    /// # Errors
    /// Where the data cannot be written as JSON.
    pub fn script_json(
        &self,
        asked: &AskedTexts,
        compact: bool,
    ) -> Result<String, serde_json::Error> {
        let tags = || self.languages.iter().map(|language| &language.tag);
        let ids: Vec<&str> = self
            .model
            .items
            .iter()
            .map(|item| item.id.as_str())
            .collect();
        let of_language = |tag: &String| Ok(by_item(self.of_language(tag, asked)?, &ids));
        let of_languages = tags()
            .map(of_language)
            .collect::<Result<Vec<_>, serde_json::Error>>()?;
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
            model: by_item(serde_json::to_value(&self.model)?, &ids),
            languages: &self.languages,
            default: &self.default,
            shape,
            pages,
            lists: tags().zip(lists).collect(),
        };
        let json = serde_json::to_string(&packed)?;
        Ok(json
            .replace('<', "\\u003c")
            .replace('\u{2028}', "\\u2028")
            .replace('\u{2029}', "\\u2029"))
    }

    /// What is there of one language.
    fn of_language(&self, tag: &str, asked: &AskedTexts) -> Result<Value, serde_json::Error> {
        let texts = self.texts.get(tag);
        let mut value = serde_json::json!({ "about": serde_json::to_value(self.about.get(tag))?, "texts": serde_json::to_value(texts)? });
        if let Some(texts) = texts {
            let page = page_of_items(texts);
            let text = |key: &String| texts.ui.get(key).cloned().map(Value::String);
            let named = asked
                .named
                .iter()
                .filter_map(|key| Some((key.clone(), text(key)?)));
            let places = std::iter::once(None).chain(asked.listed.iter().map(text));
            value["texts"]["ui"] = Value::Object(named.collect());
            value["texts"]["lines"] = places.map(Option::unwrap_or_default).collect();
            value["texts"]["items"] = texts
                .items
                .iter()
                .map(|(id, item)| (id.clone(), self.of_item(id, item, &page)))
                .collect();
            value["texts"]["page"] = Value::String(page);
        }
        if let Some(sample) = self.samples.get(tag) {
            value["sample"] = sample.clone();
        }
        Ok(value)
    }

    /// The words of an item without those that follow from others: the name that its owner gave it, and the address of its
    /// page where all have the same pattern.
    fn of_item(&self, id: &str, item: &ToolItem, page: &str) -> Value {
        let official = self
            .model
            .items
            .iter()
            .find(|known| known.id == id)
            .map(|known| &known.name);
        let mut words = serde_json::json!({ "description": item.description, "lang": item.lang, "levels": item.levels });
        if official != Some(&item.title) {
            words["title"] = item.title.as_str().into();
        }
        if address_of(page, id) != item.href {
            words["href"] = item.href.as_str().into();
        }
        words
    }
}

/// The pattern of the addresses of items' pages, `{ID}` for an id as it is and `{id}` for its small letters: that of the
/// first item.
fn page_of_items(texts: &ToolTexts) -> String {
    texts
        .items
        .iter()
        .next()
        .map_or_else(String::new, |(id, item)| {
            let with = |part: &str, sign: &str| {
                item.href
                    .rsplit_once(part)
                    .map(|(before, after)| format!("{before}{sign}{after}"))
            };
            with(id, "{ID}")
                .or_else(|| with(&id.to_lowercase(), "{id}"))
                .unwrap_or_default()
        })
}

fn address_of(page: &str, id: &str) -> String {
    page.replace("{ID}", id).replace("{id}", &id.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::{Aggregation, Item, Model};

    #[test]
    fn nothing_in_the_data_ends_the_script_element() {
        let mut ui = BTreeMap::new();
        ui.insert("tool.a".to_owned(), "</script><!-- \u{2028}".to_owned());
        let model = Model {
            id: "m".to_owned(),
            version: "1".to_owned(),
            aggregation: Some(Aggregation::Mean),
            ..Model::default()
        };
        let ja = ToolTexts {
            ui,
            ..ToolTexts::default()
        };
        let texts = BTreeMap::from([
            ("en".to_owned(), ToolTexts::default()),
            ("ja".to_owned(), ja),
        ]);
        let language = |tag: &str| ToolLanguage {
            tag: tag.to_owned(),
            name: String::new(),
            dir: "ltr".to_owned(),
        };
        let data = ToolData {
            format: 1,
            model,
            languages: ["en", "ja"].map(language).to_vec(),
            default: "ja".to_owned(),
            texts,
            about: BTreeMap::new(),
            samples: BTreeMap::new(),
        };
        let asked = AskedTexts {
            named: Vec::new(),
            listed: vec!["tool.a".to_owned()],
        };
        let json = data.script_json(&asked, false).unwrap();
        assert!(!json.contains('<') && !json.contains('\u{2028}'));
        let read: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(
            read["shape"]["texts"]["lines"],
            serde_json::json!([null, "%"])
        );
        assert_eq!(
            read["lists"],
            serde_json::json!({ "en": [null], "ja": ["</script><!-- \u{2028}"] })
        );
        assert_eq!(read["model"]["aggregation"], "mean");
    }

    #[test]
    fn words_that_follow_from_the_model_are_left_out() {
        let item = |title: &str, href: &str| ToolItem {
            title: title.to_owned(),
            href: href.to_owned(),
            ..ToolItem::default()
        };
        let words = [
            ("A-1", item("Mandate", "../en/m/a-1.html")),
            ("A-2", item("Own", "../en/m/other.html")),
        ];
        let texts = ToolTexts {
            items: words
                .into_iter()
                .map(|(id, item)| (id.to_owned(), item))
                .collect(),
            ..ToolTexts::default()
        };
        assert_eq!(page_of_items(&texts), "../en/m/{id}.html");
        assert_eq!(address_of("index.html#{ID}", "A-1"), "index.html#A-1");
        let known = |id: &str, name: &str| Item {
            id: id.to_owned(),
            name: name.to_owned(),
            ..Item::default()
        };
        let data = ToolData {
            format: 1,
            model: Model {
                items: vec![known("A-1", "Mandate"), known("A-2", "Reach")],
                ..Model::default()
            },
            languages: Vec::new(),
            default: "en".to_owned(),
            texts: BTreeMap::new(),
            about: BTreeMap::new(),
            samples: BTreeMap::new(),
        };
        let fields = |id: &str| {
            let words = data.of_item(id, &texts.items[id], "../en/m/{id}.html");
            words
                .as_object()
                .unwrap()
                .keys()
                .cloned()
                .collect::<Vec<_>>()
        };
        assert_eq!(fields("A-1"), ["description", "lang", "levels"]);
        assert_eq!(
            fields("A-2"),
            ["description", "href", "lang", "levels", "title"]
        );
    }
}
