//! Results for people to read: typed values in the words of one language, and printers for them.

mod comparison;
mod distribution;
mod document;
mod html;
mod layout;
mod markdown;
mod text;
mod worksheet;

use crate::formats::file::{
    Answer, Assessment, CarriedFrom, Evidence, ModelReference, NotApplicable, Plan,
};
use crate::scoring::{
    GroupScore, Item, ItemScore, Model, PlanEntry, Profile, Score, Sides, State, Verdict,
    plan_entries, score, sides, verdict, what_if,
};
use crate::tool::{Notice, Words};
use serde::Serialize;
use std::collections::BTreeMap;

pub use comparison::{
    Compared, Comparison, Entry, OverTime, comparison, entries, over_time, strictest,
};
pub use distribution::{Distribution, distribution};
pub use document::{Column, Document, Part, Parts, Radar, Table};
pub use html::{html, tenths_as_text};
pub use markdown::markdown;
pub use text::text;
pub use worksheet::{Filling, worksheet, worksheet_address};

/// The report on one assessment.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// What it is, for programs.
    pub format: &'static str,
    /// The version of that form.
    pub format_version: u32,
    /// BCP 47 tag of its language.
    pub language: String,
    /// Its title.
    pub title: String,
    /// A label of TLP 2.0, or empty.
    pub tlp: String,
    /// Whether the team is invented.
    pub sample: bool,
    /// What was scored.
    pub model: ModelReference,
    /// That it is a self-assessment, and what it is not.
    pub statement: String,
    /// What must be known before anything else.
    pub notice: Option<Notice>,
    /// What became of the answers, where the file is of an earlier model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carried: Option<CarriedLines>,
    /// Who assessed what, and when.
    pub facts: Vec<Fact>,
    /// The result in sentences.
    pub summary: Vec<String>,
    /// How many items have an answer, do not apply, and are there at all.
    pub answered: usize,
    /// How many do not apply.
    pub not_applicable: usize,
    /// How many there are.
    pub total: usize,
    /// Categories, in the order of the model.
    pub categories: Vec<CategoryLine>,
    /// What profiles say.
    pub verdicts: Vec<VerdictLine>,
    /// Categories with the highest mean, and what is said of them.
    pub strengths: Vec<FindingLine>,
    /// Categories with the lowest mean, and what is said of them.
    pub weaknesses: Vec<FindingLine>,
    /// What to strengthen and what to move, where items can be done on several sides.
    pub lists: Option<Vec<SideList>>,
    /// What to do, in order.
    pub plan: Vec<PlanLine>,
    /// Items, in the order of the model.
    pub items: Vec<ItemLine>,
    /// What several people scored, if the file keeps it.
    pub spread: Option<Comparison>,
    /// Earlier states, if the file keeps any.
    pub trend: Option<OverTime>,
    /// How figures come about.
    pub method: Vec<String>,
}

/// What became of answers to an earlier model.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CarriedLines {
    /// The earlier model.
    pub from: ModelReference,
    /// That answers were carried over.
    pub text: String,
    /// Ids of items to be looked at again; they have no level until then.
    pub look_again: Vec<String>,
    /// Ids of items that the earlier model lacks.
    pub fresh: Vec<String>,
    /// Ids of items that only the earlier model has.
    pub gone: Vec<String>,
    /// The lists in words.
    pub lines: Vec<String>,
}

/// Items to strengthen on a side, or to move to it.
#[derive(Debug, Clone, Serialize)]
pub struct SideList {
    /// Whether they are to be moved; otherwise they are to be strengthened where they are.
    pub consider: bool,
    /// The side's id.
    pub side: String,
    /// What the list is called.
    pub title: String,
    /// Ids of the items.
    pub items: Vec<String>,
    /// The items in words, with why they should be on that side.
    pub texts: Vec<String>,
}

/// A name and a value.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}

/// A category.
#[derive(Debug, Clone, Serialize)]
pub struct CategoryLine {
    /// Its name.
    pub name: String,
    /// Its result.
    #[serde(flatten)]
    pub score: GroupScore,
}

/// What a profile says.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VerdictLine {
    /// The profile's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where its numbers come from.
    pub source: String,
    /// Address of that document.
    pub address: String,
    /// Day on which they were compared with it.
    pub checked: String,
    /// Whether it is a proposal of ours.
    pub ours: bool,
    /// What it says.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// What it would say if the plan were carried out; none where nothing is planned.
    pub planned: Option<Verdict>,
}

/// What is said of a category.
#[derive(Debug, Clone, Serialize)]
pub struct FindingLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What is said.
    pub text: String,
}

/// An item to work on.
#[derive(Debug, Clone, Serialize)]
pub struct PlanLine {
    /// Its name.
    pub name: String,
    /// What is missing.
    #[serde(flatten)]
    pub entry: PlanEntry,
    /// Who does it.
    pub owner: String,
    /// By which day.
    pub due: String,
    /// The next step.
    pub step: String,
}

