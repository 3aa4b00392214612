//! Addresses as they are written in ASCII: percent-encoded UTF-8, once.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What an address may hold as it is; `%` is looked at on its own. Not the quotes, which end it in other files.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b';')
    .remove(b'/')
    .remove(b'?')
    .remove(b':')
    .remove(b'@')
    .remove(b'&')
    .remove(b'=')
    .remove(b'+')
    .remove(b'$')
    .remove(b',')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'(')
    .remove(b')')
    .remove(b'#');

/// An address that an author wrote, with what none may hold encoded. What is encoded already stays; a `%` that encodes
/// nothing is one itself.
#[must_use]
pub fn encoded(address: &str) -> String {
    let (host, rest) = address.split_at(literal_host(address));
    let mut out = host.to_owned();
    let mut parts = rest.split('%');
    out.extend(utf8_percent_encode(parts.next().unwrap_or_default(), KEPT));
    for part in parts {
        let digits = part.bytes().take(2).filter(u8::is_ascii_hexdigit).count();
        out.push_str(if digits == 2 { "%" } else { "%25" });
        out.extend(utf8_percent_encode(part, KEPT));
    }
    out
}

/// The name of a part of a page as it stands after the `#` of an address. It is text: a `%` in it encodes nothing.
#[must_use]
pub fn fragment(anchor: &str) -> String {
    utf8_percent_encode(anchor, KEPT).to_string()
}

/// A value in the query or the fragment of an address, read by a script.
#[must_use]
pub fn component(value: &str) -> String {
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'_')
        .remove(b'.')
        .remove(b'~');
    utf8_percent_encode(value, KEPT).to_string()
}

/// How far an address goes with its host where that is a number in brackets: only there brackets stand for themselves.
fn literal_host(address: &str) -> usize {
    let from = address
        .find("://[")
        .filter(|at| !address[..*at].contains('/'));
    let inside = |c: char| c.is_ascii_hexdigit() || ":.".contains(c);
    from.and_then(|from| {
        let number = &address[from + 4..];
        let end = number
            .find(']')
            .filter(|end| number[..*end].chars().all(inside))?;
        Some(from + 4 + end + 1)
    })
    .unwrap_or(0)
}

/// The address of `to` as seen from the file `from`; both relative to the site's root. Always names the file, so that
/// it works from a folder as well as from a server.
#[must_use]
pub fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let common = from[..from.len() - 1]
        .iter()
        .zip(&to[..to.len() - 1])
        .take_while(|(a, b)| a == b)
        .count();
    let mut out = "../".repeat(from.len() - 1 - common);
    out.push_str(&to[common..].join("/"));
    out
}

/// `../b.md` seen from `a/c/d` is `a/b.md`; `None` where it leads out of the language's folder.
#[must_use]
pub fn join(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_encoded_once() {
        for (written, expected) in [
            (
                "https://example.org/a?b=1&c#d",
                "https://example.org/a?b=1&c#d",
            ),
            (
                "https://example.org/%41%zz%4",
                "https://example.org/%41%25zz%254",
            ),
            ("https://example.org/a b", "https://example.org/a%20b"),
            ("https://example.org/目", "https://example.org/%E7%9B%AE"),
            (
                "https://e.org/\"\\|[]`\t^{}<>",
                "https://e.org/%22%5C%7C%5B%5D%60%09%5E%7B%7D%3C%3E",
            ),
            (
                "http://[2001:db8::1]:80/[x]",
                "http://[2001:db8::1]:80/%5Bx%5D",
            ),
            ("http://[a b]/", "http://%5Ba%20b%5D/"),
            ("mailto:o'neil@example.org", "mailto:o%27neil@example.org"),
        ] {
            assert_eq!(encoded(written), expected);
            assert_eq!(encoded(expected), expected, "once");
        }
        assert_eq!(fragment("目 50%41"), "%E7%9B%AE%2050%2541");
    }
}
