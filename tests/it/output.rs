//! What is published holds together: each relative link leads to a file and a place in it, and no id stands twice.

use crate::sites::Site;
use std::collections::{BTreeMap, BTreeSet};

/// The values of an attribute, with or without quotes, in the order of the text.
fn values<'a>(html: &'a str, attribute: &'a str) -> impl Iterator<Item = &'a str> {
    let value = |rest: &'a str| match rest.as_bytes().first() {
        Some(quote @ (b'"' | b'\'')) => rest[1..].split(char::from(*quote)).next(),
        _ => rest.split([' ', '>', '\n']).next(),
    };
    html.match_indices(attribute)
        .filter(move |(at, name)| {
            html[..*at].ends_with([' ', '\n']) && html[at + name.len()..].starts_with('=')
        })
        .filter_map(move |(at, name)| value(&html[at + name.len() + 1..]))
}

fn is_elsewhere(link: &str) -> bool {
    ["https:", "http:", "mailto:", "data:"]
        .iter()
        .any(|scheme| link.starts_with(scheme))
}

/// `../b.html` seen from `en/a/c.html`; `None` where it leads out of the site.
fn join(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()?),
            "." => {}
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn mistakes(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let pages: BTreeMap<&str, &str> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).unwrap()))
        .collect();
    let mut mistakes = Vec::new();
    for (path, html) in &pages {
        let mut ids = BTreeSet::new();
        let twice = values(html, "id").filter(|id| !ids.insert(*id));
        mistakes.extend(twice.map(|id| format!("{path}: id {id} stands twice")));
        for link in values(html, "href")
            .chain(values(html, "src"))
            .filter(|link| !is_elsewhere(link))
        {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            // Ids stand in pages as they are, and encoded in addresses.
            let anchor = percent_encoding::percent_decode_str(anchor).decode_utf8_lossy();
            let anchor = anchor.as_ref();
            let file = file.split('?').next().unwrap_or_default();
            let target = if file.is_empty() {
                Some((*path).to_owned())
            } else {
                join(path, file)
            };
            match target.as_ref().filter(|target| files.contains_key(*target)) {
                None => mistakes.push(format!("{path}: {link} leads nowhere")),
                // A tool reads its own anchors: the browser suite follows them.
                Some(target) if target.starts_with("tools/") && anchor.starts_with("lang=") => {}
                Some(target)
                    if !anchor.is_empty()
                        && !pages
                            .get(target.as_str())
                            .is_some_and(|page| values(page, "id").any(|id| id == anchor)) =>
                {
                    mistakes.push(format!("{path}: {link} leads to no place in {target}"));
                }
                Some(_) => {}
            }
        }
        for attribute in ["aria-describedby", "aria-labelledby"] {
            let ids: BTreeSet<&str> = values(html, "id").collect();
            mistakes.extend(
                values(html, attribute)
                    .filter(|id| !ids.contains(id))
                    .map(|id| format!("{path}: {attribute} names no {id}")),
            );
        }
    }
    mistakes
}