/// An item.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemLine {
    /// Its name.
    pub name: String,
    /// Its name as the model's owner writes it.
    pub official: String,
    /// Its category's id.
    pub category: String,
    /// Its result.
    #[serde(flatten)]
    pub score: ItemScore,
    /// The name of the side used.
    pub side_name: String,
    /// The short name of the level reached.
    pub level_name: String,
    /// What that level means.
    pub level_text: String,
    /// Why it does not apply.
    pub reason: String,
    /// Free words.
    pub note: String,
    /// What the level rests on.
    pub evidence: Vec<Evidence>,
    /// Who decided, where a level rests on a decision.
    pub decided_by: String,
    /// When.
    pub decided_on: String,
    /// Why several raters agreed on this answer.
    pub agreed: String,
}

/// Makes the report on an assessment, held against profiles: those named, or those that the assessment itself names.
#[must_use]
pub fn report(
    model: &Model,
    words: &Words,
    assessment: &Assessment,
    profiles: &[Profile],
) -> Report {
    let result = result(model, assessment, profiles);
    let plan = plan(model, words, assessment, &result);
    let wanted = wanted_sides(model, assessment);
    let said = sides(model, &result, &wanted);
    let [strengths, weaknesses] = [(&said.strengths, true), (&said.weaknesses, false)]
        .map(|(ids, strong)| findings(words, ids, strong));
    Report {
        format: "shirube-report",
        format_version: 1,
        language: words.language.clone(),
        title: words.say("assess.title.report", &[("model", &words.model())]),
        tlp: assessment.details.tlp.clone(),
        sample: assessment.details.sample,
        model: model.reference(),
        statement: words.statement(model),
        notice: words.notice(),
        carried: assessment
            .carried
            .as_ref()
            .map(|from| carried(model, words, assessment, from)),
        facts: facts(model, words, assessment),
        summary: summary(words, &result, &strengths, &weaknesses),
        answered: result.answered,
        not_applicable: result.not_applicable,
        total: result.total,
        categories: result
            .categories
            .iter()
            .map(|score| CategoryLine {
                name: words.category(&score.id),
                score: score.clone(),
            })
            .collect(),
        verdicts: verdicts(model, words, assessment, &result, profiles),
        strengths,
        weaknesses,
        lists: side_lists(model, words, assessment, &said, !wanted.is_empty()),
        plan,
        items: model
            .items
            .iter()
            .zip(&result.items)
            .map(|(item, score)| line(words, assessment, item, score))
            .collect(),
        spread: (assessment.ratings.len() > 1).then(|| {
            comparison(
                model,
                words,
                comparison::rating_entries(words, assessment),
                &assessment.details.tlp,
            )
        }),
        trend: (!assessment.snapshots.is_empty()).then(|| {
            over_time(
                model,
                words,
                comparison::snapshot_entries(words, assessment),
                &assessment.details.tlp,
            )
        }),
        method: method(model, words),
    }
}

/// What became of answers to an earlier model, in words.
fn carried(
    model: &Model,
    words: &Words,
    assessment: &Assessment,
    from: &CarriedFrom,
) -> CarriedLines {
    let name = |reference: &ModelReference| format!("{} {}", reference.id, reference.version);
    let again = |id: &String| {
        let item = model
            .items
            .iter()
            .find(|item| item.id == *id)
            .map(|item| words.item(item))
            .unwrap_or_default();
        let item = format!("{id} {item}");
        match assessment
            .answers
            .get(id)
            .and_then(|answer| earlier_level(words, answer))
        {
            Some(level) => words.say(
                "assess.carried.earlier",
                &[("item", &item), ("level", &level)],
            ),
            None => item,
        }
    };
    let lists = [
        ("again", from.items.look_again.iter().map(again).collect()),
        ("fresh", from.items.fresh.clone()),
        ("gone", from.items.gone.clone()),
    ];
    let lists = lists
        .into_iter()
        .filter(|(_, items): &(&str, Vec<String>)| !items.is_empty());
    CarriedLines {
        from: from.model.clone(),
        text: words.say(
            "assess.carried.what",
            &[
                ("from", &name(&from.model)),
                ("to", &name(&model.reference())),
            ],
        ),
        look_again: from.items.look_again.clone(),
        fresh: from.items.fresh.clone(),
        gone: from.items.gone.clone(),
        lines: lists
            .map(|(key, items)| {
                words.say(
                    &format!("assess.carried.{key}"),
                    &[("items", &words.join(&items))],
                )
            })
            .collect(),
    }
}

