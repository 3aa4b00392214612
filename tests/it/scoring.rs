//! Scoring in Rust passes the vectors that the tools' script passes too (`tests/scripts/tool/score.test.js`).

use serde::Deserialize;
use serde_json::{Map, Value};
use shirube::assess::{Model, score};
use std::fs;
use std::path::Path;

#[derive(Deserialize)]
struct Vectors {
    model: Model,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    answers: Map<String, Value>,
    target: Map<String, Value>,
    expected: Value,
}

#[test]
fn vectors_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scoring");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let vectors: Vectors = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for case in vectors.cases {
            let result = score(&vectors.model, &(&case.answers).into(), &(&case.target).into());
            assert_eq!(serde_json::to_value(&result).unwrap(), case.expected, "{}: {}", path.display(), case.name);
            count += 1;
        }
    }
    assert!(count >= 30, "only {count} vectors were read");
}
