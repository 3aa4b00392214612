//! A page's file → the file that a translator begins with: the same text as a draft, with an id at every heading.

use super::{front, markdown};
use crate::config::RawHtml;
use crate::diagnostic::{Findings, Text};
use crate::fields::edit;

/// Front matter that is each language's own: how a title is read, and how readers ask.
const OWN: [&str; 2] = ["reading", "questions"];

/// The file that the translation of a page begins with; `None` where its front matter cannot be read.
///
/// Headings get the ids that they have in the original, because links lead to these; words of another language would make others.
#[must_use]
pub fn draft(original: &Text, unspaced: bool) -> Option<String> {
    let text = &original.text;
    let (part, body) = front::split(text)?;
    let front = edit::marked(&text[part], &OWN, "draft").ok()?;
    let mut rest = text[body..].to_owned();
    let findings = &mut Findings::default();
    let headings = markdown::parse(original, body, unspaced, RawHtml::Sanitise, findings).headings;
    for heading in headings.iter().rev() {
        let start = heading.span.range().start - body;
        let line = rest[start..].find('\n').unwrap_or(rest.len() - start);
        let words = rest[start..start + line].trim_end();
        if !words.ends_with(&format!("{{#{}}}", heading.id)) {
            let open = words.trim_end_matches('#').trim_end().len();
            // `## Words ##` ends in marks that are none of its words.
            let end = start
                + if words.starts_with('#') {
                    open
                } else {
                    words.len()
                };
            rest.replace_range(end..start + line, &format!(" {{#{}}}", heading.id));
        }
    }
    Some(format!("+++\n{front}+++\n{rest}"))
}

/// A page's file with a path that it had before, and without the one that it has now among such; `None` where its front matter cannot be read.
#[must_use]
pub fn with_alias(text: &str, old: &str, new: &str) -> Option<String> {
    let (part, body) = front::split(text)?;
    let front = edit::with_listed(&text[part.clone()], "aliases", old, new).ok()?;
    Some(format!("{}{front}{}", &text[..part.start], &text[part.end..body]) + &text[body..])
}

#[cfg(test)]
mod tests {
    use super::draft;
    use crate::diagnostic::Text;

    #[test]
    fn a_draft_is_the_original_with_the_ids_of_its_headings() {
        let text = Text::new(
            "content/en/a.md",
            "+++\ntitle = \"A\"\nreading = \"a\"\n+++\n## One thing ##\n\n### Two {#b}\n\nThree\n-----\n\ntext\n",
        );
        assert_eq!(
            draft(&text, false).unwrap(),
            "+++\ntitle = \"A\"\ndraft = true\n+++\n## One thing {#one-thing}\n\n### Two {#b}\n\nThree {#three}\n-----\n\ntext\n"
        );
    }
}
