//! Structure without prose: frameworks that are scored and catalogues of anything, with what relates their items to others.
//! No model is named in the code: each is a folder of `content/models/`.
//!
//! 1. Each folder is read by itself: `model.toml`, and what lies beside it.
//! 2. `completed` adds what stands in other models: the names of an earlier model's items, the documents that profiles are from.
//!
//! [`parse`] is the entry.

mod field;
mod item;
mod mapping;
mod model;
mod patterns;
mod profiles;
mod sample;
mod scales;

pub use field::{Field, Kind, TITLE, Value};
pub use item::Item;
pub use mapping::Mapping;
pub use model::{Model, Shown, ShownIn};

use crate::diagnostic::{Finding, Findings, Place, Span, nearest, rules};
use crate::fields::{At, TomlDocument};
use crate::scoring::{self, Profile, definition_hash};
use crate::source::{File, Tree};
use std::collections::BTreeMap;
use std::fmt::Display;

/// Everything below `content/models/`.
#[derive(Debug, Default)]
pub struct Models {
    /// Models by id.
    pub models: BTreeMap<String, Model>,
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
        let (model, id) = reference.split_once(':')?;
        let model = self.models.get(model)?;
        let mut profiles = model.scored.profiles.iter();
        Some((model, profiles.find(|profile| profile.id == id)?))
    }

    /// A document that pages cite, by key: an item of a model whose items are cited.
    #[must_use]
    pub fn document(&self, key: &str) -> Option<(&Model, &Item)> {
        let mut cited = self.cited();
        cited.find_map(|model| Some((model, model.item(key)?)))
    }

    /// Models whose items pages cite.
    pub fn cited(&self) -> impl Iterator<Item = &Model> {
        self.models.values().filter(|model| model.shown.cited)
    }

    /// Keys of all documents.
    pub fn document_keys(&self) -> impl Iterator<Item = &str> {
        self.cited().flat_map(|model| &model.items).map(Item::id)
    }
}

const FOLDER: &str = "content/models/";

/// A model of which only its own folder is read.
struct Draft {
    model: Model,
    profiles: Vec<profiles::Sourced>,
}

/// Reads all models.
#[must_use]
pub fn parse(tree: &Tree, findings: &mut Findings) -> Models {
    let mut drafts: BTreeMap<String, Draft> = BTreeMap::new();
    for (path, file) in tree.below(FOLDER) {
        let rest = &path[FOLDER.len()..];
        let File::Text(text) = file else {
            findings.add(Finding::new(&rules::UNSUPPORTED_FILE).at(Place::file(path)));
            continue;
        };
        match rest.split_once('/') {
            Some((id, "model.toml")) => {
                let draft = folder(tree, id, text, findings);
                drafts.extend(draft.map(|draft| (id.to_owned(), draft)));
            }
            Some((id, name)) if lies_beside(tree, id, name) => {}
            _ => findings.add(Finding::new(&rules::UNSUPPORTED_FILE).at(Place::file(path))),
        }
    }
    let models = drafts.values().map(|draft| completed(draft, &drafts));
    let models = Models {
        models: models.map(|model| (model.id.clone(), model)).collect(),
    };
    earlier_models_exist(&models, findings);
    models
}

/// Whether a file is one that `folder` reads beside a model.
fn lies_beside(tree: &Tree, id: &str, name: &str) -> bool {
    let known = matches!(name, "mapping.toml" | "patterns.toml" | "profiles.toml");
    (known || sample::is_part(name)) && tree.contains(&format!("{FOLDER}{id}/model.toml"))
}

