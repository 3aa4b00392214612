//! What a page's Markdown becomes: nothing that an author wrote is lost without a finding that names it.
//!
//! All pages of a table are built as one site; each must hold its HTML, and have its findings and no others.

use crate::sites::{Site, list};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Markdown, HTML that its page holds, and its findings (rule, line and column of the Markdown).
type Case = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

/// Lines of a page before its Markdown.
const FRONT: &str = "+++\ntitle = \"T\"\n+++\n";
const FRONT_LINES: usize = 3;

/// Pages that are published, some with warnings.
const PUBLISHED: &[Case] = &[
    // Raw HTML around Markdown.
    (
        "<details open class=\"more\">\n<summary>Why</summary>\n\nHidden **text**.\n\n</details>\n\nAfter.\n",
        &[
            "<details open=\"\" class=\"more\">\n<summary>Why</summary>\n<p>Hidden ",
            "</details>\n<p>After.",
        ],
        &[],
    ),
    (
        "<div dir=\"rtl\">\n\n- [x] Done\n\n</div>\n",
        &[
            "<div dir=\"rtl\">\n<ul class=\"tasks\"><li><input type=\"checkbox\" disabled checked",
            "</ul></div>\n",
        ],
        &[],
    ),
    (
        "- [x] Press <kbd>A</kbd>\n",
        &["disabled checked", "<kbd>A</kbd></li>"],
        &[],
    ),
    // What is left open ends with its block; HTML lets some elements stay open.
    (
        "> <div>\n>\n> In.\n\nOut.\n",
        &["In.</p></div></blockquote><p>Out."],
        &["raw-html-unpaired 1:3"],
    ),
    (
        "a <b>b *c</b> d* e\n",
        &["<b>b <em>c d</em> e</b></span></p>"],
        &["raw-html-unpaired 1:10", "raw-html-unpaired 1:3"],
    ),
    (
        "<b><i>x</b> y\n",
        &["<b><i>x</i></b> y"],
        &["raw-html-unpaired 1:4"],
    ),
    (
        "x</div></span>\n",
        &["<p>x</p>"],
        &["raw-html-unpaired 1:2", "raw-html-unpaired 1:8"],
    ),
    (
        "<ul>\n<li>a\n<li>b\n</ul>\n",
        &["<ul>\n<li>a\n<li>b\n</li></li></ul>\n"],
        &[],
    ),
    // Comments are for those who write.
    (
        "a <!-- > <b> --> c\n\n<!-- TODO\n\n<script> -->\n\nd\n",
        &["<p>a  c</p>\n<p>d</p>"],
        &[],
    ),
    // What is left out is named, wherever it stands, each time.
    (
        "<p onclick=\"f()\" style=\"x\" onclick=\"g()\">a</p>\n\n<p style=\"y\">b</p>\n",
        &["<p>a</p>\n<p>b</p>\n"],
        &[
            "raw-html-removed 1:18",
            "raw-html-removed 1:4",
            "raw-html-removed 3:4",
        ],
    ),
    (
        "<script>\nalert(\"</p>\")\n</script>\n\nx <script>f()</script>\n",
        &["<p>x f()</p>"],
        &["raw-html-removed 1:1", "raw-html-removed 5:3"],
    ),
    (
        "- a\n  <style>\n  p { }\n  </style>\n",
        &["<li>a"],
        &["raw-html-removed 2:3"],
    ),
    (
        "x <?php echo 1 ?> y <![CDATA[z]]>\n",
        &["<p>x  y </p>"],
        &["raw-html-removed 1:21", "raw-html-removed 1:3"],
    ),
    (
        "<!DOCTYPE html>\n\nx\n",
        &["<p>x</p>"],
        &["raw-html-removed 1:1"],
    ),
    (
        "<FORM><input name=q></FORM>\n",
        &[],
        &["raw-html-removed 1:1", "raw-html-removed 1:7"],
    ),
    (
        "a\n\n<!-- b\n\nc <b>d</b>\n",
        &["<p>a</p>"],
        &["raw-html-unpaired 3:1"],
    ),
    // A quoted value may hold what looks like an end or a tag.
    (
        "<foo bar=\"a>b\"> c\n\n<p title=\"<b>x\">d</p> <b>e</b>\n\n<p title=\"<i\">f <i x\n",
        &[
            "&lt;foo bar=&quot;a&gt;b&quot;&gt;<",
            "<p title=\"&lt;b&gt;x\">d</p> <b>e</b>",
            "f &lt;i x\n</p>",
        ],
        &["raw-html-text 1:1", "raw-html-text 5:17"],
    ),
    (
        "<div>\na </",
        &["<div>\na &lt;/</div>"],
        &["raw-html-unpaired 1:1"],
    ),
    // A tag that is not finished.
    (
        "a\n\n<div id=\"foo\"\n*hi*\n",
        &["&lt;div id=&quot;foo&quot;\n*hi*"],
        &["raw-html-text 3:1"],
    ),
    // What is no HTML was meant as words.
    (
        "Vec<String> or `Vec<String>` or Vec\\<String>, <your name>\n",
        &[
            "Vec&lt;String&gt; or <code>Vec&lt;String&gt;</code> or Vec&lt;String&gt;, &lt;your name&gt;</p>",
        ],
        &["raw-html-text 1:4", "raw-html-text 1:47"],
    ),
    (
        "## Result<T>\n",
        &["id=\"result-t\"", "Result&lt;T&gt;"],
        &["raw-html-text 1:10"],
    ),
    // Values are text.
    (
        "<span title='a\"b<c&amp;d'>x&lt;y &nbsp;</span>\n",
        &["<span title=\"a&quot;b&lt;c&amp;d\">x&lt;y"],
        &[],
    ),
    // Addresses are written in ASCII, once; what is words stays as it was written.
    (
        "[a](<https://example.org/a b\"c\\d|e[f]`>) [b](https://example.org/%41%zz?目) <https://example.org/目> [](https://example.org/空)\n",
        &[
            "href=\"https://example.org/a%20b%22c%5Cd%7Ce%5Bf%5D%60\"",
            "href=\"https://example.org/%41%25zz?%E7%9B%AE\"",
            "bare\" href=\"https://example.org/%E7%9B%AE\" rel=\"noreferrer\">https://example.org/目<",
            "href=\"https://example.org/%E7%A9%BA\" rel=\"noreferrer\">https://example.org/空<",
        ],
        &[],
    ),
    (
        "<a href=\"https://example.org/目 b\">x</a> <a href=\"mailto:é@example.org\">y</a>\n",
        &[
            "href=\"https://example.org/%E7%9B%AE%20b\"",
            "href=\"mailto:%C3%A9@example.org\"",
        ],
        &[],
    ),
    // A link without words says what it leads to.
    (
        "[](tool:demo) [](schema:shirube-model) [](index.md)\n",
        &[
            ">Sample</a> ",
            "shirube-model.schema.json\">shirube-model</a>",
            "index.html\">Guide</a>",
        ],
        &[],
    ),
    // Its links are links, its images images.
    (
        "<a href=\"index.md\" class=\"x\">g</a> <a href=\"https://example.org/?a&amp;b\">e</a> <a href=\"#here\">h</a> <i id=\"here\"></i>\n",
        &[
            "<a href=\"index.html\" class=\"x\">g</a> ",
            "<a href=\"https://example.org/?a&amp;b\" rel=\"noreferrer\">e</a> <a href=\"#here\">h</a> <i id=\"here\"></i>",
        ],
        &[],
    ),
    (
        "<img src=\"shape.png\" alt=\"a\">\n",
        &[
            "<img src=\"../../ja/guide/shape.png\" width=\"",
            "alt=\"a\">",
        ],
        &[],
    ),
    // Headings keep their words; only an anchor is taken out.
    (
        "## The set {1, 2, 3}\n\n## Body {\"ok\": true}\n\n## The variable ${HOME}\n\n## Kind {.class}\n\n## Two {#one} {#two} ##\n\n## Named {#a_b}\n\nUnder {#under}\n-----\n\n## As \\{#it}\n",
        &[
            "The set {1, 2, 3}<",
            "Body {&quot;ok&quot;: true}<",
            "The variable ${HOME}<",
            "Kind {.class}<",
            "id=\"two\"",
            "Two {#one}<",
            "id=\"a_b\"",
            "id=\"under\"",
            "As {#it}<",
        ],
        &[],
    ),
    // An anchor is none that the page has anyway.
    (
        "## Main\n\n## Q\n\n## Fn 1\n\nx[^1]\n\n[^1]: n\n",
        &[
            "id=\"main-2\"",
            "id=\"q-2\"",
            "id=\"fn-1-2\"",
            "id=\"fn-1\"",
        ],
        &[],
    ),
    (
        "## Überblick\n\n## Straße {#目的}\n\n[x](#%E7%9B%AE%E7%9A%84) [y](#uberblick)\n",
        &[
            "id=\"uberblick\"",
            "href=\"#%E7%9B%AE%E7%9A%84\"",
            "href=\"#uberblick\"",
        ],
        &[],
    ),
    // Footnotes, wherever they are told and however they are written.
    (
        "> Quoted[^q].\n>\n> [^q]: Inside the quote.\n\n- Item[^l]\n\n  [^l]: Inside the item.\n\nText[^Note].\n\n[^note]: Other case.\n",
        &[
            "Inside the quote.",
            "Inside the item.",
            "Other case.",
            "id=\"fn-3\"",
        ],
        &[],
    ),
    ("a\n\n[^z]: Never cited.\n", &[], &["footnote-uncited 3:1"]),
    // Words that are nobody's mistake.
    (
        "```promql\nup == 0\n```\n\n[call](tel:+81-3-0000-0000) [1] [sic] \\[^x]\n",
        &["up == 0", "href=\"tel:+81-3-0000-0000\"", "[1] [sic] [^x]"],
        &[],
    ),
    ("> [!NOTE]  \n> Body.\n", &["</p><p>Body.</p></aside>"], &[]),
    // Notations of other generators.
    (
        ":::tip\n\nSee [[scope]] {/* x */}.\n\n｜a｜b｜\n\n`[[ -f x ]]` `{% x %}`\n",
        &[":::tip", "[[scope]]"],
        &[
            "foreign-notation 1:1",
            "foreign-notation 3:15",
            "foreign-notation 3:5",
            "foreign-notation 5:1",
        ],
    ),
    // A space ends an address.
    (
        "See ![a](my photo.png), not [b](an aside 1.2) or [c] (d e.md).\n",
        &["![a](my photo.png)", "[c] (d e.md)"],
        &["foreign-notation 1:9"],
    ),
];

