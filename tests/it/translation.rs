//! What of a translation is stale after each edit of its original, tried at every place of real pages; and `shirube i18n` as a
//! translator uses it, from a language that is not there to one whose original has changed. `tests/i18n/session.<lang>.txt` is what the
//! program answers; `UPDATE_EXPECTED=1` writes it down anew.

use crate::sites::Site;
use shirube::config::{self, Config};
use shirube::diagnostic::Findings;
use shirube::language::Tag;
use shirube::pages::{Unit, units};
use shirube::source::Tree;
use shirube::translation::{Freshness, Wanted, accepted, state_path, translated};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::process::Command;

const CONFIG: &str =
    "title = \"t\"\nlanguages = [{tag = \"ja\", name = \"a\"}, {tag = \"en\", name = \"b\"}]\n";
/// Pages with all kinds of blocks: front matter with levels, lists, tables, figures, code, definitions, reading paths.
const PAGES: [&str; 6] = [
    "starter-kit/step-0/index",
    "starter-kit/csirt",
    "sim3/o-1",
    "first-services/functions-5",
    "paths/appointed",
    "assessment/own-model",
];

fn bundled(language: &str, page: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(root.join(format!("content/{language}/{page}.md"))).unwrap()
}

fn settings() -> Config {
    let tree = Tree::from_texts([("site.toml", CONFIG)]);
    config::parse(&tree, &mut Findings::default()).unwrap()
}

/// How the blocks of a page stand: its original, its translation, and the state that is recorded. The first number counts what is too
/// many.
fn compared(original: &str, translation: &str, state: &str) -> (usize, Vec<(String, Freshness)>) {
    let tag = Tag::parse("en").unwrap();
    let path = state_path(&tag, "page");
    let mut files = vec![
        ("content/ja/page.md", original),
        ("content/en/page.md", translation),
    ];
    files.extend((!state.is_empty()).then_some((path.as_str(), state)));
    let tree = Tree::from_texts(files);
    let mut findings = Findings::default();
    let page = translated(&tree, &settings(), wanted(&tag), &mut findings).unwrap();
    assert!(findings.is_empty());
    let comparison = page.compared();
    let blocks = comparison.blocks.iter();
    let blocks = blocks.map(|block| (block.original.text.clone(), block.freshness));
    (comparison.extra.len(), blocks.collect())
}

fn wanted(tag: &Tag) -> Wanted<'_> {
    Wanted {
        language: tag,
        path: "page",
        from: None,
    }
}

/// The state of a page all of whose blocks are accepted.
fn recorded(original: &str, translation: &str) -> String {
    let tag = Tag::parse("en").unwrap();
    let files = [
        ("content/ja/page.md", original),
        ("content/en/page.md", translation),
    ];
    let tree = Tree::from_texts(files);
    let page = translated(&tree, &settings(), wanted(&tag), &mut Findings::default()).unwrap();
    accepted(&page, &BTreeSet::new()).written()
}

/// Texts of blocks that do not stand as they should.
fn not_fresh(blocks: &[(String, Freshness)]) -> Vec<(&str, Freshness)> {
    let others = blocks.iter();
    let others = others.filter(|(_, freshness)| *freshness != Freshness::Fresh);
    others
        .map(|(text, freshness)| (text.as_str(), *freshness))
        .collect()
}

fn of_original(text: &str) -> Vec<Unit> {
    units(
        &shirube::diagnostic::Text::new("content/ja/page.md", text),
        true,
    )
}

/// Where the words of a unit begin: code below its fence, all else outside of addresses.
fn first_letter(text: &str, unit: &Unit) -> usize {
    let Range { start, end } = unit.range.clone();
    let from = if unit.name == "code" {
        start + text[start..end].find('\n').unwrap_or(0)
    } else {
        start
    };
    let is_word = |(at, c): &(usize, char)| {
        let before = &text[from..from + at];
        let address = before
            .rfind("](")
            .is_some_and(|open| !before[open..].contains(')'));
        c.is_alphabetic() && !address
    };
    let letter = text[from..end].char_indices().find(is_word);
    from + letter.unwrap().0
}

/// Whether a text has Japanese words. A name in Latin letters may have none beside it in another language.
fn is_japanese(text: &str) -> bool {
    text.chars().any(shirube::language::is_cjk)
}

