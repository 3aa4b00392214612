//! How deep a theme's file nests, before a parser goes into it: parsers of styles, scripts and HTML call themselves for each
//! level, and a file of a few kilobytes could end the program.

use crate::diagnostic::{Finding, Findings, Text, rules};

/// How many brackets or elements may be open at once. Files that people write have a few dozen.
const DEEPEST: usize = 200;
/// Elements of HTML that have no end.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Whether a file of a theme nests no deeper than its parsers go; a finding if it does.
pub(super) fn is_shallow(text: &Text, findings: &mut Findings) -> bool {
    let path = &*text.path;
    let too_deep = if path.ends_with(".html") {
        elements(&text.text)
    } else if path.ends_with(".css") || path.ends_with(".js") {
        brackets(&text.text)
    } else {
        None
    };
    if let Some(at) = too_deep {
        let finding = Finding::new(&rules::NESTING_TOO_DEEP).at(text.place(at..at + 1));
        findings.add(finding.with("limit", DEEPEST.to_string()));
    }
    too_deep.is_none()
}

/// Where one bracket too many is opened. Brackets in texts and comments count, too: nobody writes so many that stay open.
fn brackets(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.bytes().position(|byte| {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    })
}

/// Where one element too many is opened.
fn elements(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.match_indices('<').find_map(|(at, _)| {
        let rest = &text[at + 1..];
        let name: String = rest
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        if rest.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !name.is_empty() && !VOID.contains(&name.to_ascii_lowercase().as_str()) {
            depth += 1;
        }
        (depth > DEEPEST).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_refused(path: &str, text: &str) -> bool {
        let mut findings = Findings::default();
        let shallow = is_shallow(&Text::new(path, text), &mut findings);
        assert_eq!(shallow, findings.is_empty());
        !shallow
    }

    #[test]
    fn what_a_parser_would_not_come_back_from_is_refused() {
        for (path, open, close) in [
            ("a.css", "a{", "}"),
            ("a.css", "calc(", ")"),
            ("a.js", "[", "]"),
            ("a.html", "<div>", "</div>"),
        ] {
            let nested = |levels: usize| open.repeat(levels) + &close.repeat(levels);
            assert!(is_refused(path, &nested(20_000)), "{path} {open}");
            assert!(!is_refused(path, &nested(100)), "{path} {open}");
        }
        assert!(!is_refused("a.html", &"<p><br>a</p>".repeat(1000)));
    }
}
