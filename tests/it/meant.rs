//! What is said of a link that leads nowhere: the rule, and the form in which it would lead where its author meant.

use crate::sites::Site;

/// The rule and the suggestion for a link on the page `guide/wrong`.
fn told(link: &str) -> (&'static str, Option<String>) {
    let name = format!("meant-{}", blake3::hash(link.as_bytes()).to_hex());
    let site = Site::base(&name[..20]);
    site.write("static/logo.png", "no image");
    site.write("content/en/guide/plan.pdf", "%PDF");
    let image = std::fs::read(site.root.join("content/ja/guide/shape.png")).unwrap();
    site.write("content/en/guide/photo.JPG", image);
    site.write(
        "content/en/guide/wrong.md",
        format!("+++\ntitle = \"Wrong\"\n+++\n{link}\n"),
    );
    let findings = site.build().findings;
    let mut found = findings.iter();
    let finding = found.next().unwrap_or_else(|| panic!("{link} is fine"));
    assert!(found.next().is_none(), "{link}: {findings:?}");
    (finding.rule.name, finding.suggestion.clone())
}

#[test]
fn links_are_suggested_as_they_would_lead_where_they_were_meant_to() {
    for (link, rule, meant) in [
        (
            "[x](me@example.org)",
            "broken-link",
            "mailto:me@example.org",
        ),
        (
            "[x](www.example.org/a)",
            "broken-link",
            "https://www.example.org/a",
        ),
        ("[x](example.org/a)", "broken-link", "https://example.org/a"),
        (
            "[x](//example.org/a)",
            "link-out-of-root",
            "https://example.org/a",
        ),
        ("[x](../guide/)", "broken-link", "index.md"),
        ("[x](../news/#top)", "broken-link", "../news/index.md#top"),
        ("[x](../news)", "broken-link", "../news/index.md"),
        ("[x](..)", "broken-link", "../index.md"),
        ("[x](markdown#tables)", "broken-link", "markdown.md#tables"),
        (
            "[x](markdown.html#tables)",
            "broken-link",
            "markdown.md#tables",
        ),
        ("[x](Markdown.md)", "broken-link", "markdown.md"),
        ("[x](second.md)", "broken-link", "../news/second.md"),
        ("[x](markdwn.md)", "broken-link", "markdown.md"),
        ("[x](Plan.PDF)", "broken-link", "plan.pdf"),
        ("[x](/en/news/)", "link-out-of-root", "../news/index.md"),
        (
            "[x](/news/second.html)",
            "link-out-of-root",
            "../news/second.md",
        ),
        ("[x](/plan.pdf)", "link-out-of-root", "plan.pdf"),
        (
            "[x](..\\news\\second.md)",
            "link-out-of-root",
            "../news/second.md",
        ),
        (
            "[x](htps://example.org/)",
            "unsafe-link",
            "https://example.org/",
        ),
        (
            "[x](mail:me@example.org)",
            "unsafe-link",
            "mailto:me@example.org",
        ),
        ("[x](item:A-1)", "unknown-item", "item:demo:A-1"),
        ("[x](count:demos)", "unknown-item", "count:demo"),
        ("[x](tool:demos)", "unknown-item", "tool:demo"),
        ("![x](photo.jpg)", "image-missing", "photo.JPG"),
        ("![x](../photo.JPG)", "image-missing", "photo.JPG"),
        ("![x](/images/photo.JPG)", "link-out-of-root", "photo.JPG"),
    ] {
        assert_eq!(told(link), (rule, Some(meant.to_owned())), "{link}");
    }
}

#[test]
fn where_nothing_is_like_it_nothing_is_suggested() {
    for (link, rule) in [
        ("![x](https://example.org/a.png)", "image-refused"),
        ("![x](//example.org/a.png)", "image-refused"),
        ("![x](plan.pdf)", "image-refused"),
        ("![x](/logo.png)", "image-refused"),
        ("[x](zzz.md)", "broken-link"),
        ("[x](../../../../zzz)", "link-out-of-root"),
        ("[x](draft.md)", "link-to-draft"),
        ("[x](term:triage)", "unsafe-link"),
    ] {
        assert_eq!(told(link), (rule, None), "{link}");
    }
}

#[test]
fn a_language_is_suggested_in_its_canonical_form() {
    let suggested = |from: &str, to: &str| {
        let site = Site::base(&format!("tag-{}", to.len()));
        site.edit("site.toml", from, to);
        let findings = site.build().findings;
        let finding = findings
            .iter()
            .find(|f| f.place.as_ref().unwrap().path.as_ref() == "site.toml");
        let finding = finding.unwrap();
        (finding.rule.name, finding.suggestion.clone())
    };
    assert_eq!(
        suggested("tag = \"en\"", "tag = \"en_us\""),
        ("language-tag", Some("en-US".to_owned()))
    );
    assert_eq!(
        suggested("tag = \"en\"", "tag = \"English\""),
        ("language-tag", None)
    );
    assert_eq!(
        suggested("default_language = \"ja\"", "default_language = \"JA\""),
        ("unknown-language", Some("ja".to_owned()))
    );
    assert_eq!(
        suggested("default_language = \"ja\"", "default_language = \"ja-JP\""),
        ("unknown-language", Some("ja".to_owned()))
    );
}
