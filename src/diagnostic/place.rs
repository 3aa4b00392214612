//! Where something stands: a [`Text`] with its path, a [`Span`] of it in bytes, and the [`Place`] that a person is told.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

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

    /// A part of the text, in bytes.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        Span {
            text: self.clone(),
            range,
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

/// A part of a file, kept beside what was read there. Its [`Place`] is only worked out for a finding: to count lines for
/// every value of every file would be a fifth of a build.
#[derive(Debug, Clone)]
pub struct Span {
    text: Text,
    range: Range<usize>,
}

impl Span {
    /// The file.
    #[must_use]
    pub fn path(&self) -> &Arc<str> {
        &self.text.path
    }

    /// Where it stands in the file, in bytes.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }
}

impl From<&Span> for Place {
    fn from(span: &Span) -> Self {
        span.text.place(span.range.clone())
    }
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Self::from(&span)
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
    fn a_line_of_megabytes_is_not_copied_into_each_finding() {
        let text = Text::new("a", &"x".repeat(LONGEST_EXCERPT + 1));
        let place = text.place(7..8);
        assert_eq!(
            (place.line, place.column, place.excerpt.as_str()),
            (1, 8, "")
        );
    }
}
