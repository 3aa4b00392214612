//! Each file of `tests/files/` is read as its neighbour says; the tools' script is held to the same by
//! `tests/scripts/tool/files.test.js`, which also writes the neighbours anew. See `tests/files/README.md`.

use jsonc_parser::ast;
use jsonc_parser::common::Ranged as _;
use serde_json::{Map, Value, json};
use shirube::diagnostic::{Finding, Findings, Place, Severity, Text};
use shirube::formats::file::{Answer, Assessment, ModelReference, NotApplicable, OtherVersion};
use shirube::formats::incoming::Incoming;
use shirube::formats::table::{DayOrder, Headings, KnownModel, Reading};
use shirube::formats::{ModelFile, read_model, read_profile};
use shirube::tool::ModelWords;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const EXPECTED: &str = ".expected.json";
const KINDS: [&str; 6] = [
    "assessments",
    "shared",
    "csv",
    "worksheets",
    "models",
    "profiles",
];
/// How many problems of a file the tool tells at most.
const MOST_TOLD: usize = 5;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files")
}

/// What became of a file.
struct Outcome {
    read: Option<Value>,
    findings: Findings,
    /// The text in which JSON places are; none of a table.
    text: Option<Text>,
}

#[test]
fn each_file_is_read_as_its_neighbour_says() {
    let circle = circle();
    let mut wrong = Vec::new();
    let mut count = 0;
    for group in ["taken", "refused"] {
        for kind in KINDS {
            for (name, case, bytes) in cases(&folder().join(group).join(kind)) {
                let outcome = match kind {
                    "models" => model(&bytes),
                    "profiles" => profile(&bytes, &circle),
                    _ => assessment(&bytes, case["dates"].as_str(), &circle),
                };
                let told = differences(group, &case, &outcome);
                wrong.extend(
                    told.into_iter()
                        .map(|told| format!("{group}/{kind}/{name}: {told}")),
                );
                count += 1;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 150, "only {count} files");
}

/// The files of a folder, each with its neighbour and its bytes.
fn cases(folder: &Path) -> Vec<(String, Value, Vec<u8>)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let is_case = |path: &PathBuf| !path.to_str().unwrap().ends_with(EXPECTED);
    let case = |path: PathBuf| {
        let expected = fs::read_to_string(path.with_extension(&EXPECTED[1..])).unwrap();
        let case: Value = serde_json::from_str(&expected).unwrap();
        let bytes = repeated(fs::read(&path).unwrap(), &case["repeat"]);
        (
            path.file_name().unwrap().to_str().unwrap().to_owned(),
            case,
            bytes,
        )
    };
    paths.into_iter().filter(is_case).map(case).collect()
}

/// Of a file that is too long to be kept, some text in it stands for many.
fn repeated(bytes: Vec<u8>, repeat: &Value) -> Vec<u8> {
    let Some(repeat) = repeat.as_object() else {
        return bytes;
    };
    let mut text = String::from_utf8(bytes).unwrap();
    for (from, to) in repeat {
        let times = usize::try_from(to[1].as_u64().unwrap()).unwrap();
        let many = vec![to[0].as_str().unwrap(); times].join(to[2].as_str().unwrap());
        text = text.replacen(from, &many, 1);
    }
    text.into_bytes()
}

/// The model that all but models themselves are read by.
fn circle() -> ModelFile {
    let path = folder().join("../assess/model.json");
    let text = Text::new("model.json", &fs::read_to_string(path).unwrap());
    read_model(&text, &mut Findings::default()).unwrap()
}

fn text_of(bytes: &[u8]) -> Text {
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    Text::new("x", text.strip_prefix('\u{feff}').unwrap_or(&text))
}

fn model(bytes: &[u8]) -> Outcome {
    let text = text_of(bytes);
    let mut findings = Findings::default();
    let read = read_model(&text, &mut findings).map(|file| {
        let mut model = serde_json::to_value(&file.model).unwrap();
        model.as_object_mut().unwrap().remove("formerHashes");
        json!({ "model": filled(model) })
    });
    Outcome {
        read,
        findings,
        text: Some(text),
    }
}

fn profile(bytes: &[u8], circle: &ModelFile) -> Outcome {
    let text = text_of(bytes);
    let mut findings = Findings::default();
    let read = read_profile(&text, &circle.model, &mut findings)
        .map(|profile| json!({ "profile": filled(serde_json::to_value(profile).unwrap()) }));
    Outcome {
        read,
        findings,
        text: Some(text),
    }
}

fn assessment(bytes: &[u8], dates: Option<&str>, circle: &ModelFile) -> Outcome {
    let words = |language: &&str| {
        let texts = circle.texts.get(*language).cloned();
        ModelWords::of_file(texts.unwrap_or_default(), language)
    };
    let known = [KnownModel {
        model: &circle.model,
        words: ["en", "ja"].iter().map(words).collect(),
    }];
    let headings = Headings::of(&known);
    let dates = dates.map(|order| match order {
        "dmy" => DayOrder::DayFirst,
        "mdy" => DayOrder::MonthFirst,
        _ => DayOrder::YearFirst,
    });
    let other = OtherVersion::CarriedOver;
    let mut findings = Findings::default();
    let incoming = Incoming::of("x", bytes, &|text| headings.has(text), &mut findings);
    let text = match &incoming {
        Some(Incoming::Json(text)) => Some(text.clone()),
        _ => None,
    };
    let read = incoming
        .and_then(|incoming| incoming.read(&known, Reading { other, dates }, &mut findings))
        .filter(|_| !findings.has_errors())
        .map(|assessment| {
            let parts = filled(parts(&assessment));
            json!({ "parts": if parts.is_null() { json!({}) } else { parts } })
        });
    Outcome {
        read,
        findings,
        text,
    }
}

/// A value without all that is empty in it, and with long texts shortened.
fn filled(value: Value) -> Value {
    match value {
        Value::Array(values) if values.is_empty() => Value::Null,
        Value::Array(values) => values.into_iter().map(filled).collect(),
        Value::Object(fields) => {
            let fields = fields
                .into_iter()
                .map(|(name, value)| (name, filled(value)));
            let fields: Map<String, Value> = fields.filter(|(_, value)| !value.is_null()).collect();
            if fields.is_empty() {
                Value::Null
            } else {
                Value::Object(fields)
            }
        }
        Value::Bool(false) => Value::Null,
        Value::String(text) if text.is_empty() => Value::Null,
        Value::String(text) => {
            let units: Vec<u16> = text.encode_utf16().collect();
            if units.len() > 100 {
                let start = String::from_utf16(&units[..4]).unwrap();
                format!("{start}… {}", units.len()).into()
            } else {
                text.into()
            }
        }
        value => value,
    }
}

/// An assessment as its file would have it.
fn parts(found: &Assessment) -> Value {
    let wanted = |level: &Option<i64>| level.map_or_else(|| "not-required".into(), Value::from);
    let targets: Map<String, Value> = found
        .target_items
        .iter()
        .map(|(id, level)| (id.clone(), wanted(level)))
        .collect();
    let snapshots = found.snapshots.iter().map(|one| {
        json!({ "id": one.id, "name": one.name, "taken": one.taken, "model": edition(&one.model), "profiles": one.profiles,
            "answers": answers(&one.answers) })
    });
    let previous = found.previous.as_ref().map(|one| {
        json!({ "id": one.id, "name": one.name, "date": one.date, "model": edition(&one.model),
            "answers": answers(&one.answers), "ratings": ratings(&one.ratings) })
    });
    // The form for sharing has a month, which is not the day of an assessment.
    let mut details = serde_json::to_value(&found.details).unwrap();
    if found.shared {
        details["date"] = Value::Null;
    }
    let mut given = answers(&found.answers);
    if found.shared {
        untold(&mut given);
    }
    json!({
        "assessment": details,
        "answers": given,
        "target": { "level": found.target_level, "items": targets },
        "profiles": found.profiles,
        "compared": found.compared,
        "pattern": { "current": found.pattern.current, "target": found.pattern.target, "sides": found.pattern.sides },
        "order": found.order,
        "snapshots": snapshots.collect::<Value>(),
        "ratings": ratings(&found.ratings),
        "previous": previous,
    })
}

/// What the tool puts in the place of a reason that was not shared.
fn untold(answers: &mut Value) {
    for answer in answers.as_object_mut().unwrap().values_mut() {
        if answer["notApplicable"] == true {
            answer["notApplicable"] = "(not shared)".into();
        }
    }
}

fn edition(model: &ModelReference) -> Value {
    json!({ "version": model.version, "hash": model.hash })
}

fn ratings(ratings: &[shirube::formats::file::Rating]) -> Value {
    let rating = |one: &shirube::formats::file::Rating| {
        json!({ "id": one.id, "name": one.name, "position": one.position, "months": one.months, "date": one.date,
            "model": edition(&one.model), "answers": answers(&one.answers) })
    };
    ratings.iter().map(rating).collect()
}

fn answers(answers: &BTreeMap<String, Answer>) -> Value {
    let answer = |one: &Answer| {
        let not_applicable: Value = match &one.not_applicable {
            NotApplicable::No => Value::Null,
            NotApplicable::Because(reason) if reason.is_empty() => "(the reason follows)".into(),
            NotApplicable::Because(reason) => reason.as_str().into(),
            NotApplicable::Untold => true.into(),
        };
        let second = one
            .second
            .as_ref()
            .map(|(side, level)| json!({ "side": side, "level": level }));
        json!({ "level": one.level, "side": one.side, "second": second, "shortcut": one.shortcut, "note": one.note,
            "notApplicable": not_applicable, "evidence": one.evidence, "plan": one.plan, "agreed": one.agreed,
            "confirmed": one.confirmed, "decidedBy": one.decided_by, "decidedOn": one.decided_on,
            "comeBack": one.come_back, "ask": one.ask })
    };
    let all = answers.iter().map(|(id, one)| (id.clone(), answer(one)));
    Value::Object(all.collect())
}

/// The rules that may answer to the key of an interface text of the tools.
fn rules_of(key: &str) -> &'static [&'static str] {
    match key {
        "tool.table.item" => &["table-item"],
        "tool.table.repeated" => &["table-repeated"],
        "tool.table.side" => &["table-side"],
        "tool.table.order" => &["table-day-order"],
        "tool.table.quote" => &["table-quote"],
        "tool.table.cut" => &["table-cut"],
        "tool.table.formula" => &["table-formula"],
        "tool.table.merged" => &["table-merged"],
        "tool.table.heading" | "tool.table.empty" => &["table-heading"],
        "tool.table.twice" | "tool.problem.twice" | "tool.modelfile.twice" => {
            &["assessment-repeated"]
        }
        "tool.table.encoding" => &["invalid-utf8"],
        "tool.incoming.kind" | "tool.problem.format" | "tool.problem.version" => &[
            "assessment-format",
            "assessment-model-file",
            "assessment-profile-file",
        ],
        "tool.modelfile.format" => &["assessment-model-file"],
        "tool.profilefile.format" => &["assessment-profile-file"],
        "tool.package.workbook" => &["table-heading", "workbook-damaged", "assessment-format"],
        "tool.package.damaged" | "tool.package.xml" | "tool.package.dtd" => &["workbook-damaged"],
        "tool.package.old" => &["workbook-locked"],
        "tool.problem.level" => &["assessment-level", "assessment-value"],
        "tool.problem.date" | "tool.problem.type" | "tool.problem.word" => &["assessment-value"],
        "tool.modelfile.id"
        | "tool.modelfile.missing"
        | "tool.modelfile.reference"
        | "tool.modelfile.levels"
        | "tool.modelfile.aggregation"
        | "tool.modelfile.language"
        | "tool.modelfile.address" => &["assessment-value"],
        "tool.problem.long" | "tool.problem.depth" | "tool.problem.size" | "tool.package.large" => {
            &["assessment-limit"]
        }
        "tool.problem.json" => &["assessment-json"],
        "tool.problem.newer" => &["assessment-newer"],
        "tool.problem.model" => &["assessment-model"],
        "tool.warning.encoding" => &["table-encoding"],
        "tool.warning.hash" => &["assessment-hash"],
        "tool.warning.own" => &["assessment-own"],
        "tool.warning.side" => &["assessment-side"],
        "tool.warning.unknown" => &["assessment-item"],
        "tool.profilefile.version" => &["assessment-version"],
        other => panic!("no rule answers to {other}"),
    }
}

