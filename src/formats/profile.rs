//! Profiles: levels that somebody asks for, in a file of their own (`shirube-profile`) and inside other files.
//!
//! [`read_profile`] reads the file, which a tool writes so that teams can hand a profile on. The twin of the tools'
//! `profile-file.js`.

use super::json::{self, Fields, Node};
use super::values::{ITEMS, LINE, check_level, day, model_reference};
use crate::diagnostic::{Finding, Findings, Place, Text, nearest, rules};
use crate::scoring::{Model, NOT_REQUIRED, Profile, Threshold};
use std::collections::BTreeMap;

/// What the field `format` says.
pub const PROFILE_FORMAT: &str = "shirube-profile";
/// The highest version of the format that is read.
const PROFILE_FORMAT_VERSION: i64 = 1;

/// Reads a profile's own file. `None` where it is refused; findings say why, and what of it does not count for this model.
pub fn read_profile(text: &Text, model: &Model, findings: &mut Findings) -> Option<Profile> {
    let mut found = Findings::default();
    let profile = read(text, model, &mut found).filter(|_| !found.has_errors());
    findings.extend(found);
    profile
}

fn read(text: &Text, model: &Model, findings: &mut Findings) -> Option<Profile> {
    let value = json::parse(text, findings)?;
    let top = Node::top(text, &value);
    let known = (PROFILE_FORMAT, PROFILE_FORMAT_VERSION);
    let fields = match json::of_format(&top, &[known]) {
        Ok((_, fields)) => fields,
        Err(not_this) => {
            findings.add(not_this.finding(|| Finding::new(&rules::ASSESSMENT_PROFILE_FILE)));
            return None;
        }
    };
    let its = fields.fields("model", findings);
    let reference = model_reference(&its, findings);
    let place = fields
        .get("model")
        .map_or_else(|| Place::file(&text.path), Node::place);
    if reference.id != model.id {
        findings.add(foreign(&reference.id, &[model], place));
        return None;
    }
    let Some(given) = fields.get("profile") else {
        fields.wrong("profile", "{ … }", findings);
        return None;
    };
    let read = profile(&given.fields(findings)?, model, findings);
    if reference.version != model.version {
        findings.add(another_version(&reference.version, model, place));
    }
    find_unknown_items(given, model, &read, findings);
    Some(read)
}

fn another_version(version: &str, model: &Model, place: Place) -> Finding {
    Finding::new(&rules::ASSESSMENT_VERSION)
        .at(place)
        .with("model", format!("{} {version}", model.id))
        .with("present", format!("{} {}", model.id, model.version))
}

/// That a file is of a model that is not among the known ones.
pub fn foreign(name: &str, known: &[&Model], place: Place) -> Finding {
    let names: Vec<String> = known
        .iter()
        .map(|model| format!("{} {}", model.id, model.version))
        .collect();
    let near = nearest(name, names.iter().map(String::as_str));
    Finding::new(&rules::ASSESSMENT_MODEL)
        .at(place)
        .with("model", name)
        .with("known", names.join(", "))
        .suggest(near)
}

/// Thresholds of items that the model does not have say nothing.
fn find_unknown_items(node: &Node<'_>, model: &Model, profile: &Profile, findings: &mut Findings) {
    let known = || model.items.iter().map(|item| item.id.as_str());
    let levels = profile
        .levels
        .keys()
        .map(|item| (item, vec!["levels".to_owned(), item.clone()]));
    let left_out = profile.exemptions.iter().zip(0..);
    let left_out = left_out
        .filter(|(item, _)| !profile.levels.contains_key(*item))
        .map(|(item, at): (_, usize)| (item, vec!["exemptions".to_owned(), at.to_string()]));
    for (item, path) in levels
        .chain(left_out)
        .filter(|(item, _)| !known().any(|known| known == *item))
    {
        let at = node.at(&path);
        at.find(&rules::ASSESSMENT_ITEM, findings, |finding| {
            finding
                .with("item", item.as_str())
                .suggest(nearest(item, known()))
        });
    }
}

/// A profile as other files hold it, too.
pub fn profile(fields: &Fields<'_>, model: &Model, findings: &mut Findings) -> Profile {
    // Whatever it says, a profile of the team's own is not a proposal of ours.
    fields.flag("ours", findings);
    let mut line = |name| fields.string(name, LINE, findings);
    let [id, name, address] = ["id", "name", "address"].map(&mut line);
    Profile {
        id,
        name: Some(name),
        address,
        source: fields.string("source", LINE, findings),
        checked: day(fields, "checked", findings),
        ours: false,
        levels: thresholds(fields, "levels", model, findings)
            .into_iter()
            .map(|(id, level)| (id, threshold(level)))
            .collect(),
        exemptions: fields.strings("exemptions", ITEMS, LINE, findings),
    }
}

fn threshold(level: Option<i64>) -> Threshold {
    level.map_or(Threshold::NotRequired, Threshold::Level)
}

/// Levels by item, or that nothing is required.
pub fn thresholds(
    fields: &Fields<'_>,
    name: &str,
    model: &Model,
    findings: &mut Findings,
) -> BTreeMap<String, Option<i64>> {
    let mut levels = BTreeMap::new();
    for (item, node) in fields.entries(name, ITEMS, findings) {
        if node.is(NOT_REQUIRED) {
            levels.insert(item, None);
        } else if !node.is_null()
            && let Some(level) = node.whole(findings)
        {
            check_level(model, &item, "", Some(&node), findings);
            levels.insert(item, Some(level));
        }
    }
    levels
}
