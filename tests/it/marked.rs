//! Every text that a file of a site can hold is text wherever it is published, and no address leads where one may not.
//!
//! The texts are found by reading the files, so a new field is tried without being named here: each text of a whole site gets
//! a mark that would be markup, a quote or an end of something if it were not written as text. What the build refuses is
//! taken back until it is content. Then everything that is published is parsed as what it is.

mod published;
mod written;

use crate::sites::{Site, contents, fixtures, list};
use shirube::artifact::Artifacts;
use shirube::build::{Options, build};
use shirube::diagnostic::{Place, Severity};
use std::collections::BTreeSet;
use std::path::Path;
use written::Written;

/// Ends attributes, tags, scripts, comments and sections of any language that it could stand in, and opens an element.
const MARK: &str = "<shirube-mark onclick=x>\"'&`]]>--></script>";

/// Where no address may lead: it runs, is no address of the web, or is one of another site in disguise.
const ADDRESSES: [&str; 6] = [
    "javascript:alert(1)//",
    " JavaScript:alert(1)//",
    "data:text/html,x",
    "vbscript:x",
    "//host.invalid/x",
    "\\\\host.invalid\\x",
];

/// Fields whose texts are names of something, words of a list or forms of their own: with a mark they are a finding. A field
/// that is none of these takes any text.
const REFUSING: &str = "\
    front.item front.items front.mapping front.model front.profile front.sources front.template front.tool.notice_source items.by \
    json.confidence json.hash json.version mapping.label mapping.mapping.item mapping.mapping.items \
    mapping.mapping.pages model.aggregation.method model.aggregation.rounding model.beside \
    model.categories.id model.earlier model.fields.id model.fields.language model.fields.type \
    model.fields.with model.former_hashes model.id model.items.beside_items model.items.category \
    model.items.edition_current model.items.id model.items.language model.items.related \
    model.items.scale model.items.scales model.items.superseded_by model.language model.linked \
    model.look_again model.scales.id model.shortcuts.id model.shown_in model.sort model.source \
    patterns.label patterns.patterns.id patterns.sides.all patterns.sides.few \
    patterns.sides.item patterns.sides.reason profiles.profiles.id profiles.profiles.label \
    profiles.profiles.levels.R-3 profiles.profiles.source site.base_url site.default_language \
    site.languages.tag site.markdown.html site.report site.source_languages.order site.theme \
    theme.bundle.entry theme.bundle.files theme.bundle.name theme.name theme.pages";

/// A site with the theme that is shipped, in which each kind of file and of field stands once.
fn site(name: &str) -> Site {
    let site = Site::base(name);
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["themes/default", "i18n"] {
        for (path, file) in crate::sites::files(&project.join(folder)) {
            site.write(&format!("{folder}/{path}"), std::fs::read(file).unwrap());
        }
    }
    site.overlay(&fixtures().join("marked"));
    for language in ["en", "ja"] {
        let page = format!("content/{language}/guide/letter.md");
        site.edit(&page, "template = \"letter\"", "template = \"home\"");
    }
    site
}

/// What becomes of the site where the texts of `taken` are replaced, until nothing is refused.
struct Tried {
    artifacts: Artifacts,
    refused: BTreeSet<usize>,
}

fn tried(site: &Site, texts: &[Written], replaced: impl Fn(usize, &Written) -> String) -> Tried {
    // What others refer to by its name cannot have another one.
    let mut refused: BTreeSet<usize> = (0..texts.len()).filter(|at| texts[*at].is_name).collect();
    for _ in 0..20 {
        written::write(site, texts, |at, text| {
            (!refused.contains(&at)).then(|| replaced(at, text))
        });
        let options = Options {
            minify: false,
            ..site.options()
        };
        let built = build(&options, &|_| {}).unwrap();
        if let Some(artifacts) = built.artifacts {
            return Tried { artifacts, refused };
        }
        if std::env::var_os("SHOW").is_some() {
            println!("ROUND {}", list(&built.findings));
        }
        let errors = built.findings.iter();
        let places = errors
            .filter(|it| it.rule.severity == Severity::Error)
            .filter_map(|it| it.place.as_ref());
        let places: Vec<&Place> = places.collect();
        let still: Vec<&Written> = (0..texts.len())
            .filter(|at| !refused.contains(at))
            .map(|at| &texts[at])
            .collect();
        let at_places = |text: &&&Written| places.iter().any(|place| text.is_at(place));
        let mut meant: Vec<&&Written> = still.iter().filter(at_places).collect();
        if meant.is_empty() {
            // What a file lacks is said of the file.
            meant = still
                .iter()
                .filter(|text| places.iter().any(|place| *place.path == *text.file))
                .collect();
        }
        assert!(
            !meant.is_empty(),
            "no text explains\n{}",
            list(&built.findings)
        );
        // Only some findings of a kind are listed: what holds for one text of a file holds for its like.
        let kinds: BTreeSet<(&str, &str)> = meant.iter().map(|text| text.kind()).collect();
        refused.extend((0..texts.len()).filter(|at| kinds.contains(&texts[*at].kind())));
    }
    panic!("too many rounds");
}

