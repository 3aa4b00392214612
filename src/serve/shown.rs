//! Findings as a page shows them: in the words of whoever looks at it.

use serde::Serialize;

use super::BuildOutcome;
use crate::diagnostic::{self, Finding, Severity};

/// An entry of the list that the overlay and the page in place of a site show.
#[derive(Debug, Serialize)]
pub(super) struct ShownFinding {
    /// `"error"` or `"warning"`.
    pub severity: &'static str,
    /// Name of the rule; empty where no rule was broken, but the disk failed.
    pub rule: &'static str,
    /// File, line and column; empty for a finding of no file.
    pub place: String,
    /// The sentence.
    pub message: String,
    /// What to do, or nothing.
    pub hint: Option<String>,
}

/// Everything that a build has to say, in the language of its texts.
pub(super) fn shown(outcome: &BuildOutcome) -> Vec<ShownFinding> {
    let unread = outcome.unread.iter().map(|message| ShownFinding {
        severity: Severity::Error.name(),
        rule: "",
        place: String::new(),
        message: message.clone(),
        hint: None,
    });
    let language = &outcome.overlay_texts.language;
    let findings = outcome.findings.iter();
    unread
        .chain(findings.map(|finding| in_words(finding, language)))
        .collect()
}

fn in_words(finding: &Finding, language: &str) -> ShownFinding {
    let (message, hint) = diagnostic::sentence(finding, language);
    let place = finding.place.as_ref();
    ShownFinding {
        severity: finding.rule.severity.name(),
        rule: finding.rule.name,
        place: place.map(ToString::to_string).unwrap_or_default(),
        message,
        hint,
    }
}
