//! Markdown as translators get it: on one line, with numbers in place of addresses.

use super::is_no_space;
use std::ops::Range;

/// A stretch of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// Where it stands in the file, in bytes.
    pub range: Range<usize>,
    /// Its Markdown on one line; `[words](2)` is the second link, or image.
    pub text: String,
    /// What leads from the words of each link to its address, as it is written: `](page.md`.
    pub links: Vec<String>,
}

/// Something within a stretch that is said otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cut {
    /// A line break, with what stands before the words of the next line.
    Break(Range<usize>),
    /// What follows the words of a link or an image, up to the end of its address: a title and the bracket stay.
    Link(Range<usize>),
}

/// Where the address of a link ends, in what follows its words: `](page.md "title")`, `](<a b.md>)`.
pub fn address_end(tail: &str) -> usize {
    let bracketed = tail.starts_with("](<").then(|| tail.find('>')).flatten();
    let title = tail.find([' ', '\n', '\t']);
    let bracket = tail.rfind(')');
    match (bracketed, title, bracket) {
        (Some(end), ..) => end + 1,
        (None, Some(end), _) | (None, None, Some(end)) => end,
        (None, None, None) => tail.len(),
    }
}

/// A stretch of a file with its cuts, in order.
pub fn marked(text: &str, range: Range<usize>, cuts: &[Cut], unspaced: bool) -> Marked {
    let (mut said, mut links) = (String::new(), Vec::new());
    let mut from = range.start;
    for cut in cuts {
        let (Cut::Break(part) | Cut::Link(part)) = cut;
        if part.start < from || part.end > range.end {
            continue;
        }
        said.push_str(&text[from..part.start]);
        match cut {
            Cut::Break(_) => {
                let nothing = is_no_space(&said, &text[part.end..range.end], unspaced);
                said.push_str(if nothing { "" } else { " " });
            }
            Cut::Link(_) => {
                links.push(text[part.clone()].to_owned());
                said.push_str("](");
                said.push_str(&links.len().to_string());
            }
        }
        from = part.end;
    }
    said.push_str(&text[from..range.end]);
    Marked {
        range,
        text: said,
        links,
    }
}

impl Marked {
    /// A translation with the addresses of this text's links; `None` unless it has each of them once, and no other.
    #[must_use]
    pub fn with_links(&self, translation: &str) -> Option<String> {
        let mut numbers = Vec::new();
        let mut said = String::new();
        let mut rest = translation;
        while let Some(at) = rest.find("](") {
            let (before, after) = rest.split_at(at);
            said.push_str(before);
            let after = &after["](".len()..];
            let end = after.find(|c: char| !c.is_ascii_digit())?;
            let (number, behind) = after.split_at(end);
            // A title may stand behind it.
            if !behind.starts_with([')', ' ']) {
                return None;
            }
            let number: usize = number.parse().ok()?;
            said.push_str(self.links.get(number.checked_sub(1)?)?);
            numbers.push(number);
            rest = behind;
        }
        numbers.sort_unstable();
        let each_once = numbers.into_iter().eq(1..=self.links.len());
        each_once.then_some(said + rest)
    }
}

/// A text with the links of `own` numbered as `original` numbers them: by where they lead. `None` where they do not lead to the
/// same places.
#[must_use]
pub fn number_of_links(own: &Marked, original: &Marked) -> Option<String> {
    let mut left: Vec<Option<&String>> = original.links.iter().map(Some).collect();
    let (mut said, mut rest) = (String::new(), own.text.as_str());
    for (at, link) in own.links.iter().enumerate() {
        let number = left.iter().position(|known| *known == Some(link))?;
        left[number] = None;
        let (before, after) = rest.split_once(&format!("]({}", at + 1))?;
        said.extend([before, "](", &(number + 1).to_string()]);
        rest = after;
    }
    left.iter().all(Option::is_none).then(|| said + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, links: &[&str]) -> Marked {
        Marked {
            range: 0..0,
            text: text.to_owned(),
            links: links.iter().map(|link| (*link).to_owned()).collect(),
        }
    }

    #[test]
    fn a_translation_has_each_link_once() {
        let marked = of("[a](1) and [b](2)", &["](x.md", "](y.md"]);
        assert_eq!(
            marked.with_links("[B](2), [A](1)").as_deref(),
            Some("[B](y.md), [A](x.md)")
        );
        assert_eq!(
            marked.with_links("[A](1 \"t\") ![B](2)").as_deref(),
            Some("[A](x.md \"t\") ![B](y.md)")
        );
        for wrong in [
            "[A](1)",
            "[A](1) [B](1)",
            "[A](1) [B](2) [C](3)",
            "[A](1) [B](0)",
            "[A](1) [B](javascript:x)",
            "[A](1) [B](2",
        ] {
            assert_eq!(marked.with_links(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn links_are_numbered_as_the_original_numbers_them() {
        let original = of("[a](1) and [b](2)", &["](x.md", "](y.md"]);
        let own = of("[B](1), [A](2)", &["](y.md", "](x.md"]);
        assert_eq!(
            number_of_links(&own, &original).as_deref(),
            Some("[B](2), [A](1)")
        );
        assert_eq!(number_of_links(&of("[B](1)", &["](y.md"]), &original), None);
    }
}
