//! `shirube assess` as people run it. `tests/assess/sessions.txt` lists command lines; what each must answer, in both
//! languages, is in `tests/assess/expected/`. `UPDATE_EXPECTED=1` writes down what is answered now.
//!
//! The teams of these files are invented.

use crate::sites::{Site, fixtures};
use serde_json::Value;
use shirube::formats::file;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/assess")
}

/// Runs the program in the folder of the files, with messages in a language.
fn run(arguments: &[&str], language: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shirube"));
    command
        .current_dir(folder())
        .args(arguments)
        .env("NO_COLOR", "1");
    command.env(
        "LC_ALL",
        if language == "ja" {
            "ja_JP.UTF-8"
        } else {
            "C.UTF-8"
        },
    );
    command.output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What the program answered, as the files of expectations have it.
fn answer(output: &Output) -> String {
    let [out, err] = [&output.stdout, &output.stderr].map(|bytes| text(bytes));
    format!(
        "exit code {}\n--- standard output\n{out}--- standard error\n{err}",
        output.status.code().unwrap()
    )
}

#[test]
fn sessions_answer_what_is_expected() {
    let sessions = fs::read_to_string(folder().join("sessions.txt")).unwrap();
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in sessions
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let (name, arguments) = line.split_once(": ").expect("name: arguments");
        for language in ["en", "ja"] {
            let arguments: Vec<&str> = ["assess"]
                .into_iter()
                .chain(arguments.split_whitespace())
                .collect();
            let found = answer(&run(&arguments, language));
            let path = folder().join(format!("expected/{name}.{language}.txt"));
            count += 1;
            if std::env::var_os("UPDATE_EXPECTED").is_some() {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(&path, &found).unwrap();
            } else if fs::read_to_string(&path).unwrap_or_default() != found {
                wrong.push(format!("{name} ({language}):\n{found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 30, "only {count} sessions were run");
}

fn findings(file: &str) -> (i32, Vec<Value>) {
    let output = run(
        &[
            "assess",
            "validate",
            file,
            "--model",
            "model.json",
            "--format",
            "json",
        ],
        "en",
    );
    let lines = text(&output.stdout);
    (
        output.status.code().unwrap(),
        lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
    )
}

/// What a file of another version comes to: `assessment-earlier` where the model knows that version, `assessment-version` where
/// it does not and the file is only compared, and else a refusal.
#[test]
fn another_version_is_carried_over_or_compared_with_a_warning() {
    let run = |command: &str, files: &[&str]| {
        let arguments = [&["assess", command, "--model", "later.json"], files].concat();
        let output = run(&arguments, "en");
        (
            output.status.code().unwrap(),
            text(&output.stdout),
            text(&output.stderr),
        )
    };
    let (code, report, told) = run("report", &["sample.json"]);
    assert!(
        code == 0
            && told.contains("warning[assessment-earlier]")
            && told.contains("--> sample.json"),
        "{told}"
    );
    assert!(
        !told.contains("assessment-item"),
        "an item that is gone was one of the earlier model: {told}"
    );
    assert!(
        report.contains("C-1 Trust (earlier level: n/a)"),
        "{report}"
    );
    let (code, _, told) = run("report", &["oldest.json"]);
    assert!(
        code == 1 && told.contains("error[assessment-model]"),
        "{told}"
    );
    let (code, _, told) = run("compare", &["oldest.json", "sample.json"]);
    assert!(
        code == 0
            && told.contains("warning[assessment-version]")
            && told.contains("warning[assessment-earlier]"),
        "{told}"
    );
}

/// With a site, files of a model and of the one before it are compared by the later one, whichever comes first.
#[test]
fn an_earlier_model_of_a_site_is_compared_with_the_present_one() {
    let root = fixtures().join("base");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let file = |id: &str, version: &str, answers: &str| {
        let path = folder.join(format!("assess-{id}.json"));
        let head = r#""format": "shirube-assessment", "formatVersion": 2"#;
        let model = format!(r#""model": {{"id": "{id}", "version": "{version}"}}"#);
        fs::write(
            &path,
            format!(r#"{{{head}, {model}, "answers": {{{answers}}}}}"#),
        )
        .unwrap();
        path.to_str().unwrap().to_owned()
    };
    let answer =
        |item: &str, level: i64| format!(r#""{item}": {{"level": {level}, "side": "inside"}}"#);
    let present = file("roles", "2", &answer("R-1", 2));
    let earlier = file("roles-1", "1", &answer("R-1", 1));
    let compared = |files: [&str; 2]| -> Value {
        let arguments = [
            "assess",
            "compare",
            files[0],
            files[1],
            "--root",
            root.to_str().unwrap(),
            "--format",
            "json",
        ];
        let output = run(&arguments, "en");
        serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|_| panic!("{}", text(&output.stderr)))
    };
    for files in [[&*present, &*earlier], [&*earlier, &*present]] {
        assert_eq!(compared(files)["model"]["id"], "roles");
    }
    assert_eq!(compared([&*earlier, &*earlier])["model"]["id"], "roles-1");
    let demo = file("demo", "1", "");
    let output = run(
        &[
            "assess",
            "compare",
            &demo,
            &present,
            "--root",
            root.to_str().unwrap(),
        ],
        "en",
    );
    assert!(
        output.status.code() == Some(1) && text(&output.stderr).contains("demo, roles"),
        "{}",
        text(&output.stderr)
    );
}

/// Of a file with many mistakes each is told, at once: `assessment-value`.
#[test]
fn all_mistakes_are_told_at_once() {
    let (code, findings) = findings("../files/refused/assessments/value.json");
    assert_eq!(code, 1);
    let wrong = findings
        .iter()
        .filter(|finding| finding["rule"] == "assessment-value");
    let paths: Vec<String> = wrong
        .map(|finding| {
            finding["message"]
                .as_str()
                .unwrap()
                .split('”')
                .next()
                .unwrap()[3..]
                .to_owned()
        })
        .collect();
    let expected = [
        "assessment.date",
        "assessment.months",
        "assessment.tlp",
        "assessment.assessors",
        "assessment.sample",
        "answers.A-1.level",
        "answers.A-1.note",
        "answers.A-1.evidence.0.confidence",
        "answers.A-1.comeBack",
        "answers.A-1.ask",
        "answers.B-1.side",
        "answers.constructor",
    ];
    assert_eq!(paths, expected);
}

/// The last round and the evidence of ratings are read field by field, with levels of whatever edition they are of.
#[test]
fn the_last_round_is_read_as_it_was() {
    let rating = |day: &str| {
        let evidence = serde_json::json!([{ "what": "minutes", "date": day }]);
        serde_json::json!([{ "id": "r", "answers": { "A-1": { "level": 2, "note": "seen", "evidence": evidence } } }])
    };
    let file = |day: &str| {
        let then = serde_json::json!({ "A-1": { "level": 7, "note": "then", "evidence": [{ "what": "charter" }] },
            "A-2": { "level": null, "notApplicable": "alone" }, "gone": { "level": 1, "confirmed": day } });
        let previous = serde_json::json!({ "id": "p", "name": "spring", "date": day, "model": { "version": "0", "hash": "old" },
            "answers": then, "ratings": rating(day) });
        let value = serde_json::json!({ "format": "shirube-assessment", "formatVersion": 2,
            "model": { "id": "circle", "version": "1" }, "answers": { "A-1": { "level": 2, "confirmed": day } },
            "ratings": rating(day), "previous": previous });
        shirube::diagnostic::Text::new("round.json", &value.to_string())
    };
    let model = model();
    let read = |day: &str| {
        let mut found = shirube::diagnostic::Findings::default();
        (
            file::read(
                &file(day),
                &[&model],
                file::OtherVersion::Refused,
                &mut found,
            )
            .unwrap(),
            found,
        )
    };
    let (round, found) = read("2026-04-01");
    assert!(found.is_empty(), "{found:?}");
    let previous = round.previous.unwrap();
    assert_eq!(
        (
            previous.name.as_str(),
            previous.date.as_str(),
            previous.model.hash.as_str()
        ),
        ("spring", "2026-04-01", "old")
    );
    assert_eq!(
        (
            previous.answers["A-1"].level,
            previous.answers["A-1"].evidence[0].what.as_str()
        ),
        (Some(7), "charter")
    );
    assert_eq!(
        previous.answers["A-2"].not_applicable,
        file::NotApplicable::Because("alone".to_owned())
    );
    assert_eq!(
        (
            previous.answers["gone"].level,
            round.answers["A-1"].confirmed.as_str()
        ),
        (Some(1), "2026-04-01")
    );
    for ratings in [&round.ratings, &previous.ratings] {
        assert_eq!(ratings[0].answers["A-1"].evidence[0].what, "minutes");
    }
    let places = [
        "answers.A-1.confirmed",
        "ratings.0.answers.A-1.evidence.0.date",
        "previous.date",
        "previous.answers.gone.confirmed",
    ];
    let told = format!("{:?}", read("yesterday").1);
    for place in places
        .into_iter()
        .chain(["previous.ratings.0.answers.A-1.evidence.0.date"])
    {
        assert!(told.contains(&format!("\"{place}\"")), "{place}: {told}");
    }
}

/// A file that is too large or nested too deeply is refused before it is parsed.
#[test]
fn huge_and_deep_files_are_refused() {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let deep = scratch.join("assess-deep.json");
    fs::write(
        &deep,
        format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)),
    )
    .unwrap();
    let huge = scratch.join("assess-huge.json");
    fs::write(&huge, format!("\"{}\"", "x".repeat(8_000_001))).unwrap();
    for file in [deep, huge] {
        let (code, findings) = findings(file.to_str().unwrap());
        assert_eq!((code, findings.len()), (1, 1), "{}", file.display());
        assert_eq!(findings[0]["rule"], "assessment-limit");
    }
}

/// Nothing of a truncated file gets through, wherever it breaks off, and nothing makes the program fail.
#[test]
fn truncated_files_are_refused() {
    let whole = fs::read_to_string(folder().join("sample.json")).unwrap();
    let model = model();
    let ends: Vec<usize> = (1..whole.trim_end().len())
        .filter(|at| whole.is_char_boundary(*at))
        .step_by(7)
        .collect();
    for end in ends {
        let mut found = shirube::diagnostic::Findings::default();
        let text = shirube::diagnostic::Text::new("x.json", &whole[..end]);
        assert!(
            file::read(&text, &[&model], file::OtherVersion::Compared, &mut found).is_none(),
            "{end}"
        );
        assert!(found.has_errors(), "{end}");
    }
}

fn model() -> shirube::scoring::Model {
    let text = fs::read_to_string(folder().join("model.json")).unwrap();
    let text = shirube::diagnostic::Text::new("model.json", &text);
    shirube::formats::read_model(&text, &mut shirube::diagnostic::Findings::default())
        .unwrap()
        .model
}

/// Whatever a team writes is text in every form of a report.
#[test]
fn what_a_team_writes_is_text() {
    let html = text(
        &run(
            &[
                "assess",
                "report",
                "sample.json",
                "--model",
                "model.json",
                "--format",
                "html",
            ],
            "en",
        )
        .stdout,
    );
    assert!(
        html.contains("=1+1 &lt;b&gt;bold&lt;/b&gt;") && html.contains("Our own &lt;goal&gt;"),
        "{html}"
    );
    assert!(
        !html.contains("<script")
            && !html.contains("<b>")
            && !html.contains("style=\"")
            && !html.contains("<goal>")
    );
    assert_eq!(
        html.matches("TLP:AMBER+STRICT</span>").count(),
        4,
        "in head and foot, for screen and paper"
    );
    let markdown = text(
        &run(
            &[
                "assess",
                "report",
                "sample.json",
                "--model",
                "model.json",
                "--format",
                "md",
            ],
            "en",
        )
        .stdout,
    );
    assert!(
        markdown.contains("=1+1 &lt;b>bold&lt;/b> \\| \\*stars\\*"),
        "{markdown}"
    );
}

/// Nothing that could name a team is in a summary, whatever its form.
#[test]
fn summaries_name_nobody() {
    for format in ["text", "json", "md", "csv"] {
        let files: Vec<String> = (1..=6)
            .map(|number| format!("team-{number}.json"))
            .collect();
        let mut arguments = vec![
            "assess",
            "summary",
            "--model",
            "model.json",
            "--format",
            format,
        ];
        arguments.extend(files.iter().map(String::as_str));
        let output = run(&arguments, "en");
        assert_eq!(output.status.code(), Some(0));
        let found = text(&output.stdout);
        assert!(
            found.contains("A-1")
                && !found.to_lowercase().contains("secret")
                && !found.contains("team-"),
            "{found}"
        );
    }
}

/// A summary of the same figures: an item that four teams answered is withheld.
#[test]
fn small_groups_are_withheld() {
    let files: Vec<String> = (1..=6)
        .map(|number| format!("team-{number}.json"))
        .collect();
    let mut arguments = vec![
        "assess",
        "summary",
        "--model",
        "model.json",
        "--format",
        "json",
    ];
    arguments.extend(files.iter().map(String::as_str));
    let summary: Value = serde_json::from_slice(&run(&arguments, "en").stdout).unwrap();
    assert_eq!(summary["items"][5]["withheld"], true);
    assert_eq!(summary["items"][5]["notApplicable"], Value::Null);
    assert_eq!(summary["items"][0]["answered"], 6);
    arguments.truncate(10);
    let summary: Value = serde_json::from_slice(&run(&arguments, "en").stdout).unwrap();
    assert_eq!(summary["withheld"], true);
    assert!(
        summary["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|item| item["counts"] == serde_json::json!([]))
    );
}

/// The files of a workbook by name.
fn unzip(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let number = |at: usize, size: usize| {
        bytes[at..at + size]
            .iter()
            .rev()
            .fold(0_usize, |all, byte| all << 8 | usize::from(*byte))
    };
    let end = bytes
        .windows(4)
        .rposition(|window| window == b"PK\x05\x06")
        .unwrap();
    let mut at = number(end + 16, 4);
    let mut files = BTreeMap::new();
    while bytes[at..].starts_with(b"PK\x01\x02") {
        let [name, extra, comment] = [28, 30, 32].map(|field| number(at + field, 2));
        let (size, local) = (number(at + 20, 4), number(at + 42, 4));
        let start = local + 30 + number(local + 26, 2) + number(local + 28, 2);
        let data = &bytes[start..start + size];
        let whole = if number(at + 10, 2) == 0 {
            data.to_vec()
        } else {
            let mut whole = Vec::new();
            let mut unpacked = flate2::read::DeflateDecoder::new(data);
            std::io::copy(&mut unpacked, &mut whole).unwrap();
            whole
        };
        files.insert(text(&bytes[at + 46..at + 46 + name]), whole);
        at += 46 + name + extra + comment;
    }
    files
}

/// The value of a cell that holds a formula.
fn cached(sheet: &str, cell: &str) -> String {
    let start = sheet
        .find(&format!("<c r=\"{cell}\""))
        .unwrap_or_else(|| panic!("no cell {cell}"));
    let end = start + sheet[start..].find("</c>").unwrap();
    let value = sheet[start..end].split("<v>").nth(1).unwrap_or_default();
    value.trim_end_matches("</v>").to_owned()
}

/// An assessment of the fixture site's roles, whose worksheet has words that no workbook takes.
fn roles_that_do_not_fit(name: &str) -> (Site, PathBuf) {
    let site = Site::base(name);
    site.overlay(&fixtures().join("bad/file-not-made"));
    let model = r#"{ "id": "roles", "version": "2", "hash": "" }"#;
    let head = r#""format": "shirube-assessment", "formatVersion": 2"#;
    site.write(
        "mine.json",
        format!("{{ {head}, \"model\": {model}, \"answers\": {{}} }}"),
    );
    let file = site.root.join("mine.json");
    (site, file)
}

#[test]
fn a_workbook_that_cannot_be_made_is_not_written() {
    let (site, file) = roles_that_do_not_fit("no-workbook");
    let (root, out) = (site.root.to_str().unwrap(), site.root.join("mine.xlsx"));
    let wanted = [
        "assess",
        "report",
        file.to_str().unwrap(),
        "--root",
        root,
        "--lang",
        "en",
    ];
    let to_file = ["--format", "xlsx", "--out", out.to_str().unwrap()];
    let output = run(&[&wanted[..], &to_file[..]].concat(), "en");
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(
        told.contains("cannot be made") && !told.contains("Written"),
        "{told}"
    );
    assert!(!out.exists());
    // What is no workbook has no such limits.
    assert_eq!(run(&wanted, "en").status.code(), Some(0));
}

#[test]
fn a_workbook_shows_the_result_of_our_scoring_and_is_the_same_every_time() {
    let arguments = [
        "assess",
        "report",
        "sample.json",
        "--model",
        "model.json",
        "--format",
        "xlsx",
        "--lang",
        "ja",
    ];
    let [first, second] =
        [run(&arguments, "en"), run(&arguments, "ja")].map(|output| output.stdout);
    assert!(!first.is_empty() && first == second);
    let files = unzip(&first);
    // The same file is read by the tool in `tests/scripts/tool/program-worksheet.test.js`. Compression may differ between
    // machines, what is compressed does not.
    let path = folder().join("sample.ja.xlsx");
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(&path, &first).unwrap();
    }
    assert!(
        unzip(&fs::read(&path).unwrap()) == files,
        "{} is not what is written now",
        path.display()
    );
    let part = |name: &str| text(&files[name]);
    let workbook = part("xl/workbook.xml");
    assert!(
        ["準備", "記入", "段階の意味", "結果"]
            .iter()
            .all(|name| workbook.contains(&format!("name=\"{name}\""))),
        "{workbook}"
    );
    let result = part("xl/worksheets/sheet4.xml");
    // Ground: 3 and 1. Work: 2 and 2, without the 0 that was decided. People: does not apply.
    let means: Vec<String> = ["E6", "E7", "E8"]
        .iter()
        .map(|cell| cached(&result, cell))
        .collect();
    assert_eq!(means, ["2.0", "2.0", ""]);
    let lowest: Vec<String> = ["F6", "F7", "F8"]
        .iter()
        .map(|cell| cached(&result, cell))
        .collect();
    assert_eq!(lowest, ["1", "2", ""]);
    let shared = part("xl/sharedStrings.xml");
    assert!(shared.contains("=1+1 &lt;b&gt;bold&lt;/b&gt;"), "{shared}");
    let input = part("xl/worksheets/sheet2.xml");
    let formulas: Vec<&str> = input
        .split("<f>")
        .skip(1)
        .map(|rest| rest.split("</f>").next().unwrap())
        .collect();
    assert!(
        formulas
            .iter()
            .all(|formula| formula.starts_with("IFERROR(")
                && formula.contains("INDEX('段階の意味'!")),
        "nothing that a team wrote is a formula"
    );
    // What the chosen level looks like stands beside it, also before a program computes it.
    assert_eq!(formulas.len(), 6);
    assert_eq!(cached(&input, "G3"), "書いてあり、試したこともある。");
    let levels = part("xl/worksheets/sheet3.xml");
    assert_eq!(
        levels.matches("<row ").count(),
        1 + 9 * 5,
        "a row for the heading, each item and side, and each of its levels"
    );
}

#[test]
fn the_site_has_an_empty_worksheet_for_each_scored_model_and_language() {
    let site = Site::base("worksheets");
    let files = site.files();
    for path in [
        "tools/demo-en.xlsx",
        "tools/demo-ja.xlsx",
        "tools/roles-en.xlsx",
        "tools/roles-ja.xlsx",
    ] {
        let parts = unzip(&files[path]);
        let preparation = text(&parts["xl/sharedStrings.xml"]);
        assert!(
            preparation.contains("shirube-worksheet") && preparation.contains("model.hash"),
            "{path}"
        );
    }
}

/// With a site, its models are known, and its languages.
#[test]
fn models_of_a_site_are_known() {
    let root = fixtures().join("base");
    let root = root.to_str().unwrap();
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("assess-demo.json");
    let assessment = r#"{"format": "shirube-assessment", "formatVersion": 1, "model": {"id": "demo", "version": "1"}, "answers": {"A-1": {"level": 2}}}"#;
    fs::write(&file, assessment).unwrap();
    let file = file.to_str().unwrap();
    let output = run(
        &[
            "assess", "report", file, "--root", root, "--lang", "ja", "--format", "json",
        ],
        "en",
    );
    assert_eq!(text(&output.stderr), "");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&report["language"], &report["categories"][0]["mean"]),
        (&"ja".into(), &20.into())
    );
    let output = run(
        &["assess", "report", file, "--root", root, "--lang", "fr"],
        "en",
    );
    assert_eq!(output.status.code(), Some(1));
}

/// What a file says of its own identity counts for nothing: answers to an edited copy of a model are told apart from those to
/// the model, whichever of the two is at hand.
#[test]
fn an_edited_copy_of_a_model_is_not_the_model() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let published = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/models/demo.json");
    let mut model: Value = serde_json::from_str(&fs::read_to_string(&published).unwrap()).unwrap();
    let hash = model["model"]["hash"].as_str().unwrap().to_owned();
    model["model"]["items"][0]["name"] = "Something else".into();
    let edited = folder.join("assess-edited-model.json");
    fs::write(&edited, model.to_string()).unwrap();
    let base = fixtures().join("base");
    let [published, edited, base] = [&published, &edited, &base].map(|path| path.to_str().unwrap());
    let found = |name: &str, rest: &str, known: [&str; 2]| -> Vec<String> {
        let file = folder.join(name);
        let head = format!(
            r#"{{"format": "shirube-assessment", "formatVersion": 2, "model": {{"id": "demo", "version": "1"{rest}}}}}"#
        );
        fs::write(&file, head).unwrap();
        let output = run(
            &[
                "assess",
                "validate",
                file.to_str().unwrap(),
                known[0],
                known[1],
                "--format",
                "json",
            ],
            "en",
        );
        let lines = text(&output.stdout);
        let findings = lines
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        findings
            .map(|finding| {
                format!(
                    "{}:{}",
                    finding["rule"].as_str().unwrap(),
                    finding["column"]
                )
            })
            .collect()
    };
    let made = format!(r#", "hash": "{hash}""#);
    assert_eq!(
        found("assess-of-site.json", &made, ["--model", published]),
        [""; 0]
    );
    assert_eq!(
        found("assess-of-site.json", &made, ["--root", base]),
        [""; 0]
    );
    assert_eq!(
        found("assess-of-site.json", &made, ["--model", edited]),
        ["assessment-hash:102"]
    );
    let own = format!(r#"{made}, "own": true"#);
    assert_eq!(
        found("assess-own.json", &own, ["--model", published]),
        [""; 0]
    );
    assert_eq!(
        found("assess-own.json", &own, ["--root", base]),
        ["assessment-own:177"]
    );
}

/// A report is never written over the file that it is about.
#[test]
fn inputs_are_not_overwritten() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("assess-keep.json");
    fs::copy(folder().join("sample.json"), &file).unwrap();
    let path = file.to_str().unwrap();
    let output = run(
        &[
            "assess",
            "report",
            path,
            "--model",
            "model.json",
            "--format",
            "html",
            "--out",
            path,
        ],
        "en",
    );
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        fs::read(&file).unwrap(),
        fs::read(folder().join("sample.json")).unwrap()
    );
}
