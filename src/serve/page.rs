//! Pages on their way out: our script goes in, their policy lets it in; and the page that stands in for a site.

use std::fmt::Write;

use super::OverlayTexts;
use super::shown::ShownFinding;
use crate::diagnostic::Severity;

/// The policy of the page that stands in for a site.
const POLICY: &str =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'";

/// What our script needs. Where a policy does not say, its `default-src` counts.
const NEEDED: [&str; 3] = ["script-src", "style-src", "connect-src"];

/// Adds our script to a page. `build` names the build that the page is from.
///
/// The script comes after `</body>`'s last occurrence, or at the end of a page from which a minifier took that tag.
pub(super) fn with_client(html: &str, build: &str) -> String {
    let mut html = with_wider_policies(html);
    let script = format!("<script src=\"/__shirube/client.js\" data-build=\"{build}\"></script>");
    let end = find_last(&html, "</body>").unwrap_or(html.len());
    html.insert_str(end, &script);
    html
}

/// Where an ASCII text last occurs, in any case.
fn find_last(html: &str, text: &str) -> Option<usize> {
    html.as_bytes()
        .windows(text.len())
        .rposition(|window| window.eq_ignore_ascii_case(text.as_bytes()))
}

/// Widens the policy in each `<meta http-equiv="Content-Security-Policy">`.
fn with_wider_policies(html: &str) -> String {
    let mut done = String::with_capacity(html.len() + 256);
    let mut rest = html;
    while let Some(start) = find_meta(rest) {
        let (before, tag_on) = rest.split_at(start);
        let (tag, after) = tag_on.split_at(tag_length(tag_on));
        done.push_str(before);
        match policy_in(tag) {
            Some((before, policy, after)) => done.extend([before, &widened(policy), after]),
            None => done.push_str(tag),
        }
        rest = after;
    }
    done + rest
}

fn find_meta(html: &str) -> Option<usize> {
    html.as_bytes()
        .windows(5)
        .position(|window| window.eq_ignore_ascii_case(b"<meta"))
}

/// Length of the tag that a text begins with. A `>` inside quotes does not end it.
fn tag_length(html: &str) -> usize {
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// The policy that a `<meta>` tag carries, between what stands before and after it. (It has spaces, so it is in quotes.)
fn policy_in(tag: &str) -> Option<(&str, &str, &str)> {
    let lower = tag.to_ascii_lowercase();
    if !lower.contains("content-security-policy") {
        return None;
    }
    let start = lower.find(" content=")? + " content=".len();
    let quote = tag
        .get(start..)?
        .chars()
        .next()
        .filter(|quote| matches!(quote, '"' | '\''))?;
    let (before, value) = tag.split_at_checked(start + 1)?;
    let (policy, after) = value.split_at(value.find(quote)?);
    Some((before, policy, after))
}

/// The same policy with `'self'` for scripts, styles and connections. Hashes that it has keep their force.
fn widened(policy: &str) -> String {
    // Between single quotes its own are written as references, and we write them as we found them.
    let escaped = policy.contains("&#39;");
    let policy = policy.replace("&#39;", "'");
    let mut directives: Vec<(&str, Vec<&str>)> = policy.split(';').filter_map(directive).collect();
    let fallback = directives
        .iter()
        .find(|(name, _)| *name == "default-src")
        .map(|(_, sources)| sources.clone());
    for needed in NEEDED {
        if let (false, Some(sources)) = (
            directives.iter().any(|(name, _)| *name == needed),
            &fallback,
        ) {
            directives.push((needed, sources.clone()));
        }
    }
    for (_, sources) in directives
        .iter_mut()
        .filter(|(name, _)| NEEDED.contains(name))
    {
        sources.retain(|source| !matches!(*source, "'none'" | "'self'"));
        sources.push("'self'");
    }
    let policy: Vec<_> = directives
        .iter()
        .map(|(name, sources)| format!("{name} {}", sources.join(" ")))
        .collect();
    let policy = policy.join("; ");
    if escaped {
        policy.replace('\'', "&#39;")
    } else {
        policy
    }
}

/// A directive's name and what it allows.
fn directive(text: &str) -> Option<(&str, Vec<&str>)> {
    let mut words = text.split_whitespace();
    Some((words.next()?, words.collect()))
}

/// The page for every address as long as there is no good site.
pub(super) fn stand_in(findings: &[ShownFinding], texts: &OverlayTexts, build: &str) -> String {
    let list: String = findings
        .iter()
        .fold(String::new(), |list, finding| list + &item(finding, texts));
    let [language, direction, title, waiting] = [
        &texts.language,
        &texts.direction,
        &texts.title,
        &texts.waiting,
    ]
    .map(|text| escaped(text));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n\
         <link rel=\"stylesheet\" href=\"/__shirube/client.css\">\n</head>\n<body class=\"stand-in\">\n\
         <main class=\"findings\">\n<h1>{title}</h1>\n<p>{waiting}</p>\n<ol>\n{list}</ol>\n</main>\n\
         <script src=\"/__shirube/client.js\" data-build=\"{build}\" data-overlay=\"off\"></script>\n</body>\n</html>\n"
    )
}

