//! Structure without prose: maturity models and service catalogues, the mappings between them, the glossary's terms
//! and the list of documents. No model is named in the code: each is a folder of `content/models/`.

use crate::diagnostic::{Finding, Findings, Place, rules};
use crate::fields::{At, Document as Toml, Table};
use crate::source::{File, Tree};
use std::collections::BTreeMap;

/// Everything below `content/models/`.
#[derive(Debug, Default)]
pub struct Models {
    /// Models by id.
    pub models: BTreeMap<String, Model>,
    /// Terms of the glossary, by id.
    pub terms: BTreeMap<String, Term>,
    /// Documents that pages cite, in the order of the file.
    pub documents: Vec<Document>,
}

/// A model: categories of items, each item scored on a scale or not at all.
#[derive(Debug, Clone)]
pub struct Model {
    /// Its id, which is its folder's name.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Whose it is.
    pub owner: String,
    /// Key of the document that defines it.
    pub source: At<String>,
    /// Scales by id.
    pub scales: BTreeMap<String, Scale>,
    /// Categories in order.
    pub categories: Vec<Category>,
    /// Items in order.
    pub items: Vec<Item>,
    /// How levels become one figure; models without scales have none.
    pub aggregation: Option<Aggregation>,
    /// From items to pages and to items of other models.
    pub mappings: Vec<Mapping>,
    /// BLAKE3 of the files that make up its structure, in hexadecimal.
    pub hash: String,
    /// Where its file is.
    pub place: Place,
}

/// Levels, from the lowest to the highest.
#[derive(Debug, Clone)]
pub struct Scale {
    /// The levels.
    pub levels: Vec<i64>,
}

/// A group of items.
#[derive(Debug, Clone)]
pub struct Category {
    /// Its id.
    pub id: String,
    /// Where it is declared.
    pub place: Place,
}

/// What is scored or described.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its id, without the model's.
    pub id: String,
    /// Its category's id.
    pub category: String,
    /// The scale it is scored on.
    pub scale: Option<String>,
    /// Its official name.
    pub name: String,
    /// Where it is declared.
    pub place: Place,
}

/// How the levels of items become one figure: from a closed list, in tenths, half up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aggregation {
    /// The mean of the answered items.
    Mean,
}

/// What an item is related to, by our own judgement or somebody else's.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// The item's id.
    pub item: At<String>,
    /// Pages, as paths without language and extension, with `#anchor` where a part is meant.
    pub pages: Vec<At<String>>,
    /// Items of other models, as `model:item`.
    pub items: Vec<At<String>>,
}

/// Whether a term or an abbreviation is linked without being asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Linking {
    /// At its first mention on a page.
    Auto,
    /// Only where the author writes the link.
    Explicit,
    /// Never; the term is in the glossary alone.
    Never,
}

/// A term of the glossary.
#[derive(Debug, Clone)]
pub struct Term {
    /// Its id.
    pub id: String,
    /// Whether its words are linked.
    pub link: Linking,
    /// Its abbreviation, the same in every language.
    pub abbreviation: Option<String>,
    /// Whether the abbreviation is linked.
    pub abbreviation_link: Linking,
    /// Ids of related terms.
    pub related: Vec<At<String>>,
    /// Where it is declared.
    pub place: Place,
}

/// A document that pages cite.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its key.
    pub key: String,
    /// Its title, as its publisher writes it.
    pub title: String,
    /// Language of the title.
    pub language: String,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// The edition that our sources name.
    pub edition_named: Option<String>,
    /// The edition that is current, where known.
    pub edition_current: Option<String>,
    /// Date of the current edition: a year, a month or a day.
    pub date: Option<String>,
    /// Where it is on the web.
    pub address: Option<String>,
    /// Its licence.
    pub licence: Option<String>,
    /// When a person last looked at the address.
    pub date_checked: Option<String>,
    /// Whether the edition named has been replaced or withdrawn.
    pub superseded: bool,
    /// Key of what replaced it.
    pub superseded_by: Option<At<String>>,
    /// Where it is declared.
    pub place: Place,
}

impl Model {
    /// An item of the model.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The items of a category, in order.
    pub fn items_of<'a>(&'a self, category: &'a str) -> impl Iterator<Item = &'a Item> {
        self.items.iter().filter(move |item| item.category == category)
    }
}

impl Models {
    /// An item by `model:item`.
    #[must_use]
    pub fn item(&self, reference: &str) -> Option<(&Model, &Item)> {
        let (model, item) = reference.split_once(':')?;
        let model = self.models.get(model)?;
        Some((model, model.item(item)?))
    }

