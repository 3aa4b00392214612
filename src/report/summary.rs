//! The result in sentences, the strongest and the weakest categories, and how figures come about.

use crate::scoring::{GroupScore, Model, Score};
use crate::tool::ModelWords;
use serde::Serialize;

/// A category.
#[derive(Debug, Clone, Serialize)]
pub struct CategoryLine {
    /// Its name.
    pub name: String,
    /// Its result.
    #[serde(flatten)]
    pub score: GroupScore,
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

/// Categories, in the order of the model.
pub fn categories(words: &ModelWords, result: &Score) -> Vec<CategoryLine> {
    let line = |score: &GroupScore| CategoryLine {
        name: words.category(&score.id),
        score: score.clone(),
    };
    result.categories.iter().map(line).collect()
}

/// What is said of categories that stand out, as strong ones or as weak ones.
pub fn findings(words: &ModelWords, categories: &[String], strong: bool) -> Vec<FindingLine> {
    let line = |id: &String| FindingLine {
        id: id.clone(),
        name: words.category(id),
        text: words.finding(id, strong).unwrap_or_default(),
    };
    categories.iter().map(line).collect()
}

/// The result in sentences: what was answered, then what follows from it, as far as there is anything to say.
pub fn summary(
    words: &ModelWords,
    result: &Score,
    strengths: &[FindingLine],
    weaknesses: &[FindingLine],
) -> Vec<String> {
    let mut sentences = vec![answered(words, result)];
    sentences.extend(exempt(words, result));
    sentences.extend(lowest(words, result));
    sentences.extend(below_target(words, result));
    if !strengths.is_empty() {
        let [strong, weak] = [strengths, weaknesses].map(|lines| names(words, lines));
        sentences.push(words.say("assess.summary.strong", &[("categories", &strong)]));
        sentences.push(words.say("assess.summary.weak", &[("categories", &weak)]));
    }
    if !result.gaps.is_empty() {
        sentences.push(words.say("assess.summary.plan", &[]));
    }
    sentences
}

fn answered(words: &ModelWords, result: &Score) -> String {
    let [answered, total] = [result.answered, result.total].map(|count| count.to_string());
    words.say(
        "tool.result.answered",
        &[("answered", &answered), ("total", &total)],
    )
}

fn exempt(words: &ModelWords, result: &Score) -> Option<String> {
    let count = result.not_applicable;
    let said = |count: &str| words.say("assess.summary.not_applicable", &[("count", count)]);
    (count > 0).then(|| said(&count.to_string()))
}

fn lowest(words: &ModelWords, result: &Score) -> Option<String> {
    let level = result.lowest?.to_string();
    let count = result.lowest_items.len().to_string();
    Some(words.say(
        "tool.result.lowest",
        &[("level", &level), ("count", &count)],
    ))
}

fn below_target(words: &ModelWords, result: &Score) -> Option<String> {
    let [below, open] = [result.gaps.len(), result.open.len()].map(|count| count.to_string());
    let arguments = [("count", below.as_str()), ("open", open.as_str())];
    (result.targeted > 0).then(|| words.say("tool.result.below", &arguments))
}

fn names(words: &ModelWords, lines: &[FindingLine]) -> String {
    let names: Vec<String> = lines.iter().map(|line| line.name.clone()).collect();
    words.join(&names)
}

/// How figures come about, as far as the model has them.
pub fn method(model: &Model, words: &ModelWords) -> Vec<String> {
    let say = |key: &str| words.say(&format!("assess.method.{key}"), &[]);
    let mut sentences = vec![say("open")];
    if model.aggregation.is_some() {
        sentences.push(say("mean"));
    }
    sentences.extend(left_out(model, words));
    sentences.extend(["not_applicable", "plan"].map(say));
    sentences.push(words.credit(model));
    sentences
}

/// That some levels are in no mean, where the model has such levels.
pub fn left_out(model: &Model, words: &ModelWords) -> Option<String> {
    let levels: Vec<String> = model.left_out.iter().map(ToString::to_string).collect();
    let said = |levels: &str| words.say("assess.method.left_out", &[("levels", levels)]);
    (!levels.is_empty()).then(|| said(&words.join(&levels)))
}