/// A finding as the overlay shows it too; see `item` in `client.js`.
fn item(finding: &ShownFinding, texts: &OverlayTexts) -> String {
    let class = finding.severity;
    let label = if class == Severity::Error.name() {
        &texts.error
    } else {
        &texts.warning
    };
    let [label, rule, place, message] =
        [label, finding.rule, &finding.place, &finding.message].map(escaped);
    let mut item = format!(
        "<li class=\"{class}\"><p class=\"source\"><strong>{label}</strong> <code>{rule}</code> <span>{place}</span></p>\
         <p class=\"message\">{message}</p>"
    );
    if let Some(hint) = &finding.hint {
        // Writing into a string does not fail.
        let _ = write!(
            item,
            "<p class=\"hint\">{}: {}</p>",
            escaped(&texts.hint),
            escaped(hint)
        );
    }
    item + "</li>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_lets_our_script_in_and_nothing_else() {
        let cases = [
            // A content page, a tool, and policies that leave much unsaid.
            (
                "default-src 'none'; script-src 'self' 'sha256-a='; style-src 'self'; connect-src 'none'; img-src data:",
                "default-src 'none'; script-src 'sha256-a=' 'self'; style-src 'self'; connect-src 'self'; img-src data:",
            ),
            (
                "default-src 'none';script-src 'sha256-a=';style-src 'sha256-b=';trusted-types 'none';",
                "default-src 'none'; script-src 'sha256-a=' 'self'; style-src 'sha256-b=' 'self'; trusted-types 'none'; \
                 connect-src 'self'",
            ),
            (
                "default-src data:",
                "default-src data:; script-src data: 'self'; style-src data: 'self'; connect-src data: 'self'",
            ),
            ("img-src 'none'", "img-src 'none'"),
            ("connect-src &#39;none&#39;", "connect-src &#39;self&#39;"),
        ];
        for (policy, wider) in cases {
            assert_eq!(widened(policy), wider);
        }
    }

    #[test]
    fn policies_are_found_as_minifiers_write_them_and_other_tags_stay() {
        let none = "connect-src 'none'; x y";
        let own = "connect-src 'self'; x y";
        for (before, after) in [
            ("http-equiv=\"Content-Security-Policy\" content=\"", "\">"),
            ("content=\"", "\" http-equiv=content-security-policy>"),
        ] {
            let html = format!(
                "<META charset=utf-8><meta name=a content=\"{none}>\"><meta {before}{none}{after}<p>x"
            );
            let wider = format!(
                "<META charset=utf-8><meta name=a content=\"{none}>\"><meta {before}{own}{after}<p>x"
            );
            assert_eq!(with_wider_policies(&html), wider);
        }
        for broken in [
            "<meta",
            "<meta http-equiv=content-security-policy content=\"x",
            "<meta http-equiv=content-security-policy content=",
        ] {
            assert_eq!(with_wider_policies(broken), broken);
        }
    }

    #[test]
    fn the_script_goes_before_the_last_end_of_a_body_or_to_the_end() {
        let script = "<script src=\"/__shirube/client.js\" data-build=\"7\"></script>";
        assert_eq!(
            with_client("<p>a<!-- </body> --></BODY></html>", "7"),
            format!("<p>a<!-- </body> -->{script}</BODY></html>")
        );
        assert_eq!(with_client("<p>家", "7"), format!("<p>家{script}"));
    }

    #[test]
    fn findings_are_text_not_markup() {
        let finding = ShownFinding {
            severity: "error",
            rule: "raw-html",
            place: "a&b.md:1:2".into(),
            message: "<script>alert(\"1\")</script>".into(),
            hint: Some("<b>".into()),
        };
        let page = stand_in(&[finding], &OverlayTexts::default(), "1");
        assert!(page.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;"));
        assert!(page.contains("a&amp;b.md:1:2") && page.contains("Hint: &lt;b&gt;"));
        assert!(!page.contains("alert(\"1\")"));
    }
}
