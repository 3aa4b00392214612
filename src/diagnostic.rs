//! Findings: what is wrong in an author's files, as data.
//!
//! A [`Finding`] names its [`Rule`], carries the arguments of its sentence and the [`Place`] it speaks of. The
//! sentence itself is made where it is printed, in the language of whoever reads it. Findings are collected in
//! [`Findings`], sorted, and reported all at once; an author's mistake is never an `Err`.

mod place;
mod print;
pub mod rules;

pub use place::{Place, Span, Text};
pub use print::{Format, explain, print, sentence, summary};

use std::collections::{BTreeMap, BTreeSet};
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
    pub fn at(mut self, place: impl Into<Place>) -> Self {
        self.place = Some(place.into());
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

/// The candidate nearest to what was written, if one is near enough to be meant. Small and large letters are the same.
#[must_use]
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let written = written.to_lowercase();
    let likeness = |candidate: &str| strsim::jaro_winkler(&written, &candidate.to_lowercase());
    candidates
        .into_iter()
        .map(|candidate| (likeness(candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn nearest_is_near() {
        assert_eq!(
            nearest("titel", ["title", "order"]),
            Some("title".to_owned())
        );
        assert_eq!(
            nearest("ORDER", ["title", "order"]).as_deref(),
            Some("order")
        );
        assert_eq!(nearest("xyz", ["title", "order"]), None);
    }
}
