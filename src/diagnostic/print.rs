//! How findings look: text with an excerpt, JSON lines, and annotations for GitHub's CI.
//!
//! [`print`] is the entry. [`sentence`] fills the words of a rule in the language of the reader; each form lays them out in
//! its own way.

use super::{Finding, Findings, Place, Rule, Severity, fill};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;
use std::fmt::Write as _;

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people: sentence, excerpt, hint.
    Text {
        /// With terminal colours.
        colour: bool,
    },
    /// One JSON object a line.
    Json,
    /// `::error file=…` lines, which GitHub shows beside the change.
    Github,
}

/// All findings in a format, with the sentences in the language `locale` (a tag of `src/messages/`).
#[must_use]
pub fn print(findings: &Findings, format: Format, locale: &str) -> String {
    let mut out = String::new();
    for finding in findings.iter() {
        match format {
            Format::Text { colour } => out.push_str(&text(finding, colour, locale)),
            Format::Json => out.push_str(&json(finding, locale)),
            Format::Github => out.push_str(&github(finding, locale)),
        }
        out.push('\n');
    }
    out
}

/// How many errors and warnings, as one line; empty where there are none.
#[must_use]
pub fn summary(findings: &Findings, locale: &str) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let [errors, warnings] =
        [Severity::Error, Severity::Warning].map(|severity| findings.count(severity));
    rust_i18n::t!(
        "summary",
        locale = locale,
        errors = errors,
        warnings = warnings
    )
    .into_owned()
}

/// The sentence of a finding, and its hint where the rule or the finding has one.
#[must_use]
pub fn sentence(finding: &Finding, locale: &str) -> (String, Option<String>) {
    let argument = |name: &str| {
        finding
            .arguments
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.as_str())
    };
    let message = fill(&word(finding.rule, "message", locale), argument);
    let hint = match &finding.suggestion {
        Some(suggestion) => {
            rust_i18n::t!("suggestion", locale = locale, suggestion = suggestion).into_owned()
        }
        None => fill(&word(finding.rule, "hint", locale), argument),
    };
    (message, Some(hint).filter(|hint| !hint.is_empty()))
}

/// A rule explained, with an example: what `check --explain` prints.
#[must_use]
pub fn explain(rule: &'static Rule, locale: &str) -> String {
    let severity = rust_i18n::t!(
        format!("severity.{}", rule.severity.name()),
        locale = locale
    );
    format!(
        "{} ({severity})\n\n{}\n\n{}\n",
        rule.name,
        word(rule, "explain", locale).trim_end(),
        word(rule, "example", locale).trim_end()
    )
}

fn word(rule: &Rule, part: &str, locale: &str) -> String {
    rust_i18n::t!(format!("rules.{}.{part}", rule.name), locale = locale).into_owned()
}

fn text(finding: &Finding, colour: bool, locale: &str) -> String {
    let (message, hint) = sentence(finding, locale);
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let title = level(finding.rule.severity, locale)
        .primary_title(&message)
        .id(finding.rule.name);
    let group = match &finding.place {
        Some(place) if place.line > 0 && place.width > 0 && !place.excerpt.is_empty() => {
            title.element(excerpt(place))
        }
        Some(place) => {
            let path = visible(&place.to_string());
            title.element(annotate_snippets::Origin::path(path))
        }
        None => title.elements(Vec::<annotate_snippets::Element<'_>>::new()),
    };
    let help = Level::HELP.with_name(rust_i18n::t!("severity.hint", locale = locale));
    let hint = hint.as_ref().map(|hint| help.message(hint));
    format!("{}\n", renderer.render(&[group.elements(hint)]))
}

/// A severity as it is called in the language of the messages.
fn level(severity: Severity, locale: &str) -> Level<'static> {
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let key = format!("severity.{}", severity.name());
    level.with_name(rust_i18n::t!(key, locale = locale).into_owned())
}

fn excerpt(place: &Place) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    let byte = |column: usize| {
        place
            .excerpt
            .char_indices()
            .nth(column)
            .map_or(place.excerpt.len(), |(at, _)| at)
    };
    let start = byte(place.column - 1);
    let end = byte(place.column - 1 + place.width).max(start);
    Snippet::source(&*place.excerpt)
        .line_start(place.line)
        .path(visible(&place.path))
        .annotation(AnnotationKind::Primary.span(start..end))
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    severity: &'static str,
    rule: &'static str,
    path: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<&'a str>,
    message: String,
    hint: Option<String>,
}

fn json(finding: &Finding, locale: &str) -> String {
    let (message, hint) = sentence(finding, locale);
    let place = finding.place.as_ref();
    let value = JsonFinding {
        severity: finding.rule.severity.name(),
        rule: finding.rule.name,
        path: place.map(|place| &*place.path),
        line: place.map(|place| place.line).filter(|line| *line > 0),
        column: place.map(|place| place.column).filter(|column| *column > 0),
        cell: place
            .map(|place| place.cell.as_str())
            .filter(|cell| !cell.is_empty()),
        message,
        hint,
    };
    serde_json::to_string(&value).unwrap_or_default()
}

fn github(finding: &Finding, locale: &str) -> String {
    let (message, hint) = sentence(finding, locale);
    let mut out = format!("::{} ", finding.rule.severity.name());
    if let Some(place) = &finding.place {
        let _ = write!(out, "file={},", property(&visible(&place.path)));
        if place.line > 0 {
            let _ = write!(out, "line={},col={},", place.line, place.column);
        }
    }
    let cell = finding
        .place
        .as_ref()
        .map(|place| place.cell.as_str())
        .filter(|cell| !cell.is_empty());
    let message = cell.map_or_else(|| message.clone(), |cell| format!("{cell}: {message}"));
    let body = hint.map_or_else(|| message.clone(), |hint| format!("{message}\n{hint}"));
    let _ = write!(
        out,
        "title={}::{}",
        property(finding.rule.name),
        data(&shown(&body))
    );
    out
}

/// A name as a terminal may show it: a control character in it would be a command.
fn visible(text: &str) -> String {
    text.chars().map(picture).collect()
}

/// The same for sentences, which may have several lines.
fn shown(text: &str) -> String {
    let shown = text.chars().map(|c| if c == '\n' { c } else { picture(c) });
    shown.collect()
}

/// The picture of a control character, or the character itself.
fn picture(c: char) -> char {
    match u32::from(c) {
        code @ 0..=0x1f => char::from_u32(0x2400 + code).unwrap_or(c),
        0x7f => '␡',
        0x80..=0x9f | 0x202a..=0x202e | 0x2066..=0x2069 => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

/// Escapes what GitHub's workflow commands need escaped in their text.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes what they need escaped in a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::rules;

    #[test]
    fn a_name_does_not_command_a_terminal() {
        let place = Place::file("content/en/a\u{1b}[31mb\nc\u{202e}.md");
        let finding = Finding::new(&rules::PATH_SEGMENT)
            .at(place)
            .with("segment", "\u{1b}]0;x\u{7}");
        for line in [text(&finding, false, "en"), github(&finding, "en")] {
            let control = line
                .trim_end()
                .chars()
                .find(|c| c.is_control() && *c != '\n');
            assert_eq!(control, None, "{line:?}");
            assert!(
                !line.contains('\u{202e}') && line.contains("b␊c"),
                "{line:?}"
            );
        }
    }
}