#[test]
fn links_lead_somewhere_and_ids_are_unique() {
    let mistakes = mistakes(&Site::base("links").files());
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn they_do_with_a_base_url_too_and_no_page_asks_elsewhere() {
    let built = Site::base("base-url").build_with(Some("https://example.org/kit"));
    let files = crate::sites::contents(&built.artifacts.unwrap());
    for path in [
        "sitemap.xml",
        "robots.txt",
        "404.html",
        "ja/feed.xml",
        "en/feed.xml",
    ] {
        assert!(files.contains_key(path), "no {path}");
    }
    let mistakes = mistakes(&files);
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn a_feed_is_linked_only_where_there_is_one() {
    let site = Site::base("no-feed");
    for language in ["ja", "en"] {
        for (page, date) in [
            ("guide/markdown", "2025-04-01"),
            ("news/first", "2025-01-10"),
            ("news/second", "2025-03-05T09:00:00+09:00"),
        ] {
            site.edit(
                &format!("content/{language}/{page}.md"),
                &format!("\ndate = {date}\n"),
                "\n",
            );
        }
    }
    let built = site.build_with(Some("https://example.org"));
    let files = crate::sites::contents(&built.artifacts.unwrap());
    assert!(!files.contains_key("en/feed.xml"));
    let mistakes = mistakes(&files);
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn a_footnote_that_is_cited_twice_has_two_places() {
    let site = Site::base("footnotes");
    site.edit(
        "content/en/guide/markdown.md",
        "And another one[^second].",
        "And the same[^first].",
    );
    site.edit(
        "content/en/guide/markdown.md",
        "[^second]: Text of the second footnote.\n",
        "",
    );
    let mistakes = mistakes(&site.files());
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn an_image_within_text_may_have_a_title() {
    let site = Site::base("image-title");
    site.edit(
        "content/en/guide/markdown.md",
        "rectangle](shape.png) within",
        "rectangle](shape.png \"Blue\") within",
    );
    let page = site.files().remove("en/guide/markdown.html").unwrap();
    let page = String::from_utf8(page).unwrap();
    assert_eq!(
        values(&page, "src")
            .filter(|src| *src == "../../ja/guide/shape.png")
            .count(),
        2
    );
}

#[test]
fn a_mail_address_in_angle_brackets_is_a_link() {
    let site = Site::base("mail");
    site.write(
        "content/en/guide/mail.md",
        "+++\ntitle = \"Mail\"\n+++\n<csirt@example.org>\n",
    );
    let page = String::from_utf8(site.files().remove("en/guide/mail.html").unwrap()).unwrap();
    assert!(
        values(&page, "href").any(|href| href == "mailto:csirt@example.org"),
        "{page}"
    );
}

#[test]
fn a_figure_may_stand_in_a_callout() {
    let site = Site::base("figure-in-callout");
    let figure = "> [!EXAMPLE]\n> ```figure steps\n> title = \"Stages\"\n> description = \"Two stages.\"\n> [words]\n> start = \"a\"\n> end = \"b\"\n> ```\n";
    site.write(
        "content/en/guide/figure.md",
        format!("+++\ntitle = \"Figure\"\n+++\n{figure}"),
    );
    let page = String::from_utf8(site.files().remove("en/guide/figure.html").unwrap()).unwrap();
    assert!(page.contains("figure-drawing"), "{page}");
}

#[test]
fn the_checker_sees_what_is_wrong() {
    let page = |text: &str| text.as_bytes().to_vec();
    let files = BTreeMap::from([
        (
            "en/a.html".to_owned(),
            page(
                "<p id=x></p><p id=\"x\"></p><a href=\"b.html#y\">b</a><a href=../c.html>c</a><a href=\"../../d.html\">d</a>",
            ),
        ),
        (
            "en/b.html".to_owned(),
            page(
                "<p id='z' aria-describedby=w></p><a href=#z></a><img src=\"a.html?v=1\"><a href=\"https://example.org/\">",
            ),
        ),
    ]);
    let expected = [
        "en/a.html: id x stands twice",
        "en/a.html: b.html#y leads to no place in en/b.html",
        "en/a.html: ../c.html leads nowhere",
        "en/a.html: ../../d.html leads nowhere",
        "en/b.html: aria-describedby names no w",
    ];
    assert_eq!(mistakes(&files), expected);
}

#[test]
fn nothing_in_the_content_runs_in_a_browser() {
    let site = Site::base("hostile");
    site.edit(
        "site.toml",
        "output = \"public\"",
        "output = \"public\"\nmarkdown = { html = \"sanitise\" }",
    );
    let hostile = "+++\ntitle = \"<script>alert(1)</script>\"\ndescription = \"\\\" onload=\\\"alert(1)\"\n+++\n\
        <script>alert(1)</script>\n\nA <b onclick=\"alert(1)\">bold</b> <img src=shape.png alt=x onerror=alert(1)> word <a href=markdown.md onclick=alert(1)>x</a>.\n\n\
        <style>body{}</style>\n\n<iframe src=\"https://example.org/\"></iframe>\n\n## <i onmouseover=alert(1)>H</i> {#h}\n\n\
        | a |\n|---|\n| <svg onload=alert(1)> |\n";
    site.write("content/en/guide/hostile.md", hostile);
    // Every page of the section shows it.
    site.edit(
        "content/en/guide/index.md",
        "notice = \"This guide is written after [a sample](doc:sample).\"",
        "notice = \"See <img alt=x onerror=alert(1)> <script>f()</script> <meta http-equiv=refresh content='3;url=https://example.org/'> ~~[the text](markdown.md)~~ and <i onclick=alert(1)>more</i>.\"",
    );
    let built = site.build();
    let artifacts = built.artifacts.expect("a page that is only sanitised");
    let page =
        String::from_utf8_lossy(artifacts.get("en/guide/hostile.html").unwrap()).into_owned();
    let page = page
        .replace("&lt;script&gt;alert(1)&lt;/script&gt;", "")
        .replace("&quot; onload=&quot;alert(1)", "");
    let wrong: Vec<&str> = [
        "alert(1)",
        "onclick",
        "onerror",
        "onload",
        "onmouseover",
        "javascript:",
        "<style>body",
        "<iframe",
        "<script>f",
        "<svg on",
        "http-equiv=\"refresh",
        "http-equiv=refresh",
    ]
    .into_iter()
    .filter(|form| page.contains(form))
    .collect();
    assert!(wrong.is_empty(), "{wrong:?} in\n{page}");
    assert!(page.contains("<b>bold</b>"), "{page}");
    assert!(
        page.contains("shape.png\"") && page.contains("<a href=\"markdown.html\">x</a>"),
        "{page}"
    );
    assert!(page.contains("<i>more</i>"), "{page}");
    assert!(
        page.contains("<del><a href=\"markdown.html\""),
        "a link within words struck out leads where it says: {page}"
    );
}

#[test]
fn a_notice_is_text_like_any_other() {
    let site = Site::base("notice");
    site.edit(
        "site.toml",
        "output = \"public\"",
        "output = \"public\"\nmarkdown = { html = \"refuse\" }",
    );
    for (path, notice) in [
        ("en/guide", "A <b>bold</b> word."),
        ("ja/order", "一つ。\\n\\n二つ。"),
    ] {
        let file = format!("content/{path}/index.md");
        let text = std::fs::read_to_string(site.root.join(&file)).unwrap();
        let line = text
            .lines()
            .find(|line| line.starts_with("notice = "))
            .unwrap();
        site.edit(&file, line, &format!("notice = \"{notice}\""));
    }
    let found = crate::sites::list(&site.build().findings);
    let told: Vec<&str> = found
        .lines()
        .filter(|line| line.contains("/index.md"))
        .collect();
    assert_eq!(
        told,
        [
            "error raw-html-refused content/en/guide/index.md:6:10",
            "error notice-paragraph content/ja/order/index.md:5:10",
        ],
        "{found}"
    );
}
