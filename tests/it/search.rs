//! Search in Rust and in the browser must find the same, in the same order, with the same scores. Each file in
//! `tests/search` is read here and by `tests/scripts/search/search.test.js`. `UPDATE_EXPECTED=1` writes down what is found now.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use shirube::search::format::read_shard;
use shirube::search::normalise::{fold, is_word};
use shirube::search::pack::{bytes_of, inflate};
use shirube::search::tokenize::{LOOSE_MARK, Run, RunKind, pairs, runs, text};
use shirube::search::{
    Document, Index, Limits, Marked, Results, Scope, SearchResult, TextBlock, index_with, lunr,
    query, query_wider,
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search")
}

fn read(name: &str) -> Value {
    serde_json::from_slice(&std::fs::read(folder().join(name)).unwrap()).unwrap()
}

#[test]
fn texts_are_normalised_and_split() {
    for case in read("normalise.json").as_array().unwrap() {
        let folded = fold(case["text"].as_str().unwrap());
        let found: Vec<_> = runs(&folded);
        let weak: Vec<usize> = (0..folded.weak.len())
            .filter(|&at| folded.weak[at])
            .collect();
        assert_eq!(
            folded.chars.iter().collect::<String>(),
            case["normal"].as_str().unwrap(),
            "{case}"
        );
        assert_eq!(json!(weak), case["weak"], "{case}");
        assert_eq!(
            json!(
                found
                    .iter()
                    .map(|run| text(&folded, *run))
                    .collect::<Vec<_>>()
            ),
            case["runs"],
            "{case}"
        );
        for (key, value) in [("from", &folded.from), ("to", &folded.to)] {
            assert!(
                case[key].is_null() || case[key] == json!(value),
                "{case} {value:?}"
            );
        }
        if !case["keys"].is_null() {
            let mut keys: Vec<String> = Vec::new();
            for run in found.iter().filter(|run| run.kind == RunKind::Cjk) {
                pairs(&folded, *run, |first, second, loose| {
                    let mark = loose.then_some(LOOSE_MARK);
                    keys.push([Some(first), mark, second].into_iter().flatten().collect());
                });
            }
            keys.sort();
            assert_eq!(json!(keys), case["keys"], "{case}");
        }
    }
}

#[test]
fn a_part_of_a_text_normalises_to_a_part() {
    let whole = "権限昇格とｻｰﾊﾞｰ室・マスターキー、ＡＰＩキーとＣＳＩＲＴのノート";
    let chars: Vec<char> = whole.chars().collect();
    let strong = |text: &str| {
        let folded = fold(text);
        (0..folded.chars.len())
            .filter(|&at| !folded.weak[at])
            .map(|at| folded.chars[at])
            .collect::<String>()
    };
    let expected = strong(whole);
    for start in (0..chars.len()).filter(|&start| chars[start] != 'ﾞ' && chars[start] != '・') {
        for end in start + 1..chars.len() {
            if chars[end] != 'ﾞ' && chars[end - 1] != '・' {
                let part = strong(&chars[start..end].iter().collect::<String>());
                // A long-vowel mark without the letter before it is ignored at the beginning of a query.
                assert!(expected.contains(part.trim_start_matches('ー')), "{part}");
            }
        }
    }
}

#[test]
fn japanese_is_found_as_written_down() {
    check("ja.json");
}

#[test]
fn english_is_found_as_written_down() {
    check("en.json");
}

/// Lists of more than a page, numbers of more than a symbol.
#[test]
fn many_documents_are_found_as_written_down() {
    check("many.json");
}

fn check(name: &str) {
    let mut vector = read(name);
    let index = built(&vector);
    let files: serde_json::Map<String, Value> = index
        .files()
        .into_iter()
        .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap().into()))
        .collect();
    let results: Vec<Value> = vector["queries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|asked| found(&index, asked))
        .collect();
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        vector["files"] = files.into();
        vector["results"] = results.into();
        let text = serde_json::to_string_pretty(&vector).unwrap() + "\n";
        std::fs::write(folder().join(name), text).unwrap();
        return;
    }
    assert_eq!(vector["files"], Value::Object(files));
    for (asked, (expected, found)) in vector["queries"]
        .as_array()
        .unwrap()
        .iter()
        .zip(vector["results"].as_array().unwrap().iter().zip(&results))
    {
        assert_eq!(expected, found, "{asked}");
    }
    assert_eq!(vector["results"].as_array().unwrap().len(), results.len());
}

fn built(vector: &Value) -> Index {
    let documents: Vec<Document> = serde_json::from_value(vector["documents"].clone()).unwrap();
    let limit = |name: &str| usize::try_from(vector["limits"][name].as_u64().unwrap()).unwrap();
    let limits = Limits {
        posting_shard: limit("posting_shard"),
        text_shard: limit("text_shard"),
        dictionary: limit("dictionary"),
        page: limit("page"),
    };
    index_with(vector["language"].as_str().unwrap(), &documents, limits)
}

fn found(index: &Index, asked: &Value) -> Value {
    let text = asked["query"].as_str().unwrap();
    let scope = Scope {
        limit: usize::try_from(asked["limit"].as_u64().unwrap()).unwrap(),
        section: asked["section"].as_str(),
    };
    let results = if asked["wide"] == true {
        query_wider(index, text, scope)
    } else {
        query(index, text, scope)
    };
    described(&results)
}

/// Marks in brackets, so that both sides can say the same without a common unit.
fn described(results: &Results) -> Value {
    let told = |found: &[SearchResult]| -> Vec<Value> { found.iter().map(told).collect() };
    let (items, near) = (told(&results.items), told(&results.near));
    json!({
        "total": results.total,
        "exact": results.exact,
        "near": near,
        "items": items,
        "sections": results.sections,
    })
}

