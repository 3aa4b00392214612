//! What an item says in its model's fields, as readers see it: in the panel of its page and in lists. One anatomy for the
//! items of every model.
//!
//! ```text
//! fields of the model + values of the item and its words ─facts─▶ [Fact] ─template, entry─▶ HTML
//! ```

use super::escape::escape;
use super::lang::lang;
use super::phrases::paragraph;
use crate::models::{Field, Item, Model, TITLE, Value};
use crate::site::{ItemWords, Site, SitePage, Words, address, relative, with_anchor};
use crate::url;
use serde::Serialize;
use std::fmt::Write as _;

/// A field with what an item says in it. Texts are plain.
#[derive(Debug, Serialize)]
pub struct Fact {
    /// What the field is called; empty where the values speak for themselves.
    pub name: String,
    /// The language of that name.
    pub lang: String,
    /// What it says, at least one.
    pub values: Vec<FactValue>,
    /// Whether it is one that a reader must not overlook.
    pub flag: bool,
}

/// One of the values of a field.
#[derive(Debug, Serialize)]
pub struct FactValue {
    /// Its words.
    pub text: String,
    /// Their language.
    pub lang: String,
    /// Where they lead, relative to the page; empty where nowhere.
    pub href: String,
    /// Whether that is outside of the site.
    pub external: bool,
}

/// An item with its model and its words in the reader's language.
#[derive(Clone, Copy)]
pub struct Described<'a> {
    pub model: &'a Model,
    pub item: &'a Item,
    pub words: &'a ItemWords,
}

impl<'a> Described<'a> {
    /// The item that a reference names, in the language of a page's readers.
    pub fn of(site: &'a Site, page: &SitePage, reference: &str) -> Option<Self> {
        let (model, item) = site.models.item(reference)?;
        let words = site.words.get(&page.language)?.items.get(reference)?;
        Some(Self { model, item, words })
    }

    /// Where its words stand: on a page, or on a part of one.
    pub fn href(&self, page: &SitePage) -> String {
        let href = relative(&page.address, &address(&page.language, &self.words.path));
        with_anchor(href, self.words.anchor.as_deref())
    }

    /// What stands beside its title.
    pub fn beside(&self) -> Option<&'a str> {
        self.words.beside(self.model, self.item)
    }
}

/// The facts of an item, in the order of its model's fields. What its title and what stands beside that say is not said again.
pub fn facts(site: &Site, page: &SitePage, it: Described<'_>) -> Vec<Fact> {
    let fields = it.model.fields.iter();
    let fact = |field| match part(page, it, field) {
        Part::Field => said(site, page, it, field),
        Part::Name => Some(official_name(site, page, it, field)),
        Part::Nothing => None,
    };
    fields.filter_map(fact).collect()
}

/// What a field is for the readers of a page.
enum Part {
    /// A field like any other.
    Field,
    /// Its text is the title, in place of the item's name: the name is said here.
    Name,
    /// It replaces another field, where that stands, or what it would replace is in the readers' own language.
    Nothing,
}

fn part(page: &SitePage, it: Described<'_>, field: &Field) -> Part {
    let Some(replaced) = &field.instead_of else {
        return Part::Field;
    };
    let is_title = replaced == TITLE;
    if field.is_in(&page.language) {
        let is_said = it.item.fields.contains_key(&field.id);
        return if is_title && is_said {
            Part::Name
        } else {
            Part::Nothing
        };
    }
    let own = it.model.language_of(it.item).map(String::as_str);
    if own == Some(page.language.primary()) && !is_title {
        Part::Nothing
    } else {
        Part::Field
    }
}

/// What an item says in a field, or what another field says in its place, or that it says nothing where that is worth saying.
fn said(site: &Site, page: &SitePage, it: Described<'_>, field: &Field) -> Option<Fact> {
    let value_of = |field: &Field| {
        let mut values = it.words.values(it.model, it.item);
        values.find(|(known, _)| known.id == field.id)
    };
    let mut instead = it.model.fields.iter();
    let instead = instead
        .find(|other| other.replaces(&field.id, &page.language) && value_of(other).is_some());
    match value_of(instead.unwrap_or(field)) {
        Some((from, value)) => fact(site, page, it, (field, from), value),
        None => absent(it, site.words.get(&page.language), field),
    }
}

fn official_name(site: &Site, page: &SitePage, it: Described<'_>, field: &Field) -> Fact {
    let (name, lang) = name(site, page, it.model, field);
    let language = it.model.language_of(it.item);
    let language = language.map_or(page.language.as_str(), String::as_str);
    Fact {
        name,
        lang,
        values: vec![plain(&it.item.scored.name, language)],
        flag: false,
    }
}