/// Paragraphs that stand in no other block, each with its end.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let own = |unit: &Unit| {
        let range = unit.range.clone();
        let words = text[range.clone()].trim_end();
        unit.name == "paragraph" && text[..range.start].ends_with("\n\n") && !words.starts_with('>')
    };
    let paragraphs = of_original(text).into_iter().filter(own);
    paragraphs
        .map(|unit| {
            let words = text[unit.range.clone()].trim_end().len();
            unit.range.start..unit.range.start + words
        })
        .collect()
}

#[test]
fn a_translation_is_fresh_once_it_is_accepted() {
    for page in PAGES {
        let (original, translation) = (bundled("ja", page), bundled("en", page));
        let state = recorded(&original, &translation);
        let (extra, blocks) = compared(&original, &translation, &state);
        assert_eq!((extra, not_fresh(&blocks)), (0, vec![]), "{page}");
        assert!(blocks.len() > 8, "{page} has few blocks");
    }
}

#[test]
fn a_changed_word_makes_one_block_stale_and_no_other() {
    let mut tried = 0;
    for page in PAGES {
        let (original, translation) = (bundled("ja", page), bundled("en", page));
        let state = recorded(&original, &translation);
        let units = of_original(&original).into_iter();
        for unit in units.filter(|unit| is_japanese(&unit.text)) {
            let at = first_letter(&original, &unit);
            let edited = format!("{}新{}", &original[..at], &original[at..]);
            let (extra, blocks) = compared(&edited, &translation, &state);
            let others = not_fresh(&blocks);
            assert!(
                extra == 0 && others.len() == 1 && others[0].1 == Freshness::Stale,
                "{page}: {} at {at}: {extra}, {others:?}",
                unit.name
            );
            tried += 1;
        }
    }
    assert!(tried > 200, "only {tried} blocks were tried");
}

#[test]
fn white_space_line_breaks_and_addresses_make_nothing_stale() {
    for page in PAGES {
        let (original, translation) = (bundled("ja", page), bundled("en", page));
        let state = recorded(&original, &translation);
        let body = original[3..].find("+++\n").unwrap() + 7;
        let (front, text) = original.split_at(body);
        let mut text = text.replace("\n\n", "\n\n\n").replace(".md)", ".md#x)");
        for paragraph in paragraphs(&format!("{front}{text}")).into_iter().rev() {
            let paragraph = paragraph.start - body..paragraph.end - body;
            let words = text[paragraph.clone()].to_owned();
            // A line of Japanese may be broken anywhere between two characters that are written without spaces.
            let kana = |c: char| ('ぁ'..='ん').contains(&c);
            let places = words.char_indices().zip(words.chars().skip(1));
            let mut places = places.filter(|((_, one), other)| kana(*one) && kana(*other));
            if let Some(((at, c), _)) = places.nth(3) {
                text.insert(paragraph.start + at + c.len_utf8(), '\n');
            }
        }
        let edited = format!("{}{text}", front.replace(" = ", "  =   "));
        let (extra, blocks) = compared(&edited, &translation, &state);
        assert_eq!((extra, not_fresh(&blocks)), (0, vec![]), "{page}");
    }
}

#[test]
fn a_new_block_is_missing_and_no_other_becomes_stale() {
    for page in PAGES {
        let (original, translation) = (bundled("ja", page), bundled("en", page));
        let state = recorded(&original, &translation);
        for paragraph in paragraphs(&original) {
            let at = paragraph.start;
            let edited = format!(
                "{}まったく新しい段落です。\n\n{}",
                &original[..at],
                &original[at..]
            );
            let (extra, blocks) = compared(&edited, &translation, &state);
            let new = ("まったく新しい段落です。", Freshness::Missing);
            assert_eq!(
                (extra, not_fresh(&blocks)),
                (0, vec![new]),
                "{page} at {at}"
            );
        }
    }
}

#[test]
fn a_block_that_is_gone_leaves_one_too_many() {
    for page in PAGES {
        let (original, translation) = (bundled("ja", page), bundled("en", page));
        let state = recorded(&original, &translation);
        let paragraphs = paragraphs(&original).into_iter();
        for paragraph in paragraphs.filter(|it| is_japanese(&original[it.clone()])) {
            let edited = format!(
                "{}{}",
                &original[..paragraph.start],
                &original[paragraph.end..]
            );
            let (extra, blocks) = compared(&edited, &translation, &state);
            assert_eq!(
                (extra, not_fresh(&blocks)),
                (1, vec![]),
                "{page} at {}",
                paragraph.start
            );
        }
    }
}

