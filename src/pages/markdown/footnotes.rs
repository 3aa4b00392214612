//! What is named in one place and told in another: footnotes, and references to links. Each must be told once, and a
//! footnote is there to be cited.

use super::BlockReader;
use crate::diagnostic::{Finding, Span, nearest, rules};
use crate::pages::block::{Block, Inline};
use pulldown_cmark::{BrokenLink, BrokenLinkCallback, CowStr, LinkType};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

/// The footnotes of a page, by label in lower case.
#[derive(Default)]
pub struct Footnotes {
    told: BTreeMap<String, Span>,
    cited: BTreeSet<String>,
    /// Marks that stayed text, with their labels.
    undefined: Vec<(String, Span)>,
}

/// References to links that nothing defines, as the parser comes upon them.
#[derive(Clone, Default)]
pub struct Undefined(Rc<RefCell<Vec<Reference>>>);

struct Reference {
    label: String,
    /// Whether the label alone stands in brackets, as words may that are no reference.
    alone: bool,
    range: Range<usize>,
}

impl<'t> BrokenLinkCallback<'t> for Undefined {
    fn handle_broken_link(&mut self, link: BrokenLink<'t>) -> Option<(CowStr<'t>, CowStr<'t>)> {
        self.0.borrow_mut().push(Reference {
            label: link.reference.to_string(),
            alone: matches!(
                link.link_type,
                LinkType::Shortcut | LinkType::ShortcutUnknown
            ),
            range: link.span,
        });
        None
    }
}

impl BlockReader<'_, '_> {
    /// The text of a footnote.
    pub fn footnote(&mut self, label: &str, range: Range<usize>) -> Block {
        let label = label.to_lowercase();
        let span = self
            .text
            .span(range.start..range.start + "[^".len() + label.len() + 1);
        if self.footnotes.told.contains_key(&label) {
            let finding = Finding::new(&rules::FOOTNOTE_REPEATED).at(span);
            self.findings.add(finding.with("label", &label));
        } else {
            self.footnotes.told.insert(label.clone(), span);
        }
        Block::Footnote {
            label,
            blocks: self.blocks(),
        }
    }

    /// A footnote's number.
    pub fn footnote_reference(&mut self, label: &str) -> Inline {
        let label = label.to_lowercase();
        self.footnotes.cited.insert(label.clone());
        Inline::Footnote(label)
    }

    /// Keeps `[^label]` that stayed text, because the page does not tell such a footnote.
    pub fn note_footnote_mark(&mut self, text: &str, range: &Range<usize>) {
        let whole = &self.text.text;
        let (before, after) = (&whole[..range.start], &whole[range.end..]);
        let Some(label) = text.strip_prefix('^') else {
            return;
        };
        if before.ends_with('[') && !before.ends_with("\\[") && after.starts_with(']') {
            let span = self.text.span(range.start - 1..range.end + 1);
            self.footnotes.undefined.push((label.to_lowercase(), span));
        }
    }

    /// Reports the footnotes that nobody cites, which readers do not see, and those that are cited and not told.
    pub fn check_footnotes(&mut self) {
        let Footnotes {
            told,
            cited,
            undefined,
        } = &self.footnotes;
        for (label, span) in told.iter().filter(|(label, _)| !cited.contains(*label)) {
            let finding = Finding::new(&rules::FOOTNOTE_UNCITED).at(span);
            self.findings.add(finding.with("label", label));
        }
        for (label, span) in undefined {
            let near = nearest(label, told.keys().map(String::as_str));
            let finding = Finding::new(&rules::FOOTNOTE_UNDEFINED).at(span);
            self.findings
                .add(finding.with("label", label).suggest(near));
        }
    }

    /// Reports references to links that the page does not tell: their brackets would stand in the text.
    pub fn check_references(&mut self, undefined: &Undefined, defined: &[String]) {
        for reference in undefined.0.take() {
            let range = reference.range.start + self.start..reference.range.end + self.start;
            let span = self.text.span(range);
            self.check_reference(&reference, &span, defined);
        }
    }

    fn check_reference(&mut self, reference: &Reference, span: &Span, defined: &[String]) {
        let near = nearest(&reference.label, defined.iter().map(String::as_str));
        if reference.alone && near.is_none() {
            return;
        }
        let finding = Finding::new(&rules::REFERENCE_UNDEFINED).at(span);
        self.findings
            .add(finding.with("label", &reference.label).suggest(near));
    }
}
