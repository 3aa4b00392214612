//! The bundled models, scored: the sample teams and the edges of each model. `tests/scoring/shipped/<model>.json` holds the
//! model as the build makes it, the cases and what they come to; the tools' script passes the same files. A change of a
//! model or of a sample shows there; `UPDATE_EXPECTED=1` writes them anew, to be read.

use crate::scoring::run;
use serde_json::{Map, Value, json};
use shirube::build::{self, Options};
use shirube::diagnostic::{Findings, Text};
use shirube::formats::file;
use shirube::scoring::Model;
use shirube::{models, source};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn the_bundled_models_come_to_what_was_looked_at() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scoring/shipped");
    let models = bundled();
    assert!(models.len() >= 3, "{} models", models.len());
    for (id, model) in models {
        let parsed: Model = serde_json::from_value(model["model"].clone()).unwrap();
        let mut cases = edges(&parsed);
        cases.extend(sample(&parsed));
        let cases: Vec<Value> = cases
            .into_iter()
            .map(|(kind, name, given)| case(&parsed, kind, &name, &given))
            .collect();
        let found = format!(
            "{:#}\n",
            json!({ "kind": "shipped", "model": model["model"], "cases": cases })
        );
        let path = folder.join(format!("{id}.json"));
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, &found).unwrap();
        }
        assert!(
            found == fs::read_to_string(&path).unwrap(),
            "{id}: not what {} has",
            path.display()
        );
    }
}

#[test]
fn every_model_has_the_same_sample_team_in_a_file_without_a_mistake() {
    let models: Vec<Model> = bundled()
        .into_iter()
        .map(|(_, file)| serde_json::from_value(file["model"].clone()).unwrap())
        .collect();
    let known: Vec<&Model> = models.iter().collect();
    for language in ["en", "ja"] {
        let mut teams = BTreeSet::new();
        for model in &models {
            let mut findings = Findings::default();
            let sample = sample_team(&model.id, language).unwrap();
            let text = Text::new("sample.json", &sample.to_string());
            let read = file::read(&text, &known, file::OtherVersion::Refused, &mut findings);
            assert!(
                read.is_some() && !findings.has_errors(),
                "{} {language}",
                model.id
            );
            teams.insert(read.unwrap().details.team);
        }
        assert_eq!(teams.len(), 1, "{teams:?}");
    }
}

type Case = (&'static str, String, Value);

fn case(model: &Model, kind: &str, name: &str, given: &Value) -> Value {
    let fields: Map<String, Value> = given.as_object().unwrap().clone();
    json!({ "kind": kind, "name": name, "given": given, "expected": run(kind, model, &fields) })
}

/// The models of the repository's own site, as the build publishes them.
fn bundled() -> Vec<(String, Value)> {
    let options = Options {
        root: root(),
        base_url: None,
        drafts: false,
        minify: false,
    };
    let built = build::build(&options, &|_| {}).unwrap();
    let artifacts = built.artifacts.expect("the bundled site has no errors");
    let models = artifacts.iter().filter_map(|(path, artifact)| {
        let id = path.strip_prefix("models/")?.strip_suffix(".json")?;
        Some((id.to_owned(), serde_json::from_slice(artifact).unwrap()))
    });
    models.collect()
}

/// The sample team of a model in a language.
fn sample_team(model: &str, language: &str) -> Option<Value> {
    let mut findings = Findings::default();
    let tree = source::read(&root(), &mut findings).unwrap();
    let models = models::parse(&tree, &mut findings).models;
    models.get(model)?.samples.get(language).cloned()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Nothing answered, nothing applicable, everything at the lowest and at the highest level, each with every profile.
fn edges(model: &Model) -> Vec<Case> {
    let of_all = |answer: &dyn Fn(&str, i64, i64) -> Value| {
        let answers = model.items.iter().map(|item| {
            let scale = &item.scales[0];
            let levels = &model.scales[scale];
            (
                item.id.clone(),
                answer(scale, levels[0], levels[levels.len() - 1]),
            )
        });
        Value::Object(answers.collect())
    };
    let several = model.items.iter().any(|item| item.scales.len() > 1);
    let side = |scale: &str| {
        if several {
            scale.to_owned()
        } else {
            String::new()
        }
    };
    let all = [
        ("nothing answered", json!({})),
        (
            "nothing applies",
            of_all(&|_, _, _| json!({ "notApplicable": "not ours" })),
        ),
        (
            "all at the lowest",
            of_all(&|scale, lowest, _| json!({ "level": lowest, "side": side(scale) })),
        ),
        (
            "all at the highest",
            of_all(&|scale, _, highest| json!({ "level": highest, "side": side(scale) })),
        ),
    ];
    let mut cases = Vec::new();
    for (name, answers) in all {
        cases.push((
            "score",
            name.to_owned(),
            json!({ "answers": answers, "target": { "level": 3 } }),
        ));
        for profile in profiles(model) {
            let id = profile["id"].as_str().unwrap();
            cases.push((
                "verdict",
                format!("{name}: {id}"),
                json!({ "answers": answers, "profile": profile }),
            ));
        }
    }
    cases
}

fn profiles(model: &Model) -> Vec<Value> {
    let value = serde_json::to_value(model).unwrap();
    value["profiles"].as_array().cloned().unwrap_or_default()
}

/// The sample team: its levels, its plan, its raters, its years, and its answers carried over.
fn sample(model: &Model) -> Vec<Case> {
    let Some(file) = sample_team(&model.id, "en") else {
        return Vec::new();
    };
    let (answers, target) = (&file["answers"], &file["target"]);
    let level = |answer: &Value| answer["plan"]["level"].clone();
    let planned = answers
        .as_object()
        .unwrap()
        .iter()
        .map(|(id, answer)| (id.clone(), level(answer)));
    let planned = Value::Object(planned.filter(|(_, level)| !level.is_null()).collect());
    let now = json!({ "model": { "version": model.version, "hash": model.hash }, "profiles": file["compared"], "answers": answers });
    let points: Vec<Value> = file["snapshots"]
        .as_array()
        .unwrap()
        .iter()
        .cloned()
        .chain([now])
        .collect();
    let all = profiles(model);
    vec![
        (
            "score",
            "the sample".to_owned(),
            json!({ "answers": answers, "target": target }),
        ),
        (
            "plan",
            "the sample".to_owned(),
            json!({ "answers": answers, "target": target, "profiles": all, "planned": planned, "order": file["order"] }),
        ),
        (
            "sides",
            "the sample".to_owned(),
            json!({ "answers": answers, "target": target, "wantedSides": file["pattern"]["sides"] }),
        ),
        (
            "spread",
            "the sample".to_owned(),
            json!({ "ratings": file["ratings"] }),
        ),
        (
            "trend",
            "the sample".to_owned(),
            json!({ "points": points }),
        ),
    ]
}