/// What a field says; `from` is the field that says it, which may stand in for it.
fn fact(
    site: &Site,
    page: &SitePage,
    it: Described<'_>,
    (field, from): (&Field, &Field),
    value: &Value,
) -> Option<Fact> {
    let (name, lang) = name(site, page, it.model, field);
    let language = from.language.as_deref();
    let language = language.unwrap_or(it.words.language.as_str());
    let values: Vec<FactValue> = match value {
        Value::Texts(texts) => {
            let said = [Some(it.words.title.as_str()), it.beside()];
            let new = texts.iter().filter(|text| !said.contains(&Some(text)));
            new.map(|text| plain(text, language)).collect()
        }
        // The name of what has no page leads there.
        Value::Address(_) if !it.model.has_pages() => Vec::new(),
        Value::Address(address) => vec![outside(address)],
        Value::Items(references) => {
            let references = references.iter();
            references
                .filter_map(|at| Some(inside(page, Described::of(site, page, &at.value)?)))
                .collect()
        }
        Value::Flag => {
            let values = vec![plain(&name, &lang)];
            return Some(Fact {
                name: String::new(),
                lang,
                values,
                flag: true,
            });
        }
    };
    (!values.is_empty()).then_some(Fact {
        name,
        lang,
        values,
        flag: false,
    })
}

/// What the model's page says of an item that lacks a field, where it has that without which nobody would ask.
fn absent(it: Described<'_>, words: Option<&Words>, field: &Field) -> Option<Fact> {
    let asked = field.with.as_ref().is_none_or(|with| {
        let mut values = it.words.values(it.model, it.item);
        values.any(|(known, _)| known.id == *with)
    });
    let page = words.filter(|_| asked)?.model_pages.get(&it.model.id)?;
    let text = page.front.texts.field_absent.get(&field.id)?;
    Some(Fact {
        name: String::new(),
        lang: page.language.to_string(),
        values: vec![plain(&text.value, page.language.as_str())],
        flag: false,
    })
}

/// What a field is called, by the page of its model, and in which language; its id where no page says so, which is reported
/// by then.
fn name(site: &Site, page: &SitePage, model: &Model, field: &Field) -> (String, String) {
    let words = site.words.get(&page.language);
    let named = words.and_then(|words| words.model_pages.get(&model.id));
    let name = named.and_then(|page| {
        let name = page.front.texts.field_names.get(&field.id)?;
        Some((name.value.clone(), page.language.to_string()))
    });
    name.unwrap_or_else(|| (field.id.clone(), page.language.to_string()))
}

fn plain(text: &str, language: &str) -> FactValue {
    FactValue {
        text: text.to_owned(),
        lang: language.to_owned(),
        href: String::new(),
        external: false,
    }
}

fn outside(address: &str) -> FactValue {
    FactValue {
        href: url::encoded(address),
        external: true,
        ..plain(address, "")
    }
}

fn inside(page: &SitePage, it: Described<'_>) -> FactValue {
    FactValue {
        href: it.href(page),
        ..plain(&it.words.title, it.words.language.as_str())
    }
}

/// An item without a page, with all that is known of it: its name, which leads to its address, and its facts in a line.
pub fn entry(site: &Site, page: &SitePage, it: Described<'_>) -> String {
    let language = it.words.language.as_str();
    let name = paragraph(&it.words.title, language);
    // The names of what pages cite are titles of works.
    let element = if it.model.shown.cited { "cite" } else { "span" };
    let name = format!("<{element}{}>{name}</{element}>", lang(page, language));
    let mut out = match it.model.address_for(it.item, &page.language) {
        Some(url) => format!(
            "<a class=\"external\" href=\"{}\" rel=\"noreferrer\">{name}</a>",
            escape(&url)
        ),
        None => name,
    };
    let facts = facts(site, page, it);
    let facts: Vec<String> = facts.iter().map(|fact| in_line(site, page, fact)).collect();
    let _ = write!(out, "<p class=\"facts\">{}</p>", facts.join(" · "));
    out
}

/// Stands for a value that becomes an element.
const VALUE: &str = "\u{fffc}";

fn in_line(site: &Site, page: &SitePage, fact: &Fact) -> String {
    let values: Vec<&str> = fact
        .values
        .iter()
        .map(|value| value.text.as_str())
        .collect();
    let values = values.join(", ");
    let language = page.language.as_str();
    if fact.name.is_empty() {
        let words = paragraph(&values, language);
        return if fact.flag {
            format!("<span><strong class=\"flag\">{words}</strong></span>")
        } else {
            format!("<span>{words}</span>")
        };
    }
    let own = fact.values.first().map_or("", |value| value.lang.as_str());
    let attribute = lang(page, own);
    // A number is of no language.
    let value = if attribute.is_empty() || !values.contains(char::is_alphabetic) {
        values.as_str()
    } else {
        VALUE
    };
    let arguments = [("name", fact.name.as_str()), ("value", value)];
    let said = site.text(&page.language, "page.fact", &arguments);
    // Words of another language are an element that says so, and break as that language does.
    match said.split_once(VALUE) {
        Some((before, after)) => format!(
            "<span>{}<span{attribute}>{}</span>{}</span>",
            escape(before),
            paragraph(&values, own),
            escape(after)
        ),
        None => format!("<span>{}</span>", paragraph(&said, language)),
    }
}
