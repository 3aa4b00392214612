//! Findings: what is wrong in an author's files, as data.
//!
//! A [`Finding`] names its [`Rule`], carries the arguments of its sentence and the [`Place`] it speaks of. The
//! sentence itself is made where it is printed, in the language of whoever reads it. Findings are collected in
//! [`Findings`], sorted, and reported all at once; an author's mistake is never an `Err`.

mod print;
pub mod rules;

pub use print::{Format, explain, print, sentence, summary};

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// Whether a finding stops the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site is not published.
    Error,
    /// The site is published; the author should look.
    Warning,
}

impl Severity {
    /// `"error"` or `"warning"`, as in JSON and CI annotations.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A kind of mistake, listed once in [`rules`]. Its words are in `src/messages/`, under `rules.<name>`.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    /// Stable name in kebab case, as printed and as `--explain` takes it.
    pub name: &'static str,
    /// Whether a finding of this rule stops the build.
    pub severity: Severity,
}

/// A file's text together with its path, so that byte ranges can be turned into places.
#[derive(Debug, Clone)]
pub struct Text {
    /// Path relative to the root, with `/`.
    pub path: Arc<str>,
    /// The whole text, without a byte order mark and with `\n` line ends.
    pub text: Arc<str>,
}

impl Text {
    /// Wraps a text.
    #[must_use]
    pub fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
        }
    }

    /// Where a byte range of the text is. A range past the end is taken as the end.
    #[must_use]
    pub fn place(&self, range: Range<usize>) -> Place {
        let start = floor_boundary(&self.text, range.start);
        let end = floor_boundary(&self.text, range.end).max(start);
        let line_start = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = self.text[start..]
            .find('\n')
            .map_or(self.text.len(), |at| start + at);
        let line = self.text[..start].matches('\n').count() + 1;
        Place {
            path: Arc::clone(&self.path),
            line,
            column: self.text[line_start..start].chars().count() + 1,
            width: self.text[start..end.min(line_end).max(start)]
                .chars()
                .count()
                .max(1),
            excerpt: if line_end - line_start > LONGEST_EXCERPT {
                String::new()
            } else {
                self.text[line_start..line_end].to_owned()
            },
            cell: String::new(),
        }
    }
}

/// A line that is longer, in bytes, is not shown: a file may be one line of megabytes, with many findings in it.
const LONGEST_EXCERPT: usize = 100_000;

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A place in a file: line and column count from 1, in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Path relative to the root, with `/`.
    pub path: Arc<str>,
    /// Line, from 1. 0 where the whole file is meant.
    pub line: usize,
    /// Column in characters, from 1. 0 where the whole file is meant.
    pub column: usize,
    /// How many characters of the line are meant.
    pub width: usize,
    /// The line itself, to be shown with the finding; empty where it is too long for that.
    pub excerpt: String,
    /// What a spreadsheet calls the place (`Input!F12`); empty in other files.
    pub cell: String,
}

impl Place {
    /// A whole file.
    #[must_use]
    pub fn file(path: &str) -> Self {
        Self {
            path: path.into(),
            line: 0,
            column: 0,
            width: 0,
            excerpt: String::new(),
            cell: String::new(),
        }
    }
}

/// The path, with the cell of a table, or with line and column: what editors open.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            line,
            column,
            cell,
            ..
        } = self;
        match line {
            _ if !cell.is_empty() => write!(f, "{path}:{cell}"),
            0 => write!(f, "{path}"),
            _ => write!(f, "{path}:{line}:{column}"),
        }
    }
}

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Where it is; `None` for a mistake of no file (an output folder, say).
    pub place: Option<Place>,
    /// Which rule was broken.
    pub rule: &'static Rule,
    /// Named arguments of the sentence, in the order they were given.
    pub arguments: Vec<(&'static str, String)>,
    /// A form that would have been right, or the nearest thing that exists.
    pub suggestion: Option<String>,
}

impl Finding {
    /// A finding without place and arguments.
    #[must_use]
    pub fn new(rule: &'static Rule) -> Self {
        Self {
            place: None,
            rule,
            arguments: Vec::new(),
            suggestion: None,
        }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Gives an argument of the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.arguments.push((name, value.into()));
        self
    }

    /// Says what to write instead.
    #[must_use]
    pub fn suggest(mut self, suggestion: Option<String>) -> Self {
        self.suggestion = suggestion;
        self
    }
}

/// How many findings of one rule in one file are kept; more than these nobody reads. Of the others it is said how many there are.
const MOST_OF_A_KIND: usize = 50;

/// A rule and a file.
type FindingKey = (&'static str, Arc<str>);

/// Findings, each once, in the order of their places.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    all: BTreeSet<Finding>,
    /// How many there were of each kind.
    counts: BTreeMap<FindingKey, usize>,
}

