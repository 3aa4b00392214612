//! Reads the text of one candidate: does it hold what was asked for, where, how well, and which lines show it best.
//!
//! [`Matcher::read`] is the entry. It marks the terms in title, keywords and passages (`matching`), refuses a document that
//! lacks one, adds what their closeness is worth (`rank`), and cuts an excerpt from the passage that matched best.
//! `browser/excerpt.js` takes the same steps.

use super::matching::{Asked, Occurrence, Prepared, QueryTerm};
use super::rank::{
    BORDER, NEAR, PASSAGE, PASSAGE_HEADING, PASSAGE_QUESTION, TITLE_BEGINS, TOGETHER, WHOLE,
};
use super::tokenize::RunKind;
use super::{Marked, SearchResult, Stored, StoredBlock};
use crate::url::fragment;

/// Width of an excerpt; a wide character counts two.
const WIDTH: usize = 170;
/// Width before the first mark.
const BEFORE: usize = 50;
/// A word at the edge of an excerpt is left out, unless it is longer than this.
const WORD: usize = 16;

/// What is looked for in texts.
pub struct Matcher<'query> {
    query: String,
    terms: &'query [QueryTerm],
    asked: &'query Asked,
    wide: bool,
}

/// A text with its places.
struct Spot {
    text: String,
    prepared: Prepared,
    places: Vec<Occurrence>,
}

/// A block with its places.
struct Passage {
    anchor: String,
    kind: PassageKind,
    spot: Spot,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum PassageKind {
    Text,
    Heading,
    /// What readers ask; the answer stands under the heading whose anchor it has.
    Question,
}

impl<'query> Matcher<'query> {
    /// `wide` accepts documents that have but one of the terms.
    #[must_use]
    pub fn new(query: &str, asked: &'query Asked, wide: bool) -> Self {
        Self {
            query: Prepared::new(query).name(),
            terms: &asked.terms,
            asked,
            wide,
        }
    }

    /// The result, or nothing if the text does not hold what was asked for.
    #[must_use]
    pub fn read(&self, stored: &Stored<'_>, score: u32) -> Option<SearchResult> {
        let (address, title, section, keywords, language, blocks, label) = stored;
        let title = self.spot(title);
        let keywords: Vec<Spot> = keywords.iter().map(|keyword| self.spot(keyword)).collect();
        let passages: Vec<Passage> = blocks.iter().map(|block| self.passage(block)).collect();
        let texts = passages.iter().map(|passage| &passage.spot);
        let spots: Vec<&Spot> = std::iter::once(&title)
            .chain(&keywords)
            .chain(texts)
            .collect();
        let held = (0..self.terms.len())
            .filter(|&term| spots.iter().any(|spot| spot.holds(term)))
            .count();
        if held == 0 || (held < self.terms.len() && !self.wide) {
            return None;
        }
        let stands =
            |phrase: &Vec<QueryTerm>| spots.iter().any(|spot| spot.prepared.has_phrase(phrase));
        if !self.asked.phrases.iter().all(stands) || self.asked.refused.iter().any(stands) {
            return None;
        }
        // Whoever types the name of something wants to know what it is.
        let is_name = |spot: &Spot| !self.query.is_empty() && spot.prepared.name() == self.query;
        let shown = if is_name(&title) || keywords.iter().any(is_name) {
            first_text(&passages).map(|first| (usize::MAX, first))
        } else {
            self.choose(&passages)
        };
        let anchor = shown.map_or("", |(at, _)| anchor_before(&passages, at));
        let excerpt = shown.map(|(_, at)| passages[at].spot.excerpt());
        let heading = shown.map(|(at, _)| heading_before(&passages, at));
        Some(SearchResult {
            address: addressed(address, anchor),
            label: label.to_string(),
            title: title.marked(0, usize::MAX),
            heading: heading.unwrap_or_default(),
            section: section.to_string(),
            language: Some(language.to_string()).filter(|language| !language.is_empty()),
            excerpt: excerpt.unwrap_or_default(),
            score: score + self.bonus(&title, &passages, held),
        })
    }

    fn spot(&self, text: &str) -> Spot {
        let prepared = Prepared::new(text);
        let places = prepared.places(self.terms);
        Spot {
            text: text.to_owned(),
            prepared,
            places,
        }
    }