/// Pages with errors, which are not published.
const REFUSED: &[Case] = &[
    (
        "a[^b] c[^nowhere]\n\n[^b]: d\n\n[^B]: e\n",
        &[],
        &["footnote-repeated 5:1", "footnote-undefined 1:8"],
    ),
    (
        "See [the guide][guid], [guid], [guide].\n\n[guide]: https://example.org/\n",
        &[],
        &["reference-undefined 1:24", "reference-undefined 1:5"],
    ),
    (
        "To leave, type\n:wq and Enter.\n\nText\n:::tip[Good]\nx\n:::\n",
        &[],
        &[
            "definition-colon 2:1",
            "definition-colon 5:1",
            "definition-colon 7:1",
        ],
    ),
    (
        "これは**「強調」**です。次も**「強調」**です。\n",
        &[],
        &["emphasis-not-rendered 1:17", "emphasis-not-rendered 1:4"],
    ),
    (
        "## X {#main}\n\n```terms\n```\n\n```pgaes\n```\n",
        &[],
        &["duplicate-anchor 1:1", "unknown-block 6:1"],
    ),
    ("<a href=\"nowhere.md\">x</a>\n", &[], &["broken-link 1:1"]),
    (
        "a <a href=\"javascript:f()\">x</a>\n",
        &[],
        &["unsafe-link 1:3"],
    ),
    (
        "a <a href=\" JAVA&#115;cript&#58;f()\">x</a>\n",
        &[],
        &["unsafe-link 1:3"],
    ),
    (
        "<img src=\"//evil.invalid/i.png\" alt=\"a\">\n",
        &[],
        &["image-refused 1:1"],
    ),
    (
        "<img src=\"https://evil.invalid/i.png\">\n",
        &[],
        &["image-alt 1:1", "image-refused 1:1"],
    ),
    (
        "## A {#x}\n\n<p id=\"x\">b</p>\n",
        &[],
        &["duplicate-anchor 3:1"],
    ),
];