/// What is otherwise than expected.
fn differences(group: &str, case: &Value, outcome: &Outcome) -> Vec<String> {
    let mut wrong = Vec::new();
    let is_refused = outcome.findings.has_errors();
    if is_refused != (group == "refused") || is_refused == outcome.read.is_some() {
        wrong.push(format!(
            "it is {}",
            if is_refused { "refused" } else { "taken" }
        ));
    }
    let mut errors = of_severity(&outcome.findings, Severity::Error);
    if let Some(question) = case["question"].as_object() {
        let asked = errors
            .iter()
            .position(|finding| finding.rule.name == "table-dates")
            .map(|at| errors.remove(at));
        if !asked.is_some_and(|asked| is_question(question, asked)) {
            wrong.push(format!("asked: {asked:?}"));
        }
    }
    let place = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let expected: Vec<&str> = texts(&case["problems"]);
    wrong.extend(unlike(&expected, &errors, |finding, at| {
        place(at).is_none_or(|at| is_at(finding, &at, outcome.text.as_ref()))
    }));
    // What is refused is not warned of besides. A warning of the tool is one for all items, and one for each here.
    let mut warnings = of_severity(&outcome.findings, Severity::Warning);
    warnings.retain(|_| !is_refused);
    let mut seen = Vec::new();
    warnings.retain(|finding| {
        let is_first = !seen.contains(&finding.rule.name);
        seen.push(finding.rule.name);
        is_first
    });
    wrong.extend(unlike(&texts(&case["warnings"]), &warnings, |_, _| true));
    for part in ["parts", "model", "profile"] {
        let found = outcome
            .read
            .as_ref()
            .map_or(&Value::Null, |read| &read[part]);
        if *found != case[part] {
            wrong.push(format!("{found}\n   instead of {}", case[part]));
        }
    }
    wrong
}