#[test]
fn every_text_is_text_wherever_it_is_published() {
    let site = site("marked");
    let texts = written::all(&site.root);
    let tried = tried(&site, &texts, |_, text| format!("{}{MARK}", text.value));
    let wrong = published::mistakes(&contents(&tried.artifacts));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let keys = |refused: bool| -> BTreeSet<&str> {
        let texts = texts.iter().enumerate();
        texts
            .filter(|(at, _)| tried.refused.contains(at) == refused)
            .map(|(_, text)| text.key.as_str())
            .collect()
    };
    let never: Vec<&str> = keys(true).difference(&keys(false)).copied().collect();
    assert_eq!(never, REFUSING.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn no_text_is_an_address_that_runs_or_leads_to_another_site() {
    let site = site("marked-addresses");
    let texts = written::all(&site.root);
    let tried = tried(&site, &texts, |at, text| {
        // Each kind of field gets each of them, where it stands often enough.
        let before = texts[..at]
            .iter()
            .filter(|other| other.key == text.key)
            .count();
        let address = ADDRESSES[before % ADDRESSES.len()];
        // A text with placeholders keeps them, or it would be refused for that.
        let rest = if text.value.contains("%{") {
            &text.value
        } else {
            ""
        };
        // No two are the same: worksheets of a workbook must not have one name.
        format!("{address}{at}{rest}")
    });
    let files = contents(&tried.artifacts);
    let mut wrong = Vec::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let found = published::addresses(std::str::from_utf8(bytes).unwrap());
        assert!(!found.is_empty(), "{path}");
        let bad = found.into_iter().filter(|(_, address)| is_bad(address));
        wrong.extend(bad.map(|(place, address)| format!("{path}: {place}: {address}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a browser would run an address, or ask another site for it. It takes no notice of what stands before, of line
/// ends, and of the way slashes lean.
fn is_bad(address: &str) -> bool {
    let address: String = address
        .trim_start_matches(|c: char| c <= ' ')
        .replace(['\t', '\n', '\r'], "")
        .replace('\\', "/")
        .to_lowercase();
    // The tools ask for no icon.
    address != "data:,"
        && ["javascript:", "data:", "vbscript:", "//"]
            .iter()
            .any(|start| address.starts_with(start))
}

/// Ids are names that several files share: each is another one in all of them.
#[test]
fn ids_are_text_as_well() {
    let site = site("marked-ids");
    for (path, file) in crate::sites::files(&site.root.join("content")) {
        let Ok(mut text) = std::fs::read_to_string(file) else {
            continue;
        };
        for id in ["exercises", "practice", "topics", "short", "every-day"] {
            let marked = serde_json::to_string(&format!("{id}{MARK}")).unwrap();
            let inner = &marked[1..marked.len() - 1];
            text = text
                .replace(&format!("\"{id}\""), &marked)
                .replace(&format!(":{id}\""), &format!(":{inner}\""))
                .replace(&format!("\n{id} = "), &format!("\n{marked} = "));
        }
        site.write(&format!("content/{path}"), text);
    }
    let built = build(&site.options(), &|_| {}).unwrap();
    let files = contents(
        &built
            .artifacts
            .unwrap_or_else(|| panic!("{}", list(&built.findings))),
    );
    let wrong = published::mistakes(&files);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