#[test]
fn what_is_written_is_on_the_page_or_in_a_finding() {
    let (pages, found) = built("markdown-published", PUBLISHED);
    let mut wrong = Vec::new();
    for (at, (markdown, html, findings)) in PUBLISHED.iter().enumerate() {
        let page = pages
            .get(&path(at))
            .unwrap_or_else(|| panic!("not published:\n{found}"));
        let lacking = html.iter().filter(|part| !page.contains(**part));
        wrong
            .extend(lacking.map(|part| format!("{markdown:?}\nlacks {part}\nin {}\n", text(page))));
        wrong.extend(other_findings(at, markdown, findings, &found));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_cannot_be_published_is_named() {
    let (_, found) = built("markdown-refused", REFUSED);
    let cases = REFUSED.iter().enumerate();
    let wrong: Vec<String> = cases
        .filter_map(|(at, (markdown, _, findings))| other_findings(at, markdown, findings, &found))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn path(at: usize) -> String {
    format!("en/guide/case-{at}.html")
}

/// Pages by address, and all findings as they are listed.
fn built(name: &str, cases: &[Case]) -> (BTreeMap<String, String>, String) {
    let site = Site::base(name);
    for (at, (markdown, ..)) in cases.iter().enumerate() {
        site.write(
            &format!("content/en/guide/case-{at}.md"),
            format!("{FRONT}{markdown}"),
        );
    }
    let built = site.build();
    let pages = built
        .artifacts
        .iter()
        .flat_map(shirube::artifact::Artifacts::iter);
    let pages = pages
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path.to_owned(), String::from_utf8_lossy(bytes).into_owned()))
        .collect();
    (pages, list(&built.findings))
}

/// What a page should have said and what it said, where that is not the same.
fn other_findings(at: usize, markdown: &str, expected: &[&str], found: &str) -> Option<String> {
    let file = format!("content/en/guide/case-{at}.md:");
    let found: Vec<String> = found
        .lines()
        .filter(|line| line.contains(&file))
        .map(|line| {
            let (rule, place) = line.split_once(&file).expect("it is in the file");
            let rule = rule.split(' ').nth(1).expect("severity and rule");
            let (line, column) = place.split_once(':').expect("line and column");
            format!(
                "{rule} {}:{column}",
                line.parse::<usize>()
                    .expect("a number")
                    .saturating_sub(FRONT_LINES)
            )
        })
        .collect();
    let mut sorted = found.clone();
    sorted.sort();
    (sorted != expected).then(|| format!("{markdown:?}\nexpected {expected:?}\nfound {sorted:?}\n"))
}

/// The part of a page that is not its frame, for messages.
fn text(page: &str) -> &str {
    let from = page.find("<h1").unwrap_or(0);
    &page[from..]
}

/// The default theme's own ids are those that anchors keep away from.
#[test]
fn anchors_know_the_ids_of_the_default_theme() {
    let site = Site::base("theme-ids");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/templates");
    let mut ids = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let template = fs::read_to_string(entry.unwrap().path()).unwrap();
        let parts = template.split(" id=\"").skip(1);
        ids.extend(parts.filter_map(|part| Some(part.split_once('"')?.0.to_owned())));
    }
    ids.retain(|id| !id.contains("{{"));
    assert!(ids.contains("main"), "{ids:?}");
    for id in &ids {
        site.write(
            &format!("content/en/guide/id-{id}.md"),
            format!("{FRONT}## {id} {{#{id}}}\n"),
        );
    }
    let found = list(&site.build().findings);
    let free: Vec<&String> = ids
        .iter()
        .filter(|id| {
            !found.contains(&format!(
                "error duplicate-anchor content/en/guide/id-{id}.md"
            ))
        })
        .collect();
    assert!(free.is_empty(), "{free:?}");
}