fn texts(list: &Value) -> Vec<&str> {
    let list = list.as_array().into_iter().flatten();
    list.map(|text| text.as_str().unwrap()).collect()
}

fn of_severity(findings: &Findings, severity: Severity) -> Vec<&Finding> {
    findings
        .iter()
        .filter(|finding| finding.rule.severity == severity)
        .collect()
}

/// What is found besides, or instead of, what is expected.
fn unlike(
    expected: &[&str],
    found: &[&Finding],
    is_there: impl Fn(&Finding, &str) -> bool,
) -> Vec<String> {
    let mut left: Vec<&&Finding> = found.iter().collect();
    let mut wrong = Vec::new();
    for expected in expected {
        let (key, at) = expected.split_once(' ').unwrap_or((expected, ""));
        let fits = |finding: &&&Finding| {
            rules_of(key).contains(&finding.rule.name) && is_there(finding, at)
        };
        match left.iter().position(fits) {
            Some(position) => drop(left.remove(position)),
            None => wrong.push(format!("missing: {expected}")),
        }
    }
    if expected.len() < MOST_TOLD {
        wrong.extend(left.iter().map(|finding| format!("found: {finding:?}")));
    }
    wrong
}

/// Whether a finding is at a place as the tool names it: a cell, or names that lead to a value of the text.
fn is_at(finding: &Finding, at: &str, text: Option<&Text>) -> bool {
    let place = finding.place.as_ref().unwrap();
    match text {
        None => place.cell == at,
        Some(text) => {
            let expected = place_in(text, at);
            (place.line, place.column) == (expected.line, expected.column)
        }
    }
}

