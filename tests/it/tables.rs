//! Worksheets, CSV and protected files on the command line. What people see of them is in the sessions of `tests/assess/`; here
//! are the workbooks that nobody could read in a diff, and what must not happen.

use crate::scratch::Scratch;
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use zip::write::SimpleFileOptions;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/assess")
}

/// The answer to `shirube assess …` in the folder of the files.
fn run(arguments: &[&str], passphrase: Option<&str>) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shirube"));
    command
        .current_dir(folder())
        .arg("assess")
        .args(arguments)
        .env("LC_ALL", "C.UTF-8")
        .env("NO_COLOR", "1");
    if let Some(passphrase) = passphrase {
        command.env("SHIRUBE_PASSPHRASE", passphrase);
    }
    let output = command.output().unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap(),
    )
}

/// Rule and cell, or line and column, of each finding in a file.
fn findings(file: &str) -> Vec<(String, String)> {
    let (_, told) = run(
        &[
            "validate",
            file,
            "--model",
            "model.json",
            "--format",
            "json",
        ],
        None,
    );
    let place = |finding: &Value| match finding["cell"].as_str() {
        Some(cell) => cell.to_owned(),
        None => finding["line"]
            .as_u64()
            .map(|line| format!("{line}:{}", finding["column"]))
            .unwrap_or_default(),
    };
    let line = |line: &str| serde_json::from_str::<Value>(line).unwrap();
    told.lines()
        .map(line)
        .map(|finding| {
            (
                finding["rule"].as_str().unwrap().to_owned(),
                place(&finding),
            )
        })
        .collect()
}