fn told(found: &SearchResult) -> Value {
    json!([
        found.score,
        found.address,
        found.section,
        found.language.clone().unwrap_or_default(),
        bracketed(&found.title),
        bracketed(&found.heading),
        bracketed(&found.excerpt),
    ])
}

fn bracketed(marked: &Marked) -> String {
    let mut out = String::new();
    let mut at = 0;
    for mark in &marked.marks {
        out.extend([
            &marked.text[at..mark.start],
            "[",
            &marked.text[mark.clone()],
            "]",
        ]);
        at = mark.end;
    }
    out + &marked.text[at..]
}

/// `tests/scripts/search/elasticlunr.test.js` reads these files with elasticlunr.js.
#[test]
fn an_index_for_elasticlunr_is_as_written_down() {
    let document = |address: &str, title: &str, text: &str| Document {
        address: address.to_owned(),
        title: title.to_owned(),
        blocks: vec![TextBlock {
            text: text.to_owned(),
            ..TextBlock::default()
        }],
        ..Document::default()
    };
    let policy = "A policy says who may disconnect a server.";
    let english = [
        document("a.html", "Policies", policy),
        document("b.html", "Triage", "Which report comes first."),
    ];
    let japanese = [
        document("a.html", "権限", "チームが何をしてよいか。"),
        document("b.html", "トリアージ", "どの報告が先か。"),
    ];
    for (language, documents) in [("en", &english), ("ja", &japanese)] {
        let file = folder().join(format!("elasticlunr-{language}.json"));
        let made = lunr::json(language, documents) + "\n";
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            std::fs::write(&file, &made).unwrap();
        }
        assert_eq!(std::fs::read_to_string(file).unwrap(), made);
    }
}

#[test]
fn shards_can_be_read_whole() {
    let vector = read("ja.json");
    for (path, bytes) in built(&vector).files() {
        let text = String::from_utf8(bytes).unwrap();
        if path.contains("/p") {
            let payload = text.splitn(5, ',').nth(4).unwrap();
            let literal = payload.strip_suffix("\")\n").unwrap();
            let shard = inflate(&bytes_of(&literal[1..]), b"").unwrap();
            let shard = String::from_utf8(shard).unwrap();
            assert_eq!(
                read_shard(&shard).len(),
                shard.matches('!').count(),
                "{path}"
            );
        }
    }
}

fn addresses(vector: &str, text: &str) -> Vec<String> {
    query(&built(&read(vector)), text, 10)
        .items
        .into_iter()
        .map(|found| found.address)
        .collect()
}

#[test]
fn parts_of_words_are_found() {
    assert_eq!(addresses("ja.json", "要素認")[0], "ja/glossary/mfa.html");
    assert_eq!(addresses("ja.json", "要素認").len(), 3);
    assert_eq!(addresses("ja.json", "サーバー管理").len(), 2);
    // キ alone is on every page about セキュリティ.
    assert_eq!(
        addresses("ja.json", "キー"),
        ["ja/guides/accounts.html#server"]
    );
    assert_eq!(addresses("en.json", "vulnerab").len(), 2);
}

#[test]
fn the_page_that_explains_comes_first() {
    for (vector, asked, first) in [
        ("ja.json", "triage", "ja/glossary/triage.html"),
        ("ja.json", "認証", "ja/glossary/auth.html"),
        ("ja.json", "O-1", "ja/sim3/o-1.html"),
        ("en.json", "トリアージ", "en/glossary/triage.html"),
        (
            "en.json",
            "vulnerabilities",
            "en/glossary/vulnerability.html",
        ),
        ("en.json", "o-1", "en/sim3/o-1.html"),
    ] {
        assert_eq!(addresses(vector, asked)[0], first, "{asked}");
    }
}

/// Words that the head of an index says are not in it.
fn left_out(index: &Index) -> Vec<String> {
    let head = String::from_utf8(index.files().remove(0).1).unwrap();
    let stop = head
        .split_once("\"stop\":\"")
        .unwrap()
        .1
        .split_once('"')
        .unwrap()
        .0;
    stop.split(' ').map(str::to_owned).collect()
}

#[test]
fn every_stretch_of_every_text_is_found() {
    for name in ["ja.json", "en.json"] {
        let vector = read(name);
        let index = built(&vector);
        let documents: Vec<Document> = serde_json::from_value(vector["documents"].clone()).unwrap();
        let stop = left_out(&index);
        for document in &documents {
            for block in &document.blocks {
                let chars: Vec<char> = block.text.chars().take(80).collect();
                for (start, length) in (0..chars.len())
                    .step_by(3)
                    .flat_map(|start| [(start, 2), (start, 5)])
                {
                    // Words are found from their beginning.
                    let cut = |at: usize| {
                        at > 0
                            && is_word(chars[at])
                            && (is_word(chars[at - 1]) || chars[at - 1] == '\'')
                    };
                    let asked: String = chars.iter().skip(start).take(length).collect();
                    let said = fold(&asked);
                    let telling = |run: &Run| {
                        run.kind == RunKind::Cjk
                            || run.end - run.start > 2
                                && !stop.iter().any(|word| word.starts_with(&text(&said, *run)))
                    };
                    if cut(start) || !runs(&said).iter().any(telling) {
                        continue;
                    }
                    let found = query(&index, &asked, 100);
                    let hit =
                        |item: &str| item.split('#').next() == Some(document.address.as_str());
                    assert!(
                        found.items.iter().any(|item| hit(&item.address)),
                        "{asked} in {}",
                        document.address
                    );
                }
            }
        }
    }
}