/// Where the value is that names lead to; where there is none, the last one on the way.
fn place_in(text: &Text, path: &str) -> Place {
    let options = jsonc_parser::CollectOptions::default();
    let parsed =
        jsonc_parser::parse_to_ast(&text.text, &options, &jsonc_parser::ParseOptions::default());
    let value = parsed.unwrap().value.unwrap();
    let found = inner(&value, path);
    text.place(found.start()..found.end())
}

/// A name may have dots in it, and stand twice: then the second one is meant.
fn inner<'v, 't>(value: &'v ast::Value<'t>, path: &str) -> &'v ast::Value<'t> {
    let rest_after = |name: &str| {
        let rest = path.strip_prefix(name)?;
        rest.strip_prefix('.')
            .or_else(|| rest.is_empty().then_some(""))
    };
    let next = match value {
        ast::Value::Object(object) => {
            let mut named = object.properties.iter().filter_map(|property| {
                Some((rest_after(property.name.as_str())?, &property.value))
            });
            named.next_back()
        }
        ast::Value::Array(array) => {
            let mut numbered = array.elements.iter().enumerate();
            numbered.find_map(|(at, element)| Some((rest_after(&at.to_string())?, element)))
        }
        _ => None,
    };
    match next {
        Some((rest, value)) if !rest.is_empty() => inner(value, rest),
        Some((_, value)) => value,
        None => value,
    }
}

fn is_question(question: &Map<String, Value>, asked: &Finding) -> bool {
    let argument = |name: &str| {
        let found = asked.arguments.iter().find(|(known, _)| *known == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    let told: Vec<&str> = argument("days").split(", ").collect();
    let mut days = question["days"].as_object().unwrap().values();
    question["place"] == asked.place.as_ref().unwrap().cell.as_str()
        && question["text"] == argument("day")
        && days.all(|day| told.contains(&day.as_str().unwrap()))
}
