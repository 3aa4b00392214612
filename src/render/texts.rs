//! The interface texts that this module asks for, beside those that templates name. One that no schema declares would be
//! shown to readers as its key.

use super::generated::RESULTS;
use super::{ReadyMade, Templates};
use crate::diagnostic::{Finding, Findings, Place, rules};
use crate::pages::{CALLOUTS, Generated, Grouping, List, lists};
use crate::site::{Block, Site};
use crate::strings::SCHEMA;

/// What any page may need.
const PAGES: [&str; 8] = [
    "page.table",
    "page.figure",
    "page.figure_in_words",
    "page.task_done",
    "page.task_open",
    "page.footnotes",
    "page.footnote_back",
    "page.fact",
];
/// What a list that is divided by letters needs.
const LETTERS: [&str; 1] = ["list.letters"];
/// What a list with a field to narrow it needs.
const FILTERS: [&str; 2] = ["list.count", "list.filter"];
/// What the table of what a profile asks needs.
const PROFILES: [&str; 3] = ["profile.item", "profile.level", "profile.reason"];
/// What links to the files of a section say.
const FILES: [&str; 2] = ["page.file.docx", "page.file.xlsx"];
/// What checklists in one place, and the ways to them, need.
const CHECKLISTS: [&str; 6] = [
    "checklist.all",
    "checklist.progress",
    "checklist.count",
    "checklist.clear",
    "checklist.undo",
    "checklist.lost",
];
/// What stands at the end of a section that describes an item.
const CONNECTED: [&str; 3] = ["page.connections", "page.our_mapping", "page.used_in"];
/// What reading paths need.
const PATHS: [&str; 2] = ["path.minutes", "path.total"];
/// What stands in a tool's page before its script starts, and what search says of it and of its worksheet.
const TOOLS: [&str; 8] = [
    "tool.title",
    "tool.noscript",
    "tool.late",
    "tool.start.intro",
    "tool.start.lead",
    "tool.start.stays",
    "assess.sheet.title",
    "assess.sheet.how",
];

/// Whether a page has a list of this sort.
fn has_list(site: &Site, wanted: impl Fn(&List) -> bool) -> bool {
    let mut lists = site.pages.iter().flat_map(|page| lists(&page.blocks));
    lists.any(wanted)
}

/// Whether a page has a generated block of this sort.
fn has_block(site: &Site, wanted: impl Fn(&Generated) -> bool) -> bool {
    let mut blocks = site.pages.iter().flat_map(|page| &page.blocks);
    blocks.any(|block| matches!(block, Block::Generated { kind, .. } if wanted(kind)))
}

/// Whether a block other than a list of items has a field that narrows it.
fn is_filtered(kind: &Generated) -> bool {
    matches!(
        kind,
        Generated::Index(_) | Generated::Matrix(_) | Generated::Connections
    )
}

/// Reports the texts that this site needs and its schema does not declare.
pub fn check(site: &Site, templates: &Templates, parts: &ReadyMade, findings: &mut Findings) {
    let profiles = site
        .words
        .values()
        .any(|words| !words.profile_pages.is_empty());
    let tools = super::tool::are_made(templates, parts);
    let callouts = CALLOUTS.iter().map(|kind| format!("callout.{kind}"));
    let needed = [
        (&PAGES[..], true),
        (
            &LETTERS[..],
            has_list(site, |list| list.by == Grouping::Letter)
                || has_block(site, |kind| matches!(kind, Generated::Index(_))),
        ),
        (
            &FILTERS[..],
            has_list(site, |list| list.filter) || has_block(site, is_filtered),
        ),
        (&CONNECTED[..], site.connections.has_sections()),
        (
            &PATHS[..],
            has_block(site, |kind| matches!(kind, Generated::Path(_))),
        ),
        (&PROFILES[..], profiles),
        (
            &FILES[..],
            has_block(site, |kind| matches!(kind, Generated::Files(_))),
        ),
        (
            &RESULTS[..],
            has_block(site, |kind| matches!(kind, Generated::Search)),
        ),
        (
            &CHECKLISTS[..],
            has_block(site, |kind| matches!(kind, Generated::Checklists)),
        ),
        (&TOOLS[..], tools),
    ];
    let needed = needed.into_iter().filter(|(_, needed)| *needed);
    let keys = needed.flat_map(|(keys, _)| keys).map(ToString::to_string);
    for key in keys
        .chain(callouts)
        .filter(|key| !site.strings.is_declared(key))
    {
        let finding = Finding::new(&rules::TEXT_MISSING).at(Place::file(SCHEMA));
        let language = site.config.default_language.as_str();
        findings.add(finding.with("key", key).with("language", language));
    }
}
