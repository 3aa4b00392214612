//! Templates without superfluous whitespace, once per template and not once per page.
//!
//! The minifier never sees template syntax: each `{{ }}` and `{% %}` is replaced by an inert word first and put back
//! afterwards. Inside an attribute's value that word contains a space, so that the minifier keeps the quotes; without
//! them a value with a space would become an attribute of its own, which is an injection.

use crate::diagnostic::{Finding, Findings, Text, rules};

/// A template with its markup minified (or, with `minify` off, as it is). Template syntax directly inside a tag is a
/// finding either way, because it could not be minified safely.
pub fn template(text: &Text, minify: bool, findings: &mut Findings) -> String {
    let mut found = Findings::default();
    let (markup, expressions) = extract(text, &mut found);
    let broken = found.has_errors();
    findings.extend(found);
    if !minify || broken {
        return text.text.to_string();
    }
    restore(&minified(&markup), &expressions)
}

#[cfg(feature = "minify")]
fn minified(markup: &str) -> String {
    let mut cfg = minify_html::Cfg::new();
    cfg.keep_closing_tags = true;
    cfg.keep_html_and_head_opening_tags = true;
    cfg.keep_input_type_text_attr = true;
    String::from_utf8(minify_html::minify(markup.as_bytes(), &cfg))
        .unwrap_or_else(|_| markup.to_owned())
}

#[cfg(not(feature = "minify"))]
fn minified(markup: &str) -> String {
    markup.to_owned()
}

/// Where in the markup a byte stands.
#[derive(Clone, Copy, PartialEq)]
enum State {
    Text,
    Tag,
    Value(u8),
}

/// Replaces template syntax by inert words.
fn extract(text: &Text, findings: &mut Findings) -> (String, Vec<String>) {
    let source = &*text.text;
    let (mut markup, mut expressions) = (String::with_capacity(source.len()), Vec::new());
    let (mut state, mut at) = (State::Text, 0);
    while at < source.len() {
        let rest = &source[at..];
        if let Some(length) = expression(rest) {
            if state == State::Tag {
                let finding = Finding::new(&rules::TEMPLATE_IN_TAG).at(text.place(at..at + length));
                findings.add(finding.with("expression", &rest[..length]));
            }
            if !rest.starts_with("{#") {
                markup.push_str(&word(expressions.len(), matches!(state, State::Value(_))));
                expressions.push(rest[..length].to_owned());
            }
            at += length;
            continue;
        }
        let Some(c) = rest.chars().next() else { break };
        state = next_state(state, rest);
        markup.push(c);
        at += c.len_utf8();
    }
    (markup, expressions)
}

/// The length of the template syntax that `rest` begins with.
fn expression(rest: &str) -> Option<usize> {
    let close = match rest.as_bytes() {
        [b'{', b'{', ..] => "}}",
        [b'{', b'%', ..] => "%}",
        [b'{', b'#', ..] => "#}",
        _ => return None,
    };
    rest.find(close).map(|end| end + 2)
}

fn next_state(state: State, rest: &str) -> State {
    let bytes = rest.as_bytes();
    match (state, bytes[0]) {
        (State::Text, b'<')
            if bytes
                .get(1)
                .is_some_and(|next| next.is_ascii_alphabetic() || *next == b'/') =>
        {
            State::Tag
        }
        (State::Tag, b'>') => State::Text,
        (State::Tag, quote @ (b'"' | b'\'')) => State::Value(quote),
        (State::Value(quote), byte) if byte == quote => State::Tag,
        (state, _) => state,
    }
}

/// The inert word for expression `n`; letters that no template would hold by chance.
fn word(n: usize, in_value: bool) -> String {
    if in_value {
        format!("xqz{n} zqx")
    } else {
        format!("xqz{n}zqx")
    }
}

fn restore(markup: &str, expressions: &[String]) -> String {
    let mut out = String::with_capacity(markup.len() * 2);
    let mut parts = markup.split("xqz");
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let expression = part[..digits]
            .parse::<usize>()
            .ok()
            .and_then(|n| expressions.get(n));
        out.push_str(expression.map_or("", String::as_str));
        let rest = &part[digits..];
        out.push_str(
            rest.strip_prefix(" zqx")
                .or_else(|| rest.strip_prefix("zqx"))
                .unwrap_or(rest),
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minify(template_text: &str) -> String {
        let mut findings = Findings::default();
        let out = template(&Text::new("t.html", template_text), true, &mut findings);
        assert!(findings.is_empty());
        out
    }

    #[cfg(feature = "minify")]
    #[test]
    fn quotes_around_expressions_survive() {
        let out = minify(
            "<p   class=\"a\"  title=\"{{ title }}\" >\n   {% if x %} {{ y }} {% endif %}\n</p>",
        );
        assert!(out.contains("title=\"{{ title }}\""), "{out}");
        assert!(!out.contains("   "), "{out}");
        assert!(
            out.contains("{% if x %}") && out.contains("{{ y }}"),
            "{out}"
        );
    }

    #[test]
    fn comments_of_templates_are_dropped_by_the_minifier_only() {
        let mut findings = Findings::default();
        let text = Text::new("t.html", "<p>{# note #}a</p>");
        assert_eq!(template(&text, false, &mut findings), "<p>{# note #}a</p>");
    }

    #[test]
    fn syntax_inside_a_tag_is_a_finding() {
        let mut findings = Findings::default();
        template(
            &Text::new("t.html", "<p>\n<a {% if x %}href=\"a\"{% endif %}>b</a>"),
            true,
            &mut findings,
        );
        let places: Vec<_> = findings
            .iter()
            .map(|f| (f.rule.name, f.place.as_ref().unwrap().column))
            .collect();
        assert_eq!(places, [("template-in-tag", 4), ("template-in-tag", 22)]);
    }
}
