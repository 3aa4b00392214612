//! Scoring in Rust passes the vectors that the tools' script passes too (`tests/scripts/tool/score.test.js`).

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json, to_value};
use shirube::scoring::{
    Answers, Earlier, Edition, Model, Point, Profile, RaterAnswers, Score, Target, Team,
    as_compared, carry_over, not_comparable, plan_entries, score, sides, spread, summary, trend,
    verdict, what_if,
};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[derive(Deserialize)]
struct Vectors {
    kind: String,
    model: Model,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    expected: Value,
    #[serde(flatten)]
    given: Map<String, Value>,
}

/// How many vectors there are at least, by kind.
const LEAST: [(&str, usize); 9] = [
    ("score", 50),
    ("verdict", 20),
    ("plan", 15),
    ("spread", 10),
    ("trend", 10),
    ("sides", 8),
    ("carry", 8),
    ("compared", 7),
    ("summary", 8),
];

#[test]
fn vectors_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scoring");
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            // The bundled models: see `shipped.rs`.
            continue;
        }
        let vectors: Vectors = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        *seen.entry(vectors.kind.clone()).or_default() += vectors.cases.len();
        for case in &vectors.cases {
            let result = run(&vectors.kind, &vectors.model, &case.given);
            assert_eq!(result, case.expected, "{}: {}", path.display(), case.name);
        }
    }
    for (kind, least) in LEAST {
        assert!(
            seen.get(kind) >= Some(&least),
            "{kind}: {:?} of {least}",
            seen.get(kind)
        );
    }
}

/// What each kind of vector runs.
pub fn run(kind: &str, model: &Model, given: &Map<String, Value>) -> Value {
    match kind {
        "score" => to_value(scored(model, given)).unwrap(),
        "verdict" => to_value(verdict(
            model,
            &scored(model, given),
            &field::<Profile>(given, "profile"),
        ))
        .unwrap(),
        "plan" => plan(model, given),
        "spread" => to_value(spread(model, &field::<Vec<RaterAnswers>>(given, "ratings"))).unwrap(),
        "trend" => to_value(trend(model, &field::<Vec<Point>>(given, "points"))).unwrap(),
        "sides" => to_value(sides(
            model,
            &scored(model, given),
            &field(given, "wantedSides"),
        ))
        .unwrap(),
        "carry" => carry(model, given),
        "compared" => compared(model, given),
        "summary" => to_value(summary(model, &field::<Vec<Team>>(given, "teams"))).unwrap(),
        other => panic!("no kind of vector: {other}"),
    }
}

/// The plan, and what it would come to.
fn plan(model: &Model, given: &Map<String, Value>) -> Value {
    let profiles: Vec<Profile> = field(given, "profiles");
    let planned: BTreeMap<String, Option<i64>> = field(given, "planned");
    let result = scored(model, given);
    let wanted: BTreeMap<&str, i64> = result
        .items
        .iter()
        .filter_map(|item| Some((item.id.as_str(), item.target?)))
        .collect();
    let entries = plan_entries(&result, &planned, &field::<Vec<String>>(given, "order"));
    let after = score(
        model,
        &what_if(&answers(given), &planned),
        &Target::default(),
        &[],
    );
    let levels: Vec<Option<i64>> = after.items.iter().map(|item| item.level).collect();
    let verdicts: Vec<Value> = profiles
        .iter()
        .map(|profile| to_value(verdict(model, &after, profile).state).unwrap())
        .collect();
    json!({ "wanted": wanted, "entries": entries, "after": { "levels": levels, "wrong": after.wrong, "verdicts": verdicts } })
}

fn carry(model: &Model, given: &Map<String, Value>) -> Value {
    let earlier: Earlier = serde_json::from_value(given["earlier"].clone()).unwrap();
    to_value(carry_over(model, &earlier, &field(given, "answers"))).unwrap()
}

/// What is left out of a comparison, and what is compared.
fn compared(model: &Model, given: &Map<String, Value>) -> Value {
    let edition: Edition = field(given, "edition");
    let answers: BTreeMap<String, Value> = field(given, "answers");
    json!({ "left": not_comparable(model, &edition), "answers": as_compared(model, &edition, &answers) })
}

fn scored(model: &Model, given: &Map<String, Value>) -> Score {
    let target = &(&field::<Map<String, Value>>(given, "target")).into();
    score(
        model,
        &answers(given),
        target,
        &field::<Vec<Profile>>(given, "profiles"),
    )
}

fn answers(given: &Map<String, Value>) -> Answers {
    (&field::<Map<String, Value>>(given, "answers")).into()
}

/// A field of a case; what is left out is empty.
fn field<T: DeserializeOwned + Default>(given: &Map<String, Value>, key: &str) -> T {
    given
        .get(key)
        .map(|value| serde_json::from_value(value.clone()).unwrap())
        .unwrap_or_default()
}
