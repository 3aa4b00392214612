//! Structure without prose: maturity models and service catalogues, what relates them to other things, the glossary's
//! terms and the list of documents. No model is named in the code: each is a folder of `content/models/`.

mod documents;
mod glossary;
mod mapping;
mod model;
mod patterns;
mod profiles;

pub use documents::Document;
pub use glossary::{Linking, Term};
pub use mapping::Mapping;
pub use model::{Aggregation, Category, Earlier, Item, Model, Scale, Shortcut};
pub use patterns::{Pattern, Side};
pub use profiles::{Label, Profile, Threshold};

use crate::diagnostic::{Finding, Findings, Place, nearest, rules};
use crate::fields::{At, Document as Toml};
use crate::source::{File, Tree};
use std::collections::BTreeMap;
use std::fmt::Display;

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

impl Models {
    /// An item by `model:item`.
    #[must_use]
    pub fn item(&self, reference: &str) -> Option<(&Model, &Item)> {
        let (model, item) = reference.split_once(':')?;
        let model = self.models.get(model)?;
        Some((model, model.item(item)?))
    }

    /// A profile by `model:profile`.
    #[must_use]
    pub fn profile(&self, reference: &str) -> Option<(&Model, &Profile)> {
        let (model, profile) = reference.split_once(':')?;
        let model = self.models.get(model)?;
        Some((
            model,
            model.profiles.iter().find(|known| known.id == profile)?,
        ))
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
            None if rest == "glossary.toml" => {
                models.terms = glossary::terms(Toml::parse(text, findings).table(), findings);
            }
            None if rest == "documents.toml" => {
                models.documents =
                    documents::documents(Toml::parse(text, findings).table(), findings);
            }
            Some((id, "model.toml")) => {
                models
                    .models
                    .extend(folder(tree, id, text, findings).map(|model| (id.to_owned(), model)));
            }
            Some((id, "mapping.toml" | "patterns.toml" | "profiles.toml"))
                if tree.contains(&format!("{FOLDER}{id}/model.toml")) => {}
            Some((id, name))
                if sample_language(name).is_some()
                    && tree.contains(&format!("{FOLDER}{id}/model.toml")) => {}
            _ => findings.add(Finding::new(&rules::UNSUPPORTED_FILE).at(Place::file(path))),
        }
    }
    earlier_models_exist(&models, findings);
    models
}

/// A model with what lies beside its `model.toml`.
fn folder(
    tree: &Tree,
    id: &str,
    text: &crate::diagnostic::Text,
    findings: &mut Findings,
) -> Option<Model> {
    let mut model = model::read(id, text, findings)?;
    let beside = |name: &str| tree.text(&format!("{FOLDER}{id}/{name}"));
    if let Some(text) = beside("mapping.toml") {
        model.mappings = mapping::read(Toml::parse(text, findings).table(), &model, findings);
    }
    if let Some(text) = beside("patterns.toml") {
        model.patterns = patterns::read(Toml::parse(text, findings).table(), &model, findings);
    }
    if let Some(text) = beside("profiles.toml") {
        model.profiles = profiles::read(Toml::parse(text, findings).table(), &model, findings);
    }
    model.samples = samples(tree, id, findings);
    Some(model)
}

/// The language of a sample, from its path in a model's folder: `samples/<tag>.json`.
fn sample_language(name: &str) -> Option<&str> {
    name.strip_prefix("samples/")?
        .strip_suffix(".json")
        .filter(|tag| !tag.is_empty() && !tag.contains('/'))
}

/// The sample teams of a model. What stands in them is checked where assessments are read.
fn samples(tree: &Tree, id: &str, findings: &mut Findings) -> BTreeMap<String, serde_json::Value> {
    let folder = format!("{FOLDER}{id}/");
    let mut samples = BTreeMap::new();
    for (path, file) in tree.below(&folder) {
        let (Some(language), File::Text(text)) = (sample_language(&path[folder.len()..]), file)
        else {
            continue;
        };
        match serde_json::from_str(&text.text) {
            Ok(value) => drop(samples.insert(language.to_owned(), value)),
            Err(error) => {
                let before: usize = text
                    .text
                    .split_inclusive('\n')
                    .take(error.line().saturating_sub(1))
                    .map(str::len)
                    .sum();
                let at = (before + error.column().saturating_sub(1)).min(text.text.len());
                findings.add(invalid(
                    &text.place(at..at),
                    "samples",
                    error,
                    std::iter::once("JSON"),
                ));
            }
        }
    }
    samples
}

/// The model that answers are carried over from is another one of the site.
fn earlier_models_exist(models: &Models, findings: &mut Findings) {
    for model in models.models.values() {
        let Some(earlier) = &model.earlier else {
            continue;
        };
        let others = || {
            models
                .models
                .keys()
                .map(String::as_str)
                .filter(|id| *id != model.id)
        };
        if !others().any(|id| id == earlier.model.value) {
            let finding = Finding::new(&rules::UNKNOWN_ITEM).at(earlier.model.place.clone());
            findings.add(
                finding
                    .with("item", &earlier.model.value)
                    .suggest(nearest(&earlier.model.value, others())),
            );
        }
    }
}

/// A reference to something that the same folder declares.
fn check_reference<'a>(
    key: &str,
    written: &At<String>,
    known: impl Iterator<Item = &'a str> + Clone,
    findings: &mut Findings,
) {
    if !known.clone().any(|id| id == written.value) {
        findings.add(invalid(&written.place, key, &written.value, known));
    }
}

/// An item that another file of the model's folder names.
fn check_item(model: &Model, id: &str, place: &Place, findings: &mut Findings) -> bool {
    let known = model.item(id).is_some();
    if !known {
        let finding = Finding::new(&rules::UNKNOWN_ITEM)
            .at(place.clone())
            .with("item", format!("{}:{id}", model.id));
        findings.add(finding.suggest(nearest(id, model.items.iter().map(|item| item.id.as_str()))));
    }
    known
}

/// A value that its key cannot take.
fn invalid(
    place: &Place,
    key: &str,
    value: impl Display,
    expected: impl Iterator<Item = impl Display>,
) -> Finding {
    let expected: Vec<String> = expected.map(|value| value.to_string()).collect();
    let finding = Finding::new(&rules::INVALID_VALUE)
        .at(place.clone())
        .with("key", key);
    finding
        .with("value", value.to_string())
        .with("expected", expected.join(", "))
}

fn duplicate(id: &At<String>, findings: &mut Findings) {
    let finding = Finding::new(&rules::DUPLICATE_ID)
        .at(id.place.clone())
        .with("id", &id.value)
        .with("first", &*id.place.path);
    findings.add(finding);
}