/// The level that an answer had before it was to be looked at again, or that the item did not apply.
fn earlier_level(words: &Words, answer: &Answer) -> Option<String> {
    if answer.earlier_not_applicable != NotApplicable::No {
        return Some(words.say("assess.sheet.not_applicable", &[]));
    }
    answer.earlier_level.map(|level| level.to_string())
}

/// The result of an assessment, held against profiles.
#[must_use]
pub fn result(model: &Model, assessment: &Assessment, profiles: &[Profile]) -> Score {
    score(model, &assessment.scored(), &assessment.target(), profiles)
}

/// Who assessed what, and when.
pub(super) fn facts(model: &Model, words: &Words, assessment: &Assessment) -> Vec<Fact> {
    let details = &assessment.details;
    let hash: String = model.hash.chars().take(12).collect();
    let name = words.model();
    let pattern = |id: &str| {
        if id.is_empty() {
            String::new()
        } else {
            words.pattern(id)
        }
    };
    let facts = [
        ("tool.details.team", details.team.clone()),
        ("tool.details.date", details.date.clone()),
        ("tool.details.scope", details.scope.clone()),
        ("tool.details.assessors", details.assessors.join("\n")),
        (
            "assess.field.rater",
            words.rater(&details.position, details.months),
        ),
        (
            "assess.field.pattern_current",
            pattern(&assessment.pattern.current),
        ),
        (
            "assess.field.pattern_target",
            pattern(&assessment.pattern.target),
        ),
        (
            "tool.paper.model",
            words.say(
                "tool.paper.version",
                &[
                    ("model", &name),
                    ("version", &model.version),
                    ("hash", &hash),
                ],
            ),
        ),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    facts
        .map(|(key, value)| Fact {
            name: words.say(key, &[]),
            value,
        })
        .collect()
}

/// The result in sentences.
fn summary(
    words: &Words,
    result: &Score,
    strengths: &[FindingLine],
    weaknesses: &[FindingLine],
) -> Vec<String> {
    let [answered, total] = [result.answered, result.total].map(|count| count.to_string());
    let mut sentences = vec![words.say(
        "tool.result.answered",
        &[("answered", &answered), ("total", &total)],
    )];
    let mut add = |key: &str, arguments: &[(&str, &str)]| sentences.push(words.say(key, arguments));
    if result.not_applicable > 0 {
        add(
            "assess.summary.not_applicable",
            &[("count", &result.not_applicable.to_string())],
        );
    }
    if let Some(lowest) = result.lowest {
        let count = result.lowest_items.len().to_string();
        add(
            "tool.result.lowest",
            &[("level", &lowest.to_string()), ("count", &count)],
        );
    }
    if result.targeted > 0 {
        let [below, open] = [result.gaps.len(), result.open.len()].map(|count| count.to_string());
        add("tool.result.below", &[("count", &below), ("open", &open)]);
    }
    let names = |lines: &[FindingLine]| {
        words.join(
            &lines
                .iter()
                .map(|line| line.name.clone())
                .collect::<Vec<_>>(),
        )
    };
    if !strengths.is_empty() {
        add(
            "assess.summary.strong",
            &[("categories", &names(strengths))],
        );
        add("assess.summary.weak", &[("categories", &names(weaknesses))]);
    }
    if !result.gaps.is_empty() {
        add("assess.summary.plan", &[]);
    }
    sentences
}

fn findings(words: &Words, categories: &[String], strong: bool) -> Vec<FindingLine> {
    let line = |id: &String| FindingLine {
        id: id.clone(),
        name: words.category(id),
        text: words.finding(id, strong).unwrap_or_default(),
    };
    categories.iter().map(line).collect()
}

/// The sides that the team aims for: its own; of other items those of the pattern that it aims for.
fn wanted_sides(model: &Model, assessment: &Assessment) -> BTreeMap<String, String> {
    let pattern = model
        .patterns
        .iter()
        .find(|pattern| pattern.id == assessment.pattern.target);
    let mut wanted = pattern
        .map(|pattern| pattern.sides.clone())
        .unwrap_or_default();
    wanted.extend(assessment.pattern.sides.clone());
    wanted
}

/// The lists of every side; none where the model has no items with several.
fn side_lists(
    model: &Model,
    words: &Words,
    assessment: &Assessment,
    said: &Sides,
    wanted: bool,
) -> Option<Vec<SideList>> {
    if said.strengthen.is_empty() {
        return None;
    }
    let pattern = model
        .patterns
        .iter()
        .find(|pattern| pattern.id == assessment.pattern.target);
    let text = |id: &String| {
        let name = model
            .items
            .iter()
            .find(|item| item.id == *id)
            .map(|item| words.item(item))
            .unwrap_or_default();
        let name = format!("{id} {name}");
        let reason = pattern.and_then(|pattern| words.reason(pattern.reasons.get(id)?));
        reason.map_or_else(
            || name.clone(),
            |reason| words.say("assess.labelled", &[("name", &name), ("value", &reason)]),
        )
    };
    let lists = [(&said.strengthen, false), (&said.consider, true)]
        .into_iter()
        .flat_map(|(lists, consider)| {
            let key = if consider {
                "assess.sides.consider"
            } else {
                "assess.sides.strengthen"
            };
            lists
                .iter()
                .map(move |(side, items)| (consider, key, side, items))
        });
    let list = |(consider, key, side, items): (bool, &str, &String, &Vec<String>)| SideList {
        consider,
        side: side.clone(),
        title: words.say(key, &[("side", &words.scale(side))]),
        items: items.clone(),
        texts: items.iter().map(text).collect(),
    };
    Some(if wanted {
        lists.map(list).collect()
    } else {
        Vec::new()
    })
}

fn verdicts(
    model: &Model,
    words: &Words,
    assessment: &Assessment,
    result: &Score,
    profiles: &[Profile],
) -> Vec<VerdictLine> {
    let planned = assessment.planned();
    let after = planned.values().any(Option::is_some).then(|| {
        let answers = what_if(&assessment.scored(), &planned);
        score(model, &answers, &assessment.target(), profiles)
    });
    let line = |profile: &Profile| VerdictLine {
        id: profile.id.clone(),
        name: profile_name(words, profile),
        source: profile.source.clone(),
        address: profile.address.clone(),
        checked: profile.checked.clone(),
        ours: profile.ours,
        verdict: verdict(model, result, profile),
        planned: after.as_ref().map(|after| verdict(model, after, profile)),
    };
    profiles.iter().map(line).collect()
}

/// The name of a profile: its own, or that of the model's words.
pub fn profile_name(words: &Words, profile: &Profile) -> String {
    let own = profile.name.clone().filter(|name| !name.is_empty());
    own.or_else(|| words.profile(&profile.id).map(|(name, _)| name))
        .unwrap_or_else(|| profile.id.clone())
}

fn plan(model: &Model, words: &Words, assessment: &Assessment, result: &Score) -> Vec<PlanLine> {
    let entries = plan_entries(result, &assessment.planned(), &assessment.order);
    let line = |entry: PlanEntry| {
        let Plan {
            owner, due, step, ..
        } = assessment
            .answers
            .get(&entry.id)
            .map(|answer| answer.plan.clone())
            .unwrap_or_default();
        let name = model
            .items
            .iter()
            .find(|item| item.id == entry.id)
            .map(|item| words.item(item))
            .unwrap_or_default();
        PlanLine {
            name,
            entry,
            owner,
            due,
            step,
        }
    };
    entries.into_iter().map(line).collect()
}

fn line(words: &Words, assessment: &Assessment, item: &Item, score: &ItemScore) -> ItemLine {
    let answer = assessment
        .answers
        .get(&item.id)
        .cloned()
        .unwrap_or_default();
    let scale = item.scale_of(&score.side);
    let reached =
        |say: &dyn Fn(i64) -> Option<String>| score.level.and_then(say).unwrap_or_default();
    let Answer {
        note,
        evidence,
        decided_by,
        decided_on,
        agreed,
        ..
    } = answer;
    ItemLine {
        name: words.item(item),
        official: item.name.clone(),
        category: item.category.clone(),
        side_name: if score.side.is_empty() {
            String::new()
        } else {
            words.scale(&score.side)
        },
        level_name: reached(&|level| words.level(scale, level)),
        level_text: reached(&|level| {
            words
                .level_text(item, level)
                .or_else(|| words.level_meaning(scale, level))
        }),
        reason: match answer.not_applicable {
            NotApplicable::Because(reason) if score.state == State::NotApplicable => reason,
            NotApplicable::Untold => words.say("assess.untold", &[]),
            _ => String::new(),
        },
        score: score.clone(),
        note,
        evidence,
        decided_by,
        decided_on,
        agreed,
    }
}

/// How figures come about, as far as the model has them.
fn method(model: &Model, words: &Words) -> Vec<String> {
    let mut sentences = vec![words.say("assess.method.open", &[])];
    if model.aggregation.is_some() {
        sentences.push(words.say("assess.method.mean", &[]));
    }
    sentences.extend(left_out(model, words));
    sentences.push(words.say("assess.method.not_applicable", &[]));
    sentences.push(words.say("assess.method.plan", &[]));
    sentences.push(words.credit(model));
    sentences
}

/// That some levels are in no mean, where the model has such levels.
fn left_out(model: &Model, words: &Words) -> Option<String> {
    let levels: Vec<String> = model.left_out.iter().map(ToString::to_string).collect();
    (!levels.is_empty()).then(|| {
        words.say(
            "assess.method.left_out",
            &[("levels", &words.join(&levels))],
        )
    })
}