impl Findings {
    /// Adds one; the same finding twice counts once.
    pub fn add(&mut self, finding: Finding) {
        let path = finding
            .place
            .as_ref()
            .map_or_else(|| Arc::from(""), |place| Arc::clone(&place.path));
        if !self.all.contains(&finding) {
            self.add_in(finding.rule, &path, || finding);
        }
    }

    /// Adds one in a file, which is only made if there is room for it: to say where something is can take long.
    pub fn add_in(
        &mut self,
        rule: &'static Rule,
        path: &Arc<str>,
        finding: impl FnOnce() -> Finding,
    ) {
        let count = self
            .counts
            .entry((rule.name, Arc::clone(path)))
            .or_default();
        *count += 1;
        match *count {
            count if count <= MOST_OF_A_KIND => {
                self.all.insert(finding());
            }
            count => {
                self.all.remove(&more(rule, path, count - 1));
                self.all.insert(more(rule, path, count));
            }
        }
    }

    /// Adds all of another collection.
    pub fn extend(&mut self, other: Self) {
        for finding in other
            .all
            .into_iter()
            .filter(|finding| finding.rule != &rules::MORE_FINDINGS)
        {
            self.add(finding);
        }
        for ((rule, path), count) in other
            .counts
            .into_iter()
            .filter(|(_, count)| *count > MOST_OF_A_KIND)
        {
            let Some(rule) = rules::find(rule) else {
                continue;
            };
            (MOST_OF_A_KIND..count)
                .for_each(|_| self.add_in(rule, &path, || more(rule, &path, count)));
        }
    }

    /// In the order of place, then rule.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.all.iter()
    }

    /// How many there are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.all
            .iter()
            .filter(|finding| finding.rule.severity == severity)
            .count()
    }

    /// Whether the build must stop.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Whether there is nothing to report.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

/// That there are more findings of a rule in a file than are listed.
fn more(rule: &'static Rule, path: &Arc<str>, count: usize) -> Finding {
    let rest = count.saturating_sub(MOST_OF_A_KIND);
    Finding::new(&rules::MORE_FINDINGS)
        .at(Place::file(path))
        .with("rule", rule.name)
        .with("count", rest.to_string())
}

/// A pattern with its `%{name}` replaced; what has no value stays. Values are not looked into.
#[must_use]
pub fn fill<'a>(pattern: &str, value: impl Fn(&str) -> Option<&'a str>) -> String {
    let mut parts = pattern.split("%{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part
            .split_once('}')
            .and_then(|(name, rest)| Some((value(name)?, rest)))
        {
            Some((value, rest)) => {
                out.push_str(value);
                out.push_str(rest);
            }
            None => {
                out.push_str("%{");
                out.push_str(part);
            }
        }
    }
    out
}

/// The candidate nearest to what was written, if one is near enough to be meant.
#[must_use]
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(written, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_not_bytes() {
        let text = Text::new("a.md", "一行目\n日本語の**「強調」**です\n");
        let at = text.text.find("**").unwrap();
        let place = text.place(at..at + 2);
        assert_eq!((place.line, place.column, place.width), (2, 5, 2));
        assert_eq!(place.excerpt, "日本語の**「強調」**です");
    }

    #[test]
    fn a_range_past_the_end_is_the_end() {
        let place = Text::new("a", "あ").place(1..900);
        assert_eq!((place.line, place.column), (1, 1));
    }

    #[test]
    fn of_many_findings_of_a_kind_some_are_kept_and_the_rest_counted() {
        let finding = |path: &str, line: usize| {
            Finding::new(&rules::BROKEN_LINK).at(Place {
                line,
                ..Place::file(path)
            })
        };
        let mut findings = Findings::default();
        (1..=1000).for_each(|line| findings.add(finding("a.md", line)));
        (1..=3).for_each(|line| findings.add(finding("b.md", line)));
        findings.add(finding("b.md", 3));
        let mut all = Findings::default();
        all.add(finding("a.md", 5000));
        all.extend(findings);
        assert_eq!(all.iter().count(), MOST_OF_A_KIND + 1 + 3);
        let told: Vec<&Finding> = all
            .iter()
            .filter(|finding| finding.rule == &rules::MORE_FINDINGS)
            .collect();
        assert_eq!(told.len(), 1);
        assert_eq!(
            told[0].arguments,
            [
                ("rule", "broken-link".to_owned()),
                ("count", (1001 - MOST_OF_A_KIND).to_string())
            ]
        );
    }

    #[test]
    fn a_line_of_megabytes_is_not_copied_into_each_finding() {
        let text = Text::new("a", &"x".repeat(LONGEST_EXCERPT + 1));
        let place = text.place(7..8);
        assert_eq!(
            (place.line, place.column, place.excerpt.as_str()),
            (1, 8, "")
        );
    }

    #[test]
    fn nearest_is_near() {
        assert_eq!(
            nearest("titel", ["title", "order"]),
            Some("title".to_owned())
        );
        assert_eq!(nearest("xyz", ["title", "order"]), None);
    }
}