    fn passage(&self, block: &StoredBlock<'_>) -> Passage {
        match block {
            StoredBlock::Paragraph(text) => Passage {
                anchor: String::new(),
                kind: PassageKind::Text,
                spot: self.spot(text),
            },
            StoredBlock::Other(anchor, kind, text) => Passage {
                anchor: anchor.to_string(),
                kind: match kind {
                    0 => PassageKind::Text,
                    1 => PassageKind::Heading,
                    _ => PassageKind::Question,
                },
                spot: self.spot(text),
            },
        }
    }

    fn bonus(&self, title: &Spot, passages: &[Passage], held: usize) -> u32 {
        let name = title.prepared.name();
        let begins = !self.query.is_empty() && name != self.query && name.starts_with(&self.query);
        let bonus = if begins { TITLE_BEGINS } else { 0 };
        let factor = |passage: &Passage| {
            if passage.kind == PassageKind::Text {
                1
            } else {
                2
            }
        };
        let of_passage = |passage: &Passage| {
            self.closeness(&passage.spot) * factor(passage)
                + self.covered(&passage.spot, passage.kind)
        };
        let best = passages.iter().map(of_passage).max().unwrap_or(0);
        let rarities = || self.terms.iter().map(|term| term.rarity).sum::<u32>();
        let all = self.wide && held == self.terms.len();
        let whole = if all { WHOLE * rarities() } else { 0 };
        let titled = 3 * self.closeness(title) + self.covered(title, PassageKind::Text);
        bonus + whole + best.max(titled)
    }

    /// In a wider search, how much of the query one passage has: each term by its rarity.
    fn covered(&self, spot: &Spot, kind: PassageKind) -> u32 {
        if !self.wide {
            return 0;
        }
        let held = self.terms.iter().enumerate();
        let held = held.filter(|(number, _)| spot.holds(*number));
        let covered: u32 = held.map(|(_, term)| term.rarity).sum();
        let worth = match kind {
            PassageKind::Text => PASSAGE,
            PassageKind::Heading => PASSAGE_HEADING,
            PassageKind::Question => PASSAGE_QUESTION,
        };
        covered * worth
    }

    /// How near to each other the terms stand; for a single one without spaces, whether it stands at borders.
    fn closeness(&self, spot: &Spot) -> u32 {
        if let [term] = self.terms {
            let bordered = |place: &Occurrence| spot.prepared.has_borders(*place);
            return if term.kind == RunKind::Cjk && spot.places.iter().any(bordered) {
                BORDER
            } else {
                0
            };
        }
        let Some(span) = Prepared::shortest_span(&spot.places, self.terms.len()) else {
            return 0;
        };
        let own: usize = self
            .terms
            .iter()
            .map(|term| term.text.chars().count())
            .sum();
        let between = u32::try_from(span.saturating_sub(own)).unwrap_or(NEAR);
        NEAR.saturating_sub(between) * TOGETHER
    }

    /// The passage that matched best and the one to show: the same, or the text under a heading.
    fn choose(&self, passages: &[Passage]) -> Option<(usize, usize)> {
        let rank = |passage: &Passage| {
            let spot = &passage.spot;
            let terms = 0..self.terms.len();
            let held = terms.filter(|&term| spot.holds(term)).count();
            let is_text = passage.kind == PassageKind::Text;
            (held, self.closeness(&passage.spot), is_text)
        };
        let text =
            |from: usize| (from..passages.len()).find(|&at| passages[at].kind == PassageKind::Text);
        let mut best = (0, (0, 0, true));
        for (at, passage) in passages.iter().enumerate() {
            let rank = rank(passage);
            // Of passages that are as good the first is shown.
            if rank > best.1 {
                best = (at, rank);
            }
        }
        let (at, (held, ..)) = best;
        if held == 0 {
            // Only title or keywords match: the beginning of the text is as good as any, and needs no anchor.
            return first_text(passages).map(|first| (usize::MAX, first));
        }
        let from = match passages[at].kind {
            PassageKind::Question => answer_of(passages, at),
            _ => at,
        };
        Some((at, text(from).unwrap_or(at)))
    }
}

impl Spot {
    fn holds(&self, term: usize) -> bool {
        self.places.iter().any(|place| place.term == term)
    }

    fn excerpt(&self) -> Marked {
        let original: Vec<char> = self.text.chars().collect();
        let first = self
            .places
            .first()
            .map_or(0, |place| self.prepared.folded.from[place.start] as usize);
        let start = excerpt_start(&original, first);
        self.marked(start, excerpt_end(&original, start))
    }