#[test]
fn blocks_in_another_order_are_as_fresh_as_before() {
    let mut tried = 0;
    for page in PAGES {
        let (original, translation) = (bundled("ja", page), bundled("en", page));
        let state = recorded(&original, &translation);
        let paragraphs = paragraphs(&original);
        for (at, one) in paragraphs.iter().enumerate() {
            for other in &paragraphs[at + 1..] {
                let edited = [
                    &original[..one.start],
                    &original[other.clone()],
                    &original[one.end..other.start],
                    &original[one.clone()],
                    &original[other.end..],
                ]
                .concat();
                let (extra, blocks) = compared(&edited, &translation, &state);
                assert_eq!(
                    (extra, not_fresh(&blocks)),
                    (0, vec![]),
                    "{page}: {one:?} and {other:?}"
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 50, "only {tried} pairs were tried");
}

#[test]
fn a_translation_that_is_edited_stands_for_the_same_block() {
    for page in PAGES {
        let (original, translation) = (bundled("ja", page), bundled("en", page));
        let state = recorded(&original, &translation);
        let text = shirube::diagnostic::Text::new("content/en/page.md", &translation);
        for unit in units(&text, false) {
            let at = first_letter(&translation, &unit);
            let edited = format!("{}new {}", &translation[..at], &translation[at..]);
            let (extra, blocks) = compared(&original, &edited, &state);
            assert_eq!(
                (extra, not_fresh(&blocks)),
                (0, vec![]),
                "{page}: {}",
                unit.name
            );
        }
    }
}

#[test]
fn a_copy_of_the_original_is_not_translated_yet() {
    let original = "+++\ntitle = \"題\"\n+++\n本文です。\n\n```sh\nls\n```\n\nCSIRT\n";
    let (extra, blocks) = compared(original, original, "");
    let stands: Vec<Freshness> = blocks.iter().map(|(_, freshness)| *freshness).collect();
    let nothing = Freshness::Unrecorded;
    assert_eq!(
        (extra, stands),
        (
            0,
            vec![Freshness::Missing, Freshness::Missing, nothing, nothing]
        )
    );
}

/// What a translator does: a command, or an edit of a file.
enum Step {
    Run(&'static [&'static str]),
    Edit(&'static str, &'static str, &'static str),
}

const SESSION: [Step; 31] = [
    Step::Run(&["add", "vi"]),
    Step::Run(&["add", "vn-VI-x", "--name", "Tiếng Việt"]),
    Step::Run(&["add", "vi", "--name", "Tiếng Việt", "--fallback", "fr"]),
    Step::Run(&["add", "vi", "--name", "Tiếng Việt", "--fallback", "en"]),
    Step::Run(&["add", "vi"]),
    Step::Run(&["status", "vi"]),
    Step::Run(&["start", "vi", "guide/lettr"]),
    Step::Run(&["start", "de", "guide/letter"]),
    Step::Run(&["start", "vi", "content/en/guide/terms.md"]),
    Step::Run(&["start", "vi", "guide/terms"]),
    Step::Run(&["accept", "vi", "guide/terms"]),
    Step::Edit("content/vi/guide/terms.md", "title = \"", "title = \"Việt "),
    Step::Edit("content/vi/guide/terms.md", "draft = true\n", ""),
    Step::Run(&["diff", "vi", "guide/terms"]),
    Step::Run(&["accept", "vi", "guide/terms", "0"]),
    Step::Run(&["accept", "vi", "guide/terms", "1"]),
    Step::Run(&["accept", "vi", "guide", "1"]),
    Step::Run(&["status", "vi"]),
    Step::Edit("content/en/guide/terms.md", "title = \"", "title = \"New "),
    Step::Run(&["diff", "vi"]),
    Step::Run(&["diff", "vi", "--format", "json"]),
    Step::Run(&["accept", "vi", "guide/terms"]),
    Step::Run(&["diff", "vi"]),
    Step::Run(&["mv", "guide/terms", "guide/Words"]),
    Step::Run(&["mv", "guide/terms", "guide/letter"]),
    Step::Run(&["mv", "guide/none", "guide/words"]),
    Step::Run(&["mv", "guide/terms", "words/index"]),
    Step::Run(&["mv", "words", "guide/terms"]),
    Step::Edit(
        "i18n/state/vi/guide/terms.toml",
        "from = \"en\"",
        "form = \"en\"",
    ),
    Step::Run(&["accept", "vi", "guide/terms"]),
    Step::Run(&["status", "vi"]),
];

#[test]
fn a_language_is_added_begun_and_kept_fresh() {
    for (language, locale) in [("en", "C.UTF-8"), ("ja", "ja_JP.UTF-8")] {
        let site = Site::base(&format!("i18n-session-{language}"));
        let root = site.options().root;
        let mut transcript = String::new();
        for step in SESSION {
            match step {
                Step::Edit(path, from, to) => {
                    site.edit(path, from, to);
                    write!(transcript, "# {path}: {from:?} → {to:?}\n\n").unwrap();
                }
                Step::Run(arguments) => {
                    let output = Command::new(env!("CARGO_BIN_EXE_shirube"))
                        .args(["i18n", "--root", "."])
                        .args(arguments)
                        .current_dir(&root)
                        .env("NO_COLOR", "1")
                        .env("LC_ALL", locale)
                        .output()
                        .unwrap();
                    let [out, err] = [output.stdout, output.stderr];
                    let [out, err] = [out, err].map(|bytes| String::from_utf8(bytes).unwrap());
                    let code = output.status.code().unwrap();
                    write!(
                        transcript,
                        "$ shirube i18n {}\n{out}{err}exit code {code}\n\n",
                        arguments.join(" ")
                    )
                    .unwrap();
                }
            }
        }
        for path in [
            "site.toml",
            "content/vi/guide/terms.md",
            "i18n/state/vi/guide/terms.toml",
        ] {
            let text = fs::read_to_string(root.join(path)).unwrap();
            write!(transcript, "--- {path}\n{text}\n").unwrap();
        }
        let interface = fs::read_to_string(root.join("i18n/vi.toml")).unwrap();
        let head: Vec<&str> = interface.lines().take(12).collect();
        write!(transcript, "--- i18n/vi.toml\n{}\n…\n", head.join("\n")).unwrap();
        let path = Path::new(env!("CARGO_MANIFEST_DIR"));
        let path = path.join(format!("tests/i18n/session.{language}.txt"));
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            fs::write(&path, &transcript).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            transcript == expected,
            "{} differs:\n{transcript}",
            path.display()
        );
    }
}

/// Every page of the bundled site, in both languages.
fn bundled_pages() -> Vec<(&'static str, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = Vec::new();
    for language in ["ja", "en"] {
        let files = crate::sites::files(&root.join("content").join(language));
        let names = files.into_keys().filter(|path| path.ends_with(".md"));
        pages.extend(names.map(|path| (language, path.trim_end_matches(".md").to_owned())));
    }
    assert!(pages.len() > 900);
    pages
}

#[test]
fn what_translators_get_of_a_block_can_be_put_back_in_its_place() {
    let (mut put, mut fixed) = (0, Vec::new());
    for (language, page) in bundled_pages() {
        let text = shirube::diagnostic::Text::new("content/x/page.md", &bundled(language, &page));
        let all = units(&text, language == "ja");
        for unit in &all {
            let Some(marked) = unit.marked() else {
                fixed.push(format!("{language}/{page} {}: {}", unit.name, unit.text));
                continue;
            };
            assert!(
                !marked.contains('\n') || unit.text.contains('\n'),
                "{marked}"
            );
            let new = shirube::pages::replaced(&text.text, &[(unit, &marked)]);
            let new = new.unwrap_or_else(|| panic!("{language}/{page} {}: {marked}", unit.name));
            put += 1;
            if new == *text.text {
                continue;
            }
            let again = units(
                &shirube::diagnostic::Text::new("content/x/page.md", &new),
                language == "ja",
            );
            let same =
                |(one, other): (&Unit, &Unit)| one.name == other.name && one.text == other.text;
            assert!(
                all.len() == again.len() && all.iter().zip(&again).all(same),
                "{language}/{page} {}: {marked}",
                unit.name
            );
        }
    }
    assert!(put > 15_000, "only {put} blocks");
    let share = fixed.len() * 1000 / put;
    assert!(
        share < 10,
        "{} of {put} cannot be handed out:\n{}",
        fixed.len(),
        fixed.join("\n")
    );
}

/// The base site with the theme and the interface texts of the bundled one.
fn with_default_theme(name: &str) -> Site {
    let site = Site::base(name);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["themes/default", "i18n"] {
        for (path, file) in crate::sites::files(&root.join(folder)) {
            site.write(&format!("{folder}/{path}"), fs::read(file).unwrap());
        }
    }
    site.edit("site.toml", "theme = \"plain\"", "theme = \"default\"");
    for language in ["ja", "en"] {
        let letter = format!("content/{language}/guide/letter.md");
        site.edit(&letter, "template = \"letter\"\n", "");
    }
    site
}

#[test]
fn readers_are_told_what_is_out_of_date_or_not_reviewed() {
    let site = with_default_theme("i18n-notices");
    let path = "guide/terms";
    let page = |files: &std::collections::BTreeMap<String, Vec<u8>>, language: &str| {
        String::from_utf8(files[&format!("{language}/{path}.html")].clone()).unwrap()
    };
    let built = |site: &Site| crate::sites::contents(&site.build().artifacts.unwrap());
    let notice = "class=\"fallback\"";
    let files = built(&site);
    assert!(!page(&files, "en").contains(notice));

    let accepted = Command::new(env!("CARGO_BIN_EXE_shirube"))
        .args(["i18n", "accept", "en", path, "--root"])
        .arg(&site.root)
        .status();
    assert!(accepted.unwrap().success());
    let file = format!("content/ja/{path}.md");
    let text = fs::read_to_string(site.root.join(&file)).unwrap();
    let heading = text.find("{#with-triage}\n\n").unwrap() + "{#with-triage}\n\n".len();
    site.write(
        &file,
        format!("{}新しく、{}", &text[..heading], &text[heading..]),
    );
    site.edit(
        &format!("content/en/{path}.md"),
        "order = 40",
        "order = 40\nreview = \"draft\"",
    );
    let files = built(&site);
    let english = page(&files, "en");
    for wanted in [
        "Passages that may be out of date: 1.",
        "<a href=\"#with-triage\" lang=\"en\">A heading with triage</a>",
        "<a href=\"../../ja/guide/terms.html\" hreflang=\"ja\">Read the original in 日本語</a>",
        "a draft that nobody has reviewed",
    ] {
        assert!(english.contains(wanted), "{wanted} is not in\n{english}");
    }
    assert!(!page(&files, "ja").contains(notice));
}

#[test]
fn a_language_that_falls_back_is_not_told_of_every_page_that_it_lacks() {
    let site = Site::base("i18n-untranslated");
    let links = "+++\ntitle = \"Links\"\n+++\n[One](only-english.md)\n";
    site.write("content/ja/guide/to-english.md", links);
    let found = |site: &Site| crate::sites::list(&site.build().findings);
    assert!(found(&site).contains("warning link-untranslated content/ja/guide/to-english.md"));
    site.edit(
        "site.toml",
        "name = \"日本語\"",
        "name = \"日本語\"\nfallback = \"en\"",
    );
    assert!(
        !found(&site).contains("link-untranslated"),
        "{}",
        found(&site)
    );
}

/// The commands that the guide for translators names, in order.
fn commands(language: &str) -> Vec<String> {
    let text = bundled(language, "translate");
    // A command on a line of its own is one, too.
    let text = text.replace("```sh\n   ", "`").replace("\n   ```", "`");
    let spans = text.split('`').skip(1).step_by(2);
    let named = spans.filter(|span| span.starts_with("shirube "));
    named.map(str::to_owned).collect()
}

/// Whoever follows the words of the guide, and nothing else, gets what it says.
#[test]
fn the_guide_for_translators_works_as_it_is_written() {
    let commands = commands("en");
    assert_eq!(commands, self::commands("ja"));
    assert!(commands.len() >= 9, "{commands:?}");
    let site = Site::base("i18n-guide");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["content", "i18n", "themes"] {
        fs::remove_dir_all(site.root.join(folder)).unwrap();
        for (path, file) in crate::sites::files(&root.join(folder)) {
            site.write(&format!("{folder}/{path}"), fs::read(file).unwrap());
        }
    }
    site.write("site.toml", fs::read(root.join("site.toml")).unwrap());
    for command in commands
        .iter()
        .filter(|it| !it.starts_with("shirube serve"))
    {
        // The one argument in quotation marks.
        let parts: Vec<&str> = command.split('"').collect();
        let arguments = parts
            .iter()
            .enumerate()
            .flat_map(|(at, part)| match at % 2 {
                0 => part.split_whitespace().collect(),
                _ => vec![*part],
            });
        let output = Command::new(env!("CARGO_BIN_EXE_shirube"))
            .args(arguments.skip(1))
            .current_dir(&site.root)
            .env("LC_ALL", "C.UTF-8")
            .output()
            .unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command}: {err}");
    }
    let status = fs::read_to_string(site.root.join("i18n/state/vi/starter-kit/index.toml"));
    assert!(status.unwrap().contains("from = \"en\""));
}