fn found(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(rule, place)| ((*rule).to_owned(), (*place).to_owned()))
        .collect()
}

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn relations(of: &[(&str, &str, &str)]) -> String {
    let one = |(id, kind, target): &(&str, &str, &str)| {
        format!(r#"<Relationship Id="{id}" Type="{RELATIONS}/{kind}" Target="{target}"/>"#)
    };
    format!(
        "<Relationships>{}</Relationships>",
        of.iter().map(one).collect::<String>()
    )
}

/// A row of texts; what begins with `<` is the inside of a cell.
fn row(number: usize, cells: &[&str]) -> String {
    let mut row = format!(r#"<row r="{number}">"#);
    for (column, cell) in cells.iter().enumerate() {
        let place = format!(
            "{}{number}",
            char::from(b'A' + u8::try_from(column).unwrap())
        );
        let _ = match cell.strip_prefix('<') {
            Some(_) => write!(row, r#"<c r="{place}">{cell}</c>"#),
            None => write!(
                row,
                r#"<c r="{place}" t="inlineStr"><is><t>{cell}</t></is></c>"#
            ),
        };
    }
    row + "</row>"
}

/// The parts of a workbook with a sheet for preparation and one with these rows of answers.
fn parts(rows: &[&[&str]], after: &str) -> Vec<(&'static str, String)> {
    let prepared: [&[&str]; 5] = [
        &["format", "", "shirube-worksheet"],
        &["formatVersion", "", "<v>1</v>"],
        &["model.id", "", "circle"],
        &["model.version", "", "1"],
        &["date", "", "<v>46036</v>"],
    ];
    let sheet = |rows: &[&[&str]], after: &str| {
        let rows: String = rows
            .iter()
            .enumerate()
            .map(|(at, cells)| row(at + 1, cells))
            .collect();
        format!("<worksheet><sheetData>{rows}</sheetData>{after}</worksheet>")
    };
    let workbook = format!(
        r#"<workbook xmlns:r="{RELATIONS}"><sheets><sheet name="Prepared" r:id="a"/><sheet name="Input" r:id="b"/></sheets></workbook>"#
    );
    vec![
        (
            "_rels/.rels",
            relations(&[("m", "officeDocument", "xl/workbook.xml")]),
        ),
        ("xl/workbook.xml", workbook),
        (
            "xl/_rels/workbook.xml.rels",
            relations(&[("a", "worksheet", "a.xml"), ("b", "worksheet", "/xl/b.xml")]),
        ),
        ("xl/a.xml", sheet(&prepared, "")),
        ("xl/b.xml", sheet(rows, after)),
    ]
}

fn zipped(parts: &[(&str, String)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn written(scratch: &Scratch, name: &str, bytes: &[u8]) -> String {
    let path = scratch.path().join(name);
    fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

const HEAD: &[&str] = &["item", "side", "level", "evidence.what", "evidence.date"];

/// A title above, a row sorted over the headings, formulas with values, days as numbers, a merged cell within one item.
#[test]
fn a_workbook_is_read_as_a_spreadsheet_shows_it() {
    let scratch = Scratch::new();
    let rows: [&[&str]; 6] = [
        &["Our company"],
        &["C-1", "", "<v>1.0000000000000001</v>"],
        HEAD,
        &["A-1", "", "<f>1+1</f><v>2</v>", "Charter", "<v>46036.5</v>"],
        &["A-1", "", "", "Minutes", "2026/2/3"],
        &["B-1", "inside", "3", "", ""],
    ];
    let merged = r#"<mergeCells><mergeCell ref="C4:C5"/></mergeCells>"#;
    let file = written(&scratch, "good", &zipped(&parts(&rows, merged)));
    let (code, told) = run(
        &["report", &file, "--model", "model.json", "--format", "json"],
        None,
    );
    assert_eq!(code, 0, "{told}");
    let report: Value = serde_json::from_str(&told).unwrap();
    let levels: Vec<&Value> = report["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| &item["level"])
        .collect();
    assert_eq!(
        levels,
        [
            &Value::from(2),
            &Value::Null,
            &3.into(),
            &Value::Null,
            &Value::Null,
            &1.into()
        ]
    );
    let evidence = report["items"][0]["evidence"].as_array().unwrap();
    let dates: Vec<&Value> = evidence.iter().map(|one| &one["date"]).collect();
    assert_eq!(dates, ["2026-01-14", "2026-02-03"]);
    assert!(
        report["facts"]
            .as_array()
            .unwrap()
            .iter()
            .any(|fact| fact["value"] == "2026-01-14"),
        "{}",
        report["facts"]
    );
}

/// `table-formula`, `table-merged`, `table-item`, `table-repeated`, `table-side`, with the cell of each.
#[test]
fn what_is_wrong_in_a_workbook_is_said_of_its_cell() {
    let scratch = Scratch::new();
    let rows: [&[&str]; 7] = [
        HEAD,
        &["A-1", "", "<f>1+1</f><v/>", "", ""],
        &["A-2", "", "2", "", "31.2.2026"],
        &["B-1", "", "2", "", ""],
        &["B-2", "inside", "2", "", ""],
        &["A-2", "", "1", "", ""],
        &["X-1", "", "1", "", ""],
    ];
    let merged = r#"<mergeCells><mergeCell ref="C4:C5"/></mergeCells>"#;
    let file = written(&scratch, "bad.csv", &zipped(&parts(&rows, merged)));
    let expected = found(&[
        ("table-formula", "Input!C2"),
        ("assessment-value", "Input!E3"),
        ("table-side", "Input!B4"),
        ("table-merged", "Input!C4:C5"),
        ("table-item", "Input!A7"),
        ("table-repeated", "Input!C6"),
    ]);
    let mut told = findings(&file);
    told.sort();
    assert_eq!(told, {
        let mut expected = expected;
        expected.sort();
        expected
    });
}

/// Editions of a model share ids: `table-model`.
#[test]
fn csv_is_of_the_model_that_has_its_items_by_id_and_name() {
    let scratch = Scratch::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/base");
    let validate = |csv: &str| {
        let file = written(&scratch, "team", csv.as_bytes());
        run(
            &[
                "validate",
                &file,
                "--root",
                root.to_str().unwrap(),
                "--format",
                "json",
            ],
            None,
        )
    };
    let (code, told) = validate("item,name,level,side\nR-1,,1,inside\n");
    assert!(
        code == 1 && told.contains("table-model") && told.contains("roles, roles-1"),
        "{told}"
    );
    let (code, told) = validate("item,level\nA-1,1\n");
    assert_eq!((code, told.as_str()), (0, ""));
}

/// A passphrase comes from a file or from the environment: `passphrase-needed`, `passphrase-wrong`, `protected-damaged`,
/// `protected-unknown`.
#[test]
fn protected_files_open_with_their_passphrase_only() {
    let validate = |file: &str, passphrase| {
        run(
            &[
                "validate",
                file,
                "--model",
                "model.json",
                "--format",
                "json",
            ],
            passphrase,
        )
    };
    let rule = |(code, told): (i32, String)| {
        (
            code,
            told.split("\"rule\":\"")
                .nth(1)
                .map(|rest| rest.split('"').next().unwrap().to_owned()),
        )
    };
    assert_eq!(
        validate("tables/protected.json", Some("cafe\u{301} au lait 7")),
        (0, String::new())
    );
    for (file, passphrase, expected) in [
        ("tables/protected.json", None, "passphrase-needed"),
        (
            "tables/protected.json",
            Some("cafe au lait 7"),
            "passphrase-wrong",
        ),
        (
            "tables/damaged.json",
            Some("café au lait 7"),
            "protected-damaged",
        ),
        (
            "tables/rounds.json",
            Some("café au lait 7"),
            "protected-unknown",
        ),
    ] {
        assert_eq!(
            rule(validate(file, passphrase)),
            (1, Some(expected.to_owned())),
            "{file}"
        );
    }
    let (code, told) = run(
        &[
            "report",
            "tables/protected.json",
            "--model",
            "model.json",
            "--passphrase",
            "x",
        ],
        None,
    );
    assert!(code == 2 && told.contains("unexpected argument"), "{told}");
}

/// A folder stands for the files in it; what they are is told by their content.
#[test]
fn a_folder_of_files_of_all_kinds_is_summarised() {
    let scratch = Scratch::new();
    for (from, to) in [
        ("team-1.json", "1.txt"),
        ("team-2.json", "2"),
        ("tables/protected.json", "3.json"),
        ("tables/team.csv", "4.xlsx"),
        ("sample.ja.xlsx", "5.csv"),
    ] {
        fs::copy(folder().join(from), scratch.path().join(to)).unwrap();
    }
    fs::write(
        scratch.path().join("~$5.csv"),
        "what a spreadsheet leaves while it is open",
    )
    .unwrap();
    let arguments = [
        "summary",
        scratch.path().to_str().unwrap(),
        "--model",
        "model.json",
        "--format",
        "json",
    ];
    let (code, told) = run(&arguments, Some("café au lait 7"));
    assert_eq!(code, 0, "{told}");
    let summary: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(
        (&summary["teams"], &summary["items"][0]["answered"]),
        (&5.into(), &5.into())
    );
}

/// What a hostile workbook could do: fill the memory, be two things at once, fetch something. `workbook-damaged`, `workbook-locked`.
#[test]
fn hostile_workbooks_are_refused() {
    let scratch = Scratch::new();
    let good: [&[&str]; 2] = [HEAD, &["A-1", "", "2"]];
    let with = |name: &'static str, content: String| {
        let mut all = parts(&good, "");
        all.retain(|(known, _)| *known != name);
        all.push((name, content));
        zipped(&all)
    };
    let sheet = |inside: &str| format!("<worksheet><sheetData>{inside}</sheetData></worksheet>");
    let many_rows: String = (0..20_001).map(|_| "<row/>").collect();
    let many_parts: Vec<(&str, String)> = (0..60)
        .map(|_| "x")
        .zip(0..)
        .map(|(_, at)| (&*format!("x{at}").leak(), String::new()))
        .collect();
    let entities =
        r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>"#
            .to_owned()
            + &sheet("");
    let mut wrong_sum = zipped(&parts(&good, ""));
    let at = wrong_sum.windows(2).position(|pair| pair == b"PK").unwrap() + 40;
    wrong_sum[at] ^= 0xff;
    let cases = [
        (
            "rows",
            with("xl/b.xml", sheet(&many_rows)),
            "assessment-limit",
        ),
        (
            "parts",
            zipped(&[parts(&good, ""), many_parts].concat()),
            "assessment-limit",
        ),
        ("entities", with("xl/b.xml", entities), "workbook-damaged"),
        (
            "broken",
            with("xl/b.xml", "<worksheet><sheetData>".to_owned()),
            "workbook-damaged",
        ),
        (
            "strings",
            with(
                "xl/b.xml",
                sheet(r#"<row r="1"><c r="A1" t="s"><v>7</v></c></row>"#),
            ),
            "workbook-damaged",
        ),
        (
            "missing",
            with("xl/a.xml", String::new()),
            "workbook-damaged",
        ),
        (
            "archive",
            b"PK\x03\x04 and no more".to_vec(),
            "workbook-damaged",
        ),
        (
            "other",
            zipped(&[("readme.txt", "hello".to_owned())]),
            "workbook-damaged",
        ),
    ];
    for (name, bytes, rule) in cases {
        let told = findings(&written(&scratch, name, &bytes));
        let rules: Vec<&str> = told.iter().map(|(rule, _)| rule.as_str()).collect();
        assert_eq!(rules, [rule], "{name}");
    }
    // Two cells at the corners of the largest sheet are two cells, not seventeen thousand million.
    let corners = sheet(
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#,
    );
    let told = findings(&written(&scratch, "corners", &with("xl/b.xml", corners)));
    assert_eq!(told, found(&[("table-heading", "")]));
    assert_eq!(
        findings("../files/refused/worksheets/old.xls"),
        found(&[("workbook-locked", "")])
    );
    assert!(
        findings(&written(&scratch, "sum", &wrong_sum))
            .iter()
            .all(|(rule, _)| rule == "workbook-damaged")
    );
}

/// Nothing of a workbook that was cut off gets through, wherever it breaks off.
#[test]
fn truncated_workbooks_are_refused() {
    let whole = fs::read(folder().join("sample.ja.xlsx")).unwrap();
    for end in (2..whole.len()).step_by(997) {
        let mut found = shirube::diagnostic::Findings::default();
        let table = shirube::formats::table::Table::of_workbook("x", &whole[..end], &mut found);
        assert!(table.is_none() && found.has_errors(), "{end}");
    }
}

/// Ten thousand answers in one line are told of at once, and not ten thousand times: `more-findings`.
#[test]
fn many_findings_of_one_kind_are_counted() {
    let scratch = Scratch::new();
    let answers: Vec<String> = (0..4000)
        .map(|at| format!(r#""X-{at}": {{"level": 2, "note": "{}"}}"#, "n".repeat(100)))
        .collect();
    let head = r#""format": "shirube-assessment", "formatVersion": 2, "model": {"id": "circle", "version": "1"}"#;
    let file = written(
        &scratch,
        "many.json",
        format!(r#"{{{head}, "answers": {{{}}}}}"#, answers.join(", ")).as_bytes(),
    );
    let started = std::time::Instant::now();
    let told = findings(&file);
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    assert_eq!(told.len(), 51);
    assert_eq!(
        told.iter()
            .filter(|(rule, _)| rule == "more-findings")
            .count(),
        1
    );
}
