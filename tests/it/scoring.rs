//! Scoring in Rust passes the vectors that the tools' script passes too (`tests/scripts/tool/score.test.js`).

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, to_value};
use shirube::assess::{Model, Score, score};
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
const LEAST: [(&str, usize); 1] = [("score", 40)];

#[test]
fn vectors_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scoring");
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let vectors: Vectors = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        *seen.entry(vectors.kind.clone()).or_default() += vectors.cases.len();
        for case in &vectors.cases {
            let result = run(&vectors.kind, &vectors.model, &case.given);
            assert_eq!(result, case.expected, "{}: {}", path.display(), case.name);
        }
    }
    for (kind, least) in LEAST {
        assert!(seen.get(kind) >= Some(&least), "{kind}: {:?} of {least}", seen.get(kind));
    }
}

/// What each kind of vector runs.
fn run(kind: &str, model: &Model, given: &Map<String, Value>) -> Value {
    match kind {
        "score" => to_value(scored(model, given)).unwrap(),
        other => panic!("no kind of vector: {other}"),
    }
}

fn scored(model: &Model, given: &Map<String, Value>) -> Score {
    let [answers, target] = ["answers", "target"].map(|key| field::<Map<String, Value>>(given, key));
    score(model, &(&answers).into(), &(&target).into())
}

/// A field of a case; what is left out is empty.
fn field<T: DeserializeOwned + Default>(given: &Map<String, Value>, key: &str) -> T {
    given.get(key).map(|value| serde_json::from_value(value.clone()).unwrap()).unwrap_or_default()
}