    /// A document by key.
    #[must_use]
    pub fn document(&self, key: &str) -> Option<&Document> {
        self.documents.iter().find(|document| document.key == key)
    }
}

const FOLDER: &str = "content/models/";

/// Reads all models.
#[must_use]
pub fn parse(tree: &Tree, findings: &mut Findings) -> Models {
    let mut models = Models::default();
    for (path, file) in tree.below(FOLDER) {
        let rest = &path[FOLDER.len()..];
        let File::Text(text) = file else {
            findings.add(Finding::new(&rules::UNSUPPORTED_FILE).at(Place::file(path)));
            continue;
        };
        match rest.split_once('/') {
            None if rest == "glossary.toml" => models.terms = terms(Toml::parse(text, findings).table(), findings),
            None if rest == "documents.toml" => models.documents = documents(Toml::parse(text, findings).table(), findings),
            Some((id, "mapping.toml")) if tree.contains(&format!("{FOLDER}{id}/model.toml")) => {}
            Some((id, "model.toml")) => {
                if let Some(model) = model(tree, id, text, findings) {
                    models.models.insert(id.to_owned(), model);
                }
            }
            _ => findings.add(Finding::new(&rules::UNSUPPORTED_FILE).at(Place::file(path))),
        }
    }
    models
}

fn model(tree: &Tree, id: &str, text: &crate::diagnostic::Text, findings: &mut Findings) -> Option<Model> {
    let document = Toml::parse(text, findings);
    let table = document.table();
    let written = table.required_string("id", findings)?;
    if written.value != id {
        let finding =
            Finding::new(&rules::INVALID_VALUE).at(written.place.clone()).with("key", "id").with("value", &written.value);
        findings.add(finding.with("expected", id));
    }
    let scales = scales(&table, findings);
    let categories = categories(&table, findings);
    let items = items(&table, &scales, &categories, findings);
    let mapping_path = format!("{FOLDER}{id}/mapping.toml");
    let mapping_text = tree.text(&mapping_path);
    let mut hasher = blake3::Hasher::new();
    hasher.update(text.text.as_bytes());
    let model = Model {
        id: id.to_owned(),
        version: table.required_string("version", findings)?.value,
        owner: table.required_string("owner", findings)?.value,
        source: table.required_string("source", findings)?,
        aggregation: aggregation(&table, findings),
        mappings: mapping_text.map(|text| mappings(Toml::parse(text, findings).table(), &items, findings)).unwrap_or_default(),
        scales,
        categories,
        items,
        hash: hasher.finalize().to_hex().to_string(),
        place: written.place,
    };
    table.finish(findings);
    Some(model)
}

fn scales(table: &Table<'_>, findings: &mut Findings) -> BTreeMap<String, Scale> {
    let mut scales = BTreeMap::new();
    for entry in table.tables("scales", findings) {
        let id = entry.required_string("id", findings);
        let levels = entry.integers("levels", findings).into_iter().map(|level| level.value).collect();
        entry.finish(findings);
        match id {
            Some(id) if scales.contains_key(&id.value) => duplicate(&id, findings),
            Some(id) => drop(scales.insert(id.value, Scale { levels })),
            None => {}
        }
    }
    scales
}

fn categories(table: &Table<'_>, findings: &mut Findings) -> Vec<Category> {
    let mut categories: Vec<Category> = Vec::new();
    for entry in table.tables("categories", findings) {
        let id = entry.required_string("id", findings);
        entry.finish(findings);
        let Some(id) = id else { continue };
        if categories.iter().any(|category| category.id == id.value) {
            duplicate(&id, findings);
        } else {
            categories.push(Category { id: id.value, place: id.place });
        }
    }
    categories
}

fn items(table: &Table<'_>, scales: &BTreeMap<String, Scale>, categories: &[Category], findings: &mut Findings) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for entry in table.tables("items", findings) {
        let id = entry.required_string("id", findings);
        let category = entry.required_string("category", findings);
        let name = entry.required_string("name", findings);
        let scale = entry.string("scale", findings);
        entry.finish(findings);
        let (Some(id), Some(category), Some(name)) = (id, category, name) else { continue };
        check_reference("category", &category, categories.iter().map(|known| known.id.as_str()), findings);
        if let Some(scale) = &scale {
            check_reference("scale", scale, scales.keys().map(String::as_str), findings);
        }
        if items.iter().any(|item| item.id == id.value) {
            duplicate(&id, findings);
            continue;
        }
        let scale = scale.map(|scale| scale.value);
        items.push(Item { id: id.value, category: category.value, scale, name: name.value, place: id.place });
    }
    items
}

