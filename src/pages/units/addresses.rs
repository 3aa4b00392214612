//! Where a page's file has the addresses of links.

use super::marked::address_end;
use crate::diagnostic::Text;
use crate::pages::front;
use crate::pages::markdown::options;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::ops::Range;

/// The addresses of links and images that stand behind their words, as they are written, in the order of the file.
#[must_use]
pub fn addresses(text: &Text) -> Vec<Range<usize>> {
    let (_, start) = front::split(&text.text).unwrap_or((0..0, 0));
    let events = Parser::new_ext(&text.text[start..], options()).into_offset_iter();
    // Links that are open, by the end of what they say so far.
    let mut open: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for (event, range) in events {
        let is_start = matches!(event, Event::Start(_));
        match event {
            Event::Start(Tag::Link { .. }) => open.push(range.start + "[".len()),
            Event::Start(Tag::Image { .. }) => open.push(range.start + "![".len()),
            Event::End(TagEnd::Link | TagEnd::Image) => {
                let said = open.pop().unwrap_or(range.end).min(range.end);
                let tail = &text.text[start + said..start + range.end];
                if let Some(rest) = tail.strip_prefix("](") {
                    let from = start + said + "](".len();
                    found.push(from..from + (address_end(tail) - "](".len()).min(rest.len()));
                }
            }
            _ => {}
        }
        // What stands within a link is what it says.
        for said in &mut open {
            *said = (*said).max(if is_start { 0 } else { range.end });
        }
    }
    found.sort_by_key(|range: &Range<usize>| range.start);
    found
}

#[cfg(test)]
mod tests {
    use super::addresses;
    use crate::diagnostic::Text;

    #[test]
    fn addresses_are_found_where_they_are_written() {
        let text = "+++\ntitle = \"[a](b)\"\n+++\n[a](b.md), [](c.md#d \"t\"), [![e](f.png)](g.md) `[h](i)` <https://j.example/>\n\n> [k\n> l](<m n.md>)\n";
        let text = Text::new("content/en/a.md", text);
        let found: Vec<&str> = addresses(&text)
            .into_iter()
            .map(|range| &text.text[range])
            .collect();
        assert_eq!(found, ["b.md", "c.md#d", "f.png", "g.md", "<m n.md>"]);
    }
}