/// Quotations, lists and emphasis without end, and as many equal headings: a finding, or a page, in no time.
#[test]
fn depth_and_number_have_no_say_in_whether_it_ends() {
    let site = Site::base("markdown-deep");
    let deep = [
        ">".repeat(3000),
        "- ".repeat(3000),
        "*".repeat(4000) + "a" + &"*".repeat(4000),
    ];
    for (at, markdown) in deep.iter().enumerate() {
        site.write(
            &format!("content/en/guide/deep-{at}.md"),
            format!("{FRONT}{markdown} x\n"),
        );
    }
    site.write(
        "content/en/guide/many.md",
        format!("{FRONT}{}", "## A\n\n".repeat(5000)),
    );
    for (name, many) in [
        ("links", "[a](nowhere.md) ".repeat(5000)),
        ("lines", "[a](nowhere.md)\n".repeat(5000)),
        ("marks", "**a ".repeat(10_000)),
    ] {
        site.write(
            &format!("content/en/guide/{name}.md"),
            format!("{FRONT}{many}\n"),
        );
    }
    let found = list(&site.build().findings);
    let deep = found
        .lines()
        .filter(|line| line.contains("nesting-too-deep"));
    assert_eq!(deep.count(), 3, "{found}");
    let links = found
        .lines()
        .filter(|line| line.contains("broken-link content/en/guide/links.md"));
    assert_eq!(links.count(), 50, "{found}");
}