/// A reference to something that the same file declares.
fn check_reference<'a>(key: &str, written: &At<String>, known: impl Iterator<Item = &'a str> + Clone, findings: &mut Findings) {
    if known.clone().any(|id| id == written.value) {
        return;
    }
    let finding = Finding::new(&rules::INVALID_VALUE)
        .at(written.place.clone())
        .with("key", key)
        .with("value", &written.value)
        .with("expected", known.collect::<Vec<_>>().join(", "));
    findings.add(finding);
}

fn duplicate(id: &At<String>, findings: &mut Findings) {
    let finding = Finding::new(&rules::DUPLICATE_ID).at(id.place.clone()).with("id", &id.value).with("first", &*id.place.path);
    findings.add(finding);
}

fn aggregation(table: &Table<'_>, findings: &mut Findings) -> Option<Aggregation> {
    let entry = table.table("aggregation", findings)?;
    entry.required_string("method", findings);
    let method = entry.choice("method", &[("mean", Aggregation::Mean)], findings);
    entry.choice("rounding", &[("half-up-tenths", ())], findings);
    entry.finish(findings);
    method
}

fn mappings(table: Table<'_>, items: &[Item], findings: &mut Findings) -> Vec<Mapping> {
    table.choice("label", &[("ours", ())], findings);
    let mut mappings = Vec::new();
    for entry in table.tables("mapping", findings) {
        let item = entry.required_string("item", findings);
        let pages = entry.strings("pages", findings);
        let others = entry.strings("items", findings);
        entry.finish(findings);
        let Some(item) = item else { continue };
        check_reference("item", &item, items.iter().map(|item| item.id.as_str()), findings);
        mappings.push(Mapping { item, pages, items: others });
    }
    table.finish(findings);
    mappings
}

const LINKING: [(&str, Linking); 3] = [("auto", Linking::Auto), ("explicit", Linking::Explicit), ("never", Linking::Never)];

fn terms(table: Table<'_>, findings: &mut Findings) -> BTreeMap<String, Term> {
    let mut terms = BTreeMap::new();
    for entry in table.tables("term", findings) {
        let id = entry.required_string("id", findings);
        let link = entry.choice("link", &LINKING, findings);
        let abbreviation = entry.string("abbr", findings).map(|at| at.value);
        let abbreviation_link = entry.choice("abbr_link", &LINKING, findings);
        let related = entry.strings("related", findings);
        if link.is_none() {
            entry.required_string("link", findings);
        }
        entry.finish(findings);
        let Some(id) = id else { continue };
        if terms.contains_key(&id.value) {
            duplicate(&id, findings);
            continue;
        }
        let link = link.unwrap_or(Linking::Explicit);
        let term = Term {
            id: id.value.clone(),
            link,
            abbreviation,
            abbreviation_link: abbreviation_link.unwrap_or(link),
            related,
            place: id.place,
        };
        terms.insert(id.value, term);
    }
    table.finish(findings);
    terms
}

fn documents(table: Table<'_>, findings: &mut Findings) -> Vec<Document> {
    let mut documents: Vec<Document> = Vec::new();
    for entry in table.tables("document", findings) {
        let key = entry.required_string("key", findings);
        let title = entry.required_string("title", findings);
        let mut optional = |key: &str| entry.string(key, findings).map(|at| at.value);
        let language = optional("language");
        let [publisher, edition_named, edition_current] = ["publisher", "edition_named", "edition_current"].map(&mut optional);
        let [date, address, licence, date_checked] = ["date", "address", "licence", "date_checked"].map(&mut optional);
        let superseded = entry.boolean("superseded", findings).unwrap_or(false);
        let superseded_by = entry.string("superseded_by", findings);
        let place = entry.place("key");
        entry.finish(findings);
        let (Some(key), Some(title)) = (key, title) else { continue };
        if documents.iter().any(|document| document.key == key.value) {
            duplicate(&key, findings);
            continue;
        }
        documents.push(Document {
            key: key.value,
            title: title.value,
            language: language.unwrap_or_else(|| "en".to_owned()),
            publisher,
            edition_named,
            edition_current,
            date,
            address,
            licence,
            date_checked,
            superseded,
            superseded_by,
            place,
        });
    }
    table.finish(findings);
    documents
}