    /// The text from one character to another, with its marks, and dots where it was cut.
    fn marked(&self, start: usize, end: usize) -> Marked {
        let original: Vec<char> = self.text.chars().collect();
        let end = end.min(original.len());
        let cut = |is_cut: bool| if is_cut { "…" } else { "" };
        let mut out = Marked {
            text: cut(start > 0).to_owned(),
            marks: Vec::new(),
        };
        let mut at = start;
        for (from, to) in joined_marks(&self.prepared, &self.places, start, end) {
            out.text.extend(&original[at..from]);
            let open = out.text.len();
            out.text.extend(&original[from..to]);
            out.marks.push(open..out.text.len());
            at = to;
        }
        out.text.extend(original.get(at..end).unwrap_or_default());
        out.text.push_str(cut(end < original.len()));
        out
    }
}

/// Marks within a stretch of the original, joined where they touch.
fn joined_marks(
    prepared: &Prepared,
    places: &[Occurrence],
    start: usize,
    end: usize,
) -> Vec<(usize, usize)> {
    let mut marks: Vec<(usize, usize)> = Vec::new();
    for place in places {
        let from = (prepared.folded.from[place.start] as usize).max(start);
        let to = (prepared.folded.to[place.end - 1] as usize).min(end);
        match marks.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ if from < to => marks.push((from, to)),
            _ => {}
        }
    }
    marks
}

fn width(character: char) -> usize {
    if u32::from(character) < 0x2e80 { 1 } else { 2 }
}

/// Where to begin so that the first mark is seen in its sentence.
fn excerpt_start(original: &[char], first: usize) -> usize {
    let (mut start, mut left) = (first, BEFORE);
    while start > 0 && left >= width(original[start - 1]) {
        left -= width(original[start - 1]);
        start -= 1;
        if start > 0 && matches!(original[start - 1], '。' | '．' | '！' | '？') {
            return start;
        }
    }
    // Between wide characters any place will do.
    if start == 0 || width(original[start]) == 2 {
        return start;
    }
    let space = original[start..first]
        .iter()
        .take(WORD)
        .position(|&character| character == ' ');
    space.map_or(start, |space| start + space + 1)
}

/// Where to end, if possible after a word.
fn excerpt_end(original: &[char], start: usize) -> usize {
    let (mut end, mut left) = (start, WIDTH);
    while end < original.len() && left >= width(original[end]) {
        left -= width(original[end]);
        end += 1;
    }
    if end == original.len() || width(original[end]) == 2 {
        return end;
    }
    let space = original[start..end]
        .iter()
        .rev()
        .take(WORD)
        .position(|&character| character == ' ');
    space.map_or(end, |space| end - space - 1)
}

/// The beginning of a document: what a term means, or what its page is about.
fn first_text(passages: &[Passage]) -> Option<usize> {
    let is_text = |passage: &Passage| passage.kind == PassageKind::Text;
    passages.iter().position(is_text)
}

/// Where the answer to a question begins.
fn answer_of(passages: &[Passage], question: usize) -> usize {
    let asked = &passages[question].anchor;
    let heading =
        |passage: &Passage| passage.kind == PassageKind::Heading && passage.anchor == *asked;
    passages.iter().position(heading).unwrap_or(0)
}

/// Anchors of passages that stand at or before a passage; none for a passage that there is not.
fn anchor_before(passages: &[Passage], at: usize) -> &str {
    let upto = passages.get(..=at.min(passages.len())).unwrap_or_default();
    let of_question = upto
        .last()
        .filter(|passage| passage.kind == PassageKind::Question);
    if let Some(question) = of_question {
        return &question.anchor;
    }
    upto.iter()
        .rev()
        .map(|passage| passage.anchor.as_str())
        .find(|anchor| !anchor.is_empty())
        .unwrap_or_default()
}

fn heading_before(passages: &[Passage], at: usize) -> Marked {
    let upto = passages.get(..=at.min(passages.len())).unwrap_or_default();
    let heading = upto
        .iter()
        .rev()
        .find(|passage| passage.kind != PassageKind::Text);
    heading.map_or_else(Marked::default, |passage| {
        passage.spot.marked(0, usize::MAX)
    })
}

fn addressed(address: &str, anchor: &str) -> String {
    if anchor.is_empty() || address.contains('#') {
        address.to_owned()
    } else {
        format!("{address}#{}", fragment(anchor))
    }
}
