//! What the items of a model say of themselves besides their names: which fields there are (`[[fields]]` of `model.toml`),
//! and what stands in them. So a catalogue of anything (terms, documents, working groups, services) is data.
//!
//! 1. `declared` reads the declarations, once a model.
//! 2. `of_item` reads what an item of `model.toml` has in them: what is the same in every language.
//! 3. [`Field::said`] takes what a page says in its language (`[fields]` of its front matter).

use super::{duplicate, invalid};
use crate::diagnostic::{Finding, Findings, nearest, rules};
use crate::fields::{At, TomlTable, Written, unseen};
use crate::language::Tag;
use std::collections::BTreeMap;

/// A field that items of a model can have.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its id: the key that it is written under.
    pub id: String,
    /// What stands in it.
    pub kind: Kind,
    /// Whether it is said in each language, by the item's page. Otherwise it stands in `model.toml`, for all of them.
    pub words: bool,
    /// BCP 47 tag of its texts, where they are of one language whatever the reader's.
    pub language: Option<String>,
    /// The field without which nobody asks for this one: the day on which an address was looked at needs the address.
    pub with: Option<String>,
    /// What it replaces for readers of its language: the item's name ([`TITLE`]) or an earlier field. Readers of the language that
    /// the item's name is in see what it would replace, and not this.
    pub instead_of: Option<String>,
}

impl Field {
    /// Whether it replaces something for readers of a language.
    #[must_use]
    pub fn replaces(&self, what: &str, language: &Tag) -> bool {
        self.instead_of.as_deref() == Some(what) && self.is_in(language)
    }

    /// Whether its texts are in a language, or in that of which it is a variety.
    #[must_use]
    pub fn is_in(&self, language: &Tag) -> bool {
        let own = self.language.as_deref();
        own.is_some_and(|own| own == language.as_str() || own == language.primary())
    }
}

/// What stands in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// Texts, in order.
    Texts,
    /// A date of TOML.
    Date,
    /// A whole number.
    Number,
    /// An address on the web or of mail; the item's name leads there where the item has no page.
    Address,
    /// Ids of items of the same model, or `model:item`.
    Items,
    /// Whether something holds. Only `true` is shown: the field's name, with emphasis.
    Flag,
}

/// What an item has in a field.
#[derive(Debug, Clone)]
pub enum Value {
    /// One text or several: of [`Kind::Text`], [`Kind::Texts`], [`Kind::Date`] and [`Kind::Number`].
    Texts(Vec<String>),
    /// An address whose scheme is http, https or mailto.
    Address(String),
    /// References to items, as `model:item`.
    Items(Vec<At<String>>),
    /// It holds.
    Flag,
}

const KINDS: [(&str, Kind); 7] = [
    ("text", Kind::Text),
    ("texts", Kind::Texts),
    ("date", Kind::Date),
    ("number", Kind::Number),
    ("address", Kind::Address),
    ("items", Kind::Items),
    ("flag", Kind::Flag),
];

/// What a page's title is called where fields are named.
pub const TITLE: &str = "title";

/// Keys that an item has in any model, and so no field.
const OWN_KEYS: [&str; 9] = [
    TITLE,
    "description",
    "id",
    "name",
    "language",
    "category",
    "scale",
    "scales",
    "linked",
];

/// Schemes that an address may have.
const SCHEMES: [&str; 3] = ["https:", "http:", "mailto:"];

/// Reads `[[fields]]`.
pub(super) fn declared(table: &TomlTable<'_>, paged: bool, findings: &mut Findings) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for entry in table.tables("fields", findings) {
        let id = entry.required_string("id", findings);
        entry.required_string("type", findings);
        let kind = entry.choice("type", &KINDS, findings);
        let words = words(&entry, kind, paged, findings);
        let language = entry
            .language("language", findings)
            .map(|tag| tag.to_string());
        let with = entry.string("with", findings);
        let instead_of = entry.string("instead_of", findings);
        if instead_of.is_some() && !entry.has("language") {
            entry.missing("language", findings);
        }
        entry.finish(findings);
        // One of an unknown type is there all the same: what is said in it is not reported as well.
        let (Some(id), kind) = (id, kind.unwrap_or(Kind::Text)) else {
            continue;
        };
        if OWN_KEYS.contains(&id.value.as_str()) || fields.iter().any(|known| known.id == id.value)
        {
            duplicate(&id, findings);
            continue;
        }
        let with = with.filter(|with| is_known(with, "with", &fields, findings));
        let instead_of = instead_of.filter(|instead| {
            instead.value == TITLE || is_known(instead, "instead_of", &fields, findings)
        });
        fields.push(Field {
            id: id.value,
            kind,
            words,
            language,
            with: with.map(|at| at.value),
            instead_of: instead_of.map(|at| at.value),
        });
    }
    fields
}

