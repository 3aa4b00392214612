//! What is scored: ids, order and numbers.

use crate::diagnostic::Findings;
use crate::formats::json::{Fields, Node};
use crate::formats::profile::profile;
use crate::formats::values::{ITEMS, LINE, NOTE, records};
use crate::scoring::{
    Aggregation, Earlier, ID, Item, MAX_CATEGORIES, MAX_ITEMS, MAX_LEVELS, MAX_OTHERS, MAX_SCALES,
    Model, Pattern, Profile, Shortcut, is_id,
};
use std::collections::BTreeMap;

/// A model, whose parts are not held against each other yet.
pub fn model(fields: &Fields<'_>, findings: &mut Findings) -> Model {
    let mut model = Model {
        id: id(fields, "id", findings),
        version: filled(fields, "version", findings),
        owner: fields.string("owner", LINE, findings),
        lang: language(fields, findings),
        scales: scales(fields, findings),
        categories: ids(fields, "categories", MAX_CATEGORIES, findings),
        items: items(fields, findings),
        aggregation: aggregation(fields, findings),
        left_out: levels(fields, "leftOut", findings),
        decided: levels(fields, "decided", findings),
        evidence_from: fields.whole("evidenceFrom", findings),
        strengthen_below: fields.whole("strengthenBelow", findings),
        shortcuts: shortcuts(fields, findings),
        patterns: patterns(fields, findings),
        earlier: earlier(fields, findings),
        ..Model::default()
    };
    model.profiles = profiles(fields, &model, findings);
    model
}

/// A text that is one of a language.
pub fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.chars().all(|sign| sign.is_ascii_alphanumeric())
    };
    parts.next().is_some_and(|first| {
        (2..=8).contains(&first.len()) && first.chars().all(|sign| sign.is_ascii_alphabetic())
    }) && text.split('-').count() <= 5
        && parts.all(is_part)
}

fn language(fields: &Fields<'_>, findings: &mut Findings) -> Option<String> {
    fields.get("lang")?;
    let text = fields.string("lang", LINE, findings);
    if fields.is_text("lang") && !is_language(&text) {
        fields.wrong("lang", "\"en\", \"ja\", …", findings);
    }
    Some(text)
}

fn id(fields: &Fields<'_>, name: &str, findings: &mut Findings) -> String {
    let text = fields.string(name, LINE, findings);
    if is_text_or_absent(fields, name) && !is_id(&text) {
        fields.wrong(name, ID, findings);
    }
    text
}

/// Of what is no text that is said already.
fn is_text_or_absent(fields: &Fields<'_>, name: &str) -> bool {
    fields.get(name).is_none() || fields.is_text(name)
}

/// The ids of a list.
fn ids(fields: &Fields<'_>, name: &str, limit: usize, findings: &mut Findings) -> Vec<String> {
    let nodes = fields.list(name, limit, findings);
    let read = |node: &Node<'_>| {
        let text = node.text(LINE, findings)?;
        if !is_id(&text) {
            node.wrong(ID, findings);
        }
        Some(text)
    };
    nodes.iter().filter_map(read).collect()
}

/// A text that is not blank.
fn filled(fields: &Fields<'_>, name: &str, findings: &mut Findings) -> String {
    let text = fields.string(name, LINE, findings);
    if is_text_or_absent(fields, name) && text.trim().is_empty() {
        fields.wrong(name, "\"…\"", findings);
    }
    text
}

fn scales(fields: &Fields<'_>, findings: &mut Findings) -> BTreeMap<String, Vec<i64>> {
    fields
        .entries("scales", ITEMS, findings)
        .into_iter()
        .map(|(id, node)| {
            let levels = node.list(MAX_LEVELS, findings);
            let whole = levels
                .iter()
                .map(|level| level.whole(&mut Findings::default()));
            let levels = whole.collect::<Option<Vec<i64>>>();
            if levels.is_none() {
                node.wrong("[0, 1, …]", findings);
            }
            (id, levels.unwrap_or_default())
        })
        .collect()
}

fn levels(fields: &Fields<'_>, name: &str, findings: &mut Findings) -> Vec<i64> {
    fields
        .list(name, MAX_OTHERS, findings)
        .iter()
        .filter_map(|node| node.whole(findings))
        .collect()
}

fn items(fields: &Fields<'_>, findings: &mut Findings) -> Vec<Item> {
    let nodes = fields.list("items", MAX_ITEMS, findings);
    nodes.iter().map(|node| item(node, findings)).collect()
}

fn item(node: &Node<'_>, findings: &mut Findings) -> Item {
    let fields = node.fields_or_none(findings);
    Item {
        id: id(&fields, "id", findings),
        category: fields.string("category", LINE, findings),
        scales: fields.strings("scales", MAX_SCALES, LINE, findings),
        name: filled(&fields, "name", findings),
        unconfirmed: fields.flag("unconfirmed", findings),
    }
}

fn aggregation(fields: &Fields<'_>, findings: &mut Findings) -> Option<Aggregation> {
    let node = fields.get("aggregation")?;
    if !node.is("mean") {
        node.wrong("\"mean\"", findings);
    }
    Some(Aggregation::Mean)
}

fn shortcuts(fields: &Fields<'_>, findings: &mut Findings) -> Vec<Shortcut> {
    let all = records(fields, "shortcuts", MAX_OTHERS, findings);
    let shortcut = |fields: &Fields<'_>| {
        let level = fields.whole("level", findings);
        if fields.get("level").is_none() {
            fields.wrong("level", "0, 1, 2, …", findings);
        }
        Shortcut {
            id: id(fields, "id", findings),
            level: level.unwrap_or_default(),
        }
    };
    all.iter().map(shortcut).collect()
}

fn patterns(fields: &Fields<'_>, findings: &mut Findings) -> Vec<Pattern> {
    let all = records(fields, "patterns", MAX_OTHERS, findings);
    let pattern = |fields: &Fields<'_>| Pattern {
        id: id(fields, "id", findings),
        sides: texts(fields, "sides", findings),
        reasons: texts(fields, "reasons", findings),
    };
    all.iter().map(pattern).collect()
}

fn profiles(fields: &Fields<'_>, model: &Model, findings: &mut Findings) -> Vec<Profile> {
    let all = records(fields, "profiles", MAX_OTHERS, findings);
    let read = |fields: &Fields<'_>| {
        id(fields, "id", findings);
        let profile = profile(fields, model, findings);
        Profile {
            // The words of a model's profiles are among its texts, unless one has a name of its own.
            name: profile.name.filter(|name| !name.is_empty()),
            ..profile
        }
    };
    all.iter().map(read).collect()
}

fn earlier(fields: &Fields<'_>, findings: &mut Findings) -> Vec<Earlier> {
    let all = records(fields, "earlier", MAX_OTHERS, findings);
    let one = |fields: &Fields<'_>| Earlier {
        model: id(fields, "model", findings),
        version: filled(fields, "version", findings),
        names: texts(fields, "names", findings),
        look_again: ids(fields, "lookAgain", MAX_ITEMS, findings),
    };
    all.iter().map(one).collect()
}

/// Texts by name.
pub fn texts(fields: &Fields<'_>, name: &str, findings: &mut Findings) -> BTreeMap<String, String> {
    let entries = fields.entries(name, ITEMS, findings);
    let text = |(name, node): (String, Node<'_>)| Some((name, node.text(NOTE, findings)?));
    entries.into_iter().filter_map(text).collect()
}
