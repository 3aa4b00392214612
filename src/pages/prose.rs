//! Where a page's file has words for readers: neither code nor addresses nor ids.

use super::front;
use super::markdown::options;
use crate::diagnostic::{Findings, Text};
use crate::fields::TomlDocument;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag, TagEnd};
use std::ops::Range;

/// The parts of a page's file in which it speaks: texts of its front matter, words of its Markdown, and those of figures.
#[must_use]
pub fn prose(text: &Text) -> Vec<Range<usize>> {
    let (part, start) = front::split(&text.text).unwrap_or((0..0, 0));
    let front = TomlDocument::parse_part(text, part, &mut Findings::default());
    let mut parts = front.texts();
    // A reading is kana whatever the words are written in.
    let is_reading = |before: &str| before.trim_end().ends_with("reading =");
    parts.retain(|value| !is_reading(&text.text[..value.start]));
    // Within an address that stands as its own words, or within code.
    let mut silent = false;
    for (event, range) in Parser::new_ext(&text.text[start..], options()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => silent = !is_figure(&kind),
            Event::Start(Tag::Link { link_type, .. }) => {
                silent = matches!(link_type, LinkType::Autolink | LinkType::Email);
            }
            Event::End(TagEnd::CodeBlock | TagEnd::Link) => silent = false,
            Event::Text(words) if !silent => {
                // The id that a heading names for itself ends its text.
                let id = words.rfind("{#").filter(|_| words.ends_with('}'));
                let end = id.map_or(range.end, |id| range.start + id);
                parts.push(start + range.start..start + end);
            }
            _ => {}
        }
    }
    parts
}

/// The words of a drawing stand in its block.
fn is_figure(kind: &CodeBlockKind<'_>) -> bool {
    matches!(kind, CodeBlockKind::Fenced(info) if info.split_whitespace().next() == Some("figure"))
}

#[cfg(test)]
mod tests {
    use super::prose;
    use crate::diagnostic::Text;

    #[test]
    fn code_addresses_and_lists_of_front_matter_are_no_prose() {
        let text = Text::new(
            "content/en/a.md",
            "+++\ntitle = \"One\"\nreading = \"one\"\nforms = [\"two\"]\n[levels]\n\"0\" = \"three\"\n+++\n\
             # Zero {#whom}\n\nfour [five](six.md) `seven` <https://eight.example/>\n\n```\nnine\n```\n\n\
             ```figure x\ntitle = \"ten\"\n```\n",
        );
        let found: Vec<&str> = prose(&text)
            .into_iter()
            .map(|part| text.text[part].trim())
            .collect();
        assert_eq!(
            found,
            [
                "\"three\"",
                "\"One\"",
                "Zero",
                "four",
                "five",
                "",
                "",
                "title = \"ten\""
            ]
        );
    }
}