/// Only texts can be said in each language, and only by the pages of items.
fn words(entry: &TomlTable<'_>, kind: Option<Kind>, paged: bool, findings: &mut Findings) -> bool {
    let words = entry.boolean("words", findings).unwrap_or(false);
    let texts = matches!(kind, None | Some(Kind::Text | Kind::Texts));
    if words && !(texts && paged) {
        let place = entry.place("words");
        findings.add(invalid(&place, "words", words, std::iter::once(false)));
    }
    words && texts && paged
}

/// Whether a name is that of a field.
pub(super) fn is_known(
    written: &At<String>,
    key: &str,
    fields: &[Field],
    findings: &mut Findings,
) -> bool {
    let known = fields.iter().any(|field| field.id == written.value);
    if !known {
        let ids = fields.iter().map(|field| field.id.as_str());
        let near = nearest(&written.value, ids.clone());
        findings.add(invalid(&written.span, key, &written.value, ids).suggest(near));
    }
    known
}

/// What stands in the fields of an item of `model.toml`.
pub(super) fn of_item(
    model: &str,
    fields: &[Field],
    entry: &TomlTable<'_>,
    findings: &mut Findings,
) -> BTreeMap<String, Value> {
    let structural = fields.iter().filter(|field| !field.words);
    let value = |field: &Field| {
        Some((
            field.id.clone(),
            value(model, field.kind, &field.id, entry, findings)?,
        ))
    };
    structural.filter_map(value).collect()
}

fn value(
    model: &str,
    kind: Kind,
    key: &str,
    entry: &TomlTable<'_>,
    findings: &mut Findings,
) -> Option<Value> {
    let one = |text: At<String>| Value::Texts(vec![text.value]);
    match kind {
        Kind::Text => entry.string(key, findings).map(one),
        Kind::Date => {
            let date = entry.date(key, findings)?;
            Some(Value::Texts(vec![date.value.to_string()]))
        }
        Kind::Number => {
            let number = entry.integer(key, findings)?;
            Some(Value::Texts(vec![number.to_string()]))
        }
        Kind::Texts => {
            let texts = entry.strings(key, findings).into_iter();
            texts_of(texts.map(|at| at.value).collect())
        }
        Kind::Address => address(entry.string(key, findings)?, key, findings),
        Kind::Items => {
            let items = entry.strings(key, findings).into_iter();
            let items: Vec<_> = items.map(|item| within(model, item)).collect();
            (!items.is_empty()).then_some(Value::Items(items))
        }
        Kind::Flag => entry.boolean(key, findings)?.then_some(Value::Flag),
    }
}

fn texts_of(texts: Vec<String>) -> Option<Value> {
    (!texts.is_empty()).then_some(Value::Texts(texts))
}

/// An item of the model itself is named by its id alone.
fn within(model: &str, item: At<String>) -> At<String> {
    if item.value.contains(':') {
        return item;
    }
    At {
        value: format!("{model}:{}", item.value),
        span: item.span,
    }
}

/// An address that is safe to lead to.
fn address(written: At<String>, key: &str, findings: &mut Findings) -> Option<Value> {
    if unseen(&written, findings) {
        return None;
    }
    let lower = written.value.to_ascii_lowercase();
    if SCHEMES.iter().any(|scheme| lower.starts_with(scheme)) {
        return Some(Value::Address(written.value));
    }
    findings.add(invalid(&written.span, key, &written.value, SCHEMES.iter()));
    None
}

impl Field {
    /// What a page says in the field; a finding where its type is another one.
    pub fn said(&self, written: &Written, findings: &mut Findings) -> Option<Value> {
        if written.list == (self.kind == Kind::Texts) {
            return texts_of(written.texts.clone());
        }
        let expected = match self.kind {
            Kind::Texts => "list of strings",
            _ => "string",
        };
        let found = if written.list { "list" } else { "string" };
        let finding = Finding::new(&rules::WRONG_TYPE).at(&written.span);
        findings.add(
            finding
                .with("key", &self.id)
                .with("expected", expected)
                .with("found", found),
        );
        None
    }
}

impl Value {
    /// Its texts; none of references and flags.
    #[must_use]
    pub fn texts(&self) -> &[String] {
        match self {
            Self::Texts(texts) => texts,
            Self::Address(_) | Self::Items(_) | Self::Flag => &[],
        }
    }
}
