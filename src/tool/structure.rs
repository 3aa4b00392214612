//! A model of the site as it is scored.

use crate::models::{self, Label, Models};
use crate::scoring::{
    Aggregation, Earlier, Item, Model, Pattern, Profile, Shortcut, Threshold, definition_hash,
};

/// The model as it is scored: items without a scale are not.
pub(crate) fn structure(models: &Models, model: &models::Model) -> Model {
    let structure = Model {
        id: model.id.clone(),
        version: model.version.clone(),
        hash: String::new(),
        former_hashes: model.former_hashes.clone(),
        own: false,
        owner: model.owner.clone(),
        lang: model.language.clone(),
        scales: model
            .scales
            .iter()
            .map(|(id, scale)| (id.clone(), scale.levels.clone()))
            .collect(),
        categories: model
            .categories
            .iter()
            .map(|category| category.id.clone())
            .collect(),
        items: model
            .items
            .iter()
            .filter(|item| !item.scales.is_empty())
            .map(item)
            .collect(),
        aggregation: model.aggregation.map(|aggregation| match aggregation {
            models::Aggregation::Mean => Aggregation::Mean,
        }),
        left_out: model
            .levels_that(|scale| &scale.left_out)
            .into_iter()
            .collect(),
        decided: model
            .levels_that(|scale| &scale.decided)
            .into_iter()
            .collect(),
        evidence_from: model.evidence_from,
        strengthen_below: model.strengthen_below,
        shortcuts: model
            .shortcuts
            .iter()
            .map(|known| Shortcut {
                id: known.id.clone(),
                level: known.level,
            })
            .collect(),
        patterns: model.patterns.iter().map(pattern).collect(),
        profiles: model
            .profiles
            .iter()
            .map(|known| profile(models, known))
            .collect(),
        earlier: model
            .earlier
            .iter()
            .filter_map(|known| earlier(models, known))
            .collect(),
    };
    Model {
        hash: definition_hash(&structure),
        ..structure
    }
}

fn item(item: &models::Item) -> Item {
    Item {
        id: item.id.clone(),
        category: item.category.clone(),
        scales: item.scales.clone(),
        name: item.name.clone(),
        unconfirmed: item.unconfirmed,
    }
}

fn pattern(pattern: &models::Pattern) -> Pattern {
    Pattern {
        id: pattern.id.value.clone(),
        sides: pattern
            .sides
            .iter()
            .map(|(item, side)| (item.clone(), side.scale.clone()))
            .collect(),
        reasons: pattern
            .sides
            .iter()
            .map(|(item, side)| (item.clone(), side.reason.value.clone()))
            .collect(),
    }
}

fn profile(models: &Models, profile: &models::Profile) -> Profile {
    let source = profile
        .source
        .as_ref()
        .and_then(|key| models.document(&key.value));
    let threshold = |level: &models::Threshold| match level {
        models::Threshold::Level(level) => Threshold::Level(*level),
        models::Threshold::NotRequired => Threshold::NotRequired,
    };
    Profile {
        id: profile.id.clone(),
        name: None,
        source: source
            .map(|document| document.title.clone())
            .unwrap_or_default(),
        address: source
            .and_then(|document| document.address.clone())
            .unwrap_or_default(),
        checked: profile.checked.clone().unwrap_or_default(),
        ours: profile.label == Label::Ours,
        levels: profile
            .levels
            .iter()
            .map(|(item, level)| (item.clone(), threshold(level)))
            .collect(),
    }
}

fn earlier(models: &Models, earlier: &models::Earlier) -> Option<Earlier> {
    let model = models.models.get(&earlier.model.value)?;
    Some(Earlier {
        model: model.id.clone(),
        version: model.version.clone(),
        names: model
            .items
            .iter()
            .map(|item| (item.id.clone(), item.name.clone()))
            .collect(),
        look_again: earlier
            .look_again
            .iter()
            .map(|item| item.value.clone())
            .collect(),
    })
}
