//! The words of a model, by language.

use super::structure::{is_language, texts as lines};
use crate::diagnostic::Findings;
use crate::formats::json::{Fields, Node};
use crate::formats::values::{ITEMS, LINE, NOTE};
use crate::scoring::{MAX_OTHERS, is_web_address};
use crate::tool::{FindingTexts, Notice, PatternTexts, ProfileTexts, ToolItem, ToolTexts};
use std::collections::BTreeMap;

/// The words in every language of the file.
pub fn texts(fields: &Fields<'_>, findings: &mut Findings) -> BTreeMap<String, ToolTexts> {
    by_id(fields, "texts", findings, words)
}

/// There are words in one language at least, and each language is one.
pub fn find_languages(
    fields: &Fields<'_>,
    texts: &BTreeMap<String, ToolTexts>,
    findings: &mut Findings,
) {
    if texts.is_empty() {
        fields.wrong("texts", "{ \"en\": { … } }", findings);
    }
    for (language, node) in fields.entries("texts", ITEMS, &mut Findings::default()) {
        if !is_language(&language) {
            node.wrong("{ \"en\": { … } }", findings);
        }
    }
}

fn words(fields: &Fields<'_>, findings: &mut Findings) -> ToolTexts {
    ToolTexts {
        model: fields.string("model", LINE, findings),
        categories: lines(fields, "categories", findings),
        scales: levels(fields, "scales", findings),
        scale_texts: levels(fields, "scaleTexts", findings),
        scale_names: lines(fields, "scaleNames", findings),
        items: by_id(fields, "items", findings, item),
        profiles: by_id(fields, "profiles", findings, profile),
        patterns: by_id(fields, "patterns", findings, pattern),
        reasons: lines(fields, "reasons", findings),
        shortcuts: lines(fields, "shortcuts", findings),
        findings: by_id(fields, "findings", findings, finding),
        notice: fields
            .get("notice")
            .and_then(|node| node.fields(findings))
            .map(|fields| notice(&fields, findings)),
        steps: fields.strings("steps", MAX_OTHERS, NOTE, findings),
        help: fields.strings("help", MAX_OTHERS, NOTE, findings),
        ..ToolTexts::default()
    }
}

/// Records by id, each read in the same way.
fn by_id<T>(
    fields: &Fields<'_>,
    name: &str,
    findings: &mut Findings,
    read: impl Fn(&Fields<'_>, &mut Findings) -> T,
) -> BTreeMap<String, T> {
    let entries = fields.entries(name, ITEMS, findings);
    let one = |(id, node): (String, Node<'_>)| {
        let fields = node.fields_or_none(findings);
        (id, read(&fields, findings))
    };
    entries.into_iter().map(one).collect()
}

/// Texts by scale and level.
fn levels(
    fields: &Fields<'_>,
    name: &str,
    findings: &mut Findings,
) -> BTreeMap<String, BTreeMap<String, String>> {
    let scales = fields.fields(name, findings);
    let entries = fields.entries(name, ITEMS, findings);
    entries
        .into_iter()
        .map(|(id, _)| {
            let texts = lines(&scales, &id, findings);
            (id, texts)
        })
        .collect()
}

fn item(fields: &Fields<'_>, findings: &mut Findings) -> ToolItem {
    // Only a site's own tool links to pages; the address of another one is held to what an address is, and left out.
    address(fields, "href", findings);
    ToolItem {
        title: fields.string("title", LINE, findings),
        description: fields.string("description", NOTE, findings),
        levels: lines(fields, "levels", findings),
        lang: fields.string("lang", LINE, &mut Findings::default()),
        ..ToolItem::default()
    }
}

fn profile(fields: &Fields<'_>, findings: &mut Findings) -> ProfileTexts {
    ProfileTexts {
        name: fields.string("name", LINE, findings),
        text: fields.string("text", NOTE, findings),
        reasons: lines(fields, "reasons", findings),
    }
}

fn pattern(fields: &Fields<'_>, findings: &mut Findings) -> PatternTexts {
    PatternTexts {
        name: fields.string("name", LINE, findings),
        text: fields.string("text", NOTE, findings),
    }
}

fn finding(fields: &Fields<'_>, findings: &mut Findings) -> FindingTexts {
    FindingTexts {
        high: fields.string("high", NOTE, findings),
        low: fields.string("low", NOTE, findings),
    }
}

fn notice(fields: &Fields<'_>, findings: &mut Findings) -> Notice {
    Notice {
        text: fields.string("text", NOTE, findings),
        link: fields.string("link", LINE, findings),
        address: address(fields, "address", findings),
    }
}

fn address(fields: &Fields<'_>, name: &str, findings: &mut Findings) -> String {
    fields.form(name, is_web_address, "\"https://…\"", findings)
}