/// A model with what lies beside its `model.toml`.
fn folder(
    tree: &Tree,
    id: &str,
    text: &crate::diagnostic::Text,
    findings: &mut Findings,
) -> Option<Draft> {
    let mut model = model::read(id, text, findings)?;
    let mut profiles = Vec::new();
    let beside = |name: &str| tree.text(&format!("{FOLDER}{id}/{name}"));
    if let Some(text) = beside("mapping.toml") {
        model.mappings = mapping::read(
            TomlDocument::parse(text, findings).table(),
            &model,
            findings,
        );
    }
    if let Some(text) = beside("patterns.toml") {
        let table = TomlDocument::parse(text, findings);
        model.scored.patterns = patterns::read(table.table(), &model, findings);
    }
    if let Some(text) = beside("profiles.toml") {
        profiles = profiles::read(
            TomlDocument::parse(text, findings).table(),
            &model,
            findings,
        );
    }
    model.samples = sample::read(tree, id, findings);
    Some(Draft { model, profiles })
}

/// A model with what other models say.
fn completed(draft: &Draft, all: &BTreeMap<String, Draft>) -> Model {
    let mut model = draft.model.clone();
    let sources = draft.profiles.iter();
    model.profile_sources = sources
        .filter_map(|(profile, source)| Some((profile.id.clone(), source.clone()?)))
        .collect();
    let profiles = draft.profiles.iter();
    model.scored.profiles = profiles
        .map(|(profile, source)| sourced(profile, source.as_ref(), all))
        .collect();
    let earlier = draft.model.earlier.as_ref();
    let known = earlier.and_then(|earlier| Some((earlier, all.get(&earlier.model.value)?)));
    model.scored.earlier = known
        .map(|(earlier, draft)| names(&draft.model, &earlier.look_again))
        .into_iter()
        .collect();
    model.scored.hash = definition_hash(&model.scored);
    model
}

/// A profile with the title and the address of the document that it is from.
fn sourced(
    profile: &Profile,
    source: Option<&At<String>>,
    all: &BTreeMap<String, Draft>,
) -> Profile {
    let mut models = all.values().map(|draft| &draft.model);
    let document = source.and_then(|key| {
        models.find_map(|model| model.item(&key.value).filter(|_| model.shown.cited))
    });
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    Profile {
        source: text(document.and_then(Item::name)),
        address: document.and_then(Item::address).unwrap_or_default(),
        ..profile.clone()
    }
}

/// What a later model has to know of this one.
fn names(model: &Model, look_again: &[At<String>]) -> scoring::Earlier {
    let names = model.items.iter();
    scoring::Earlier {
        model: model.id.clone(),
        version: model.scored.version.clone(),
        names: names
            .map(|item| (item.id().to_owned(), item.scored.name.clone()))
            .collect(),
        look_again: look_again.iter().map(|item| item.value.clone()).collect(),
    }
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
            let finding = Finding::new(&rules::UNKNOWN_ITEM).at(&earlier.model.span);
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
        findings.add(invalid(&written.span, key, &written.value, known));
    }
}

/// An item that another file of the model's folder names.
fn check_item(model: &Model, id: &str, span: &Span, findings: &mut Findings) -> bool {
    let known = model.item(id).is_some();
    if !known {
        let finding = Finding::new(&rules::UNKNOWN_ITEM)
            .at(span)
            .with("item", format!("{}:{id}", model.id));
        findings.add(finding.suggest(nearest(id, model.items.iter().map(Item::id))));
    }
    known
}

/// A value that its key cannot take.
fn invalid(
    span: &Span,
    key: &str,
    value: impl Display,
    expected: impl Iterator<Item = impl Display>,
) -> Finding {
    let expected: Vec<String> = expected.map(|value| value.to_string()).collect();
    let finding = Finding::new(&rules::INVALID_VALUE)
        .at(span)
        .with("key", key);
    finding
        .with("value", value.to_string())
        .with("expected", expected.join(", "))
}

fn duplicate(id: &At<String>, findings: &mut Findings) {
    let finding = Finding::new(&rules::DUPLICATE_ID)
        .at(&id.span)
        .with("id", &id.value)
        .with("first", &**id.span.path());
    findings.add(finding);
}
