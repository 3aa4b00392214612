//! Languages are data: a third one, written from right to left, needs a line in `site.toml`, its interface texts and
//! whatever pages there are.

use crate::sites::{Site, contents, list};
use shirube::diagnostic::Severity;
use std::collections::BTreeMap;

fn with_arabic(name: &str) -> BTreeMap<String, String> {
    let site = Site::base(name);
    site.add_third_language();
    let built = site.build();
    assert_eq!(
        built.findings.count(Severity::Error),
        0,
        "{}",
        list(&built.findings)
    );
    // Its one page links to the model, which has no Arabic page, and says less than the original.
    assert_eq!(
        list(&built.findings),
        "warning translation-differs content/ar/guide/index.md:0:0\nwarning link-untranslated content/ar/guide/index.md:10:1\n"
    );
    let files = contents(&built.artifacts.unwrap()).into_iter();
    files
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
        .collect()
}

#[test]
fn an_anchor_that_a_translation_lacks_is_seen_where_it_leads_astray() {
    let site = Site::base("untranslated-anchor");
    let page = |body: &str| format!("+++\ntitle = \"T\"\n+++\n{body}\n");
    site.write("content/en/guide/set.md", page("## Setup {#setup}"));
    site.write("content/ja/guide/set.md", page("## 準備"));
    site.write(
        "content/en/guide/only.md",
        page("[b](set.md#setup) [c](set.md#nowhere)"),
    );
    let found = list(&site.build().findings);
    let only: Vec<&str> = found
        .lines()
        .filter(|line| line.contains("only.md"))
        .collect();
    assert_eq!(
        only,
        [
            "warning anchor-untranslated content/en/guide/only.md:4:1",
            "error broken-anchor content/en/guide/only.md:4:19",
        ]
    );
}

/// The start tag of the first element of that name.
fn tag<'a>(html: &'a str, name: &str) -> &'a str {
    let start = html
        .find(&format!("<{name}"))
        .unwrap_or_else(|| panic!("no <{name}> in {html}"));
    let rest = &html[start..];
    &rest[..=rest.find('>').unwrap()]
}

fn has(tag: &str, attribute: &str, value: &str) -> bool {
    [
        format!("{attribute}={value} "),
        format!("{attribute}={value}>"),
        format!("{attribute}=\"{value}\""),
    ]
    .iter()
    .any(|form| tag.contains(form.as_str()))
}

#[test]
fn a_page_of_a_right_to_left_language_says_so() {
    let files = with_arabic("arabic-own");
    let page = &files["ar/guide/index.html"];
    for element in ["html", "main"] {
        let tag = tag(page, element);
        assert!(has(tag, "lang", "ar") && has(tag, "dir", "rtl"), "{tag}");
    }
    assert!(
        !page.contains("noindex")
            && !page.contains("class=\"fallback\"")
            && !page.contains("class=fallback")
    );
}

#[test]
fn a_missing_page_is_shown_in_the_fallback_language_with_a_notice() {
    let files = with_arabic("arabic-fallback");
    let arabic: Vec<&str> = files
        .keys()
        .filter_map(|path| path.strip_prefix("ar/"))
        .collect();
    let japanese: Vec<&str> = files
        .keys()
        .filter_map(|path| path.strip_prefix("ja/"))
        .filter(|path| *path != "guide/old.html")
        .collect();
    assert_eq!(arabic, japanese, "each page exists in each language");
    let page = &files["ar/demo/a-1.html"];
    let (html, main) = (tag(page, "html"), tag(page, "main"));
    assert!(has(html, "lang", "ar") && has(html, "dir", "rtl"), "{html}");
    assert!(has(main, "lang", "ja") && has(main, "dir", "ltr"), "{main}");
    assert!(
        page.contains("تُعرض هذه الصفحة بلغة 日本語"),
        "a notice in the reader's language that names the text's"
    );
    assert!(page.contains("noindex"));
    assert!(
        page.replace("<span class=\"end\">", "")
            .contains("任務を書いた文書です。")
    );
}

#[test]
fn other_languages_offer_the_new_one_on_each_page() {
    let files = with_arabic("arabic-switch");
    for page in ["ja/demo/a-1.html", "en/demo/a-1.html"] {
        assert!(files[page].contains("../../ar/demo/a-1.html"), "{page}");
    }
    assert!(files["index.html"].contains("ar/index.html"));
}

#[test]
fn the_page_at_an_old_address_speaks_the_language_of_its_folder() {
    let files = Site::base("moved").files();
    for (path, language) in [("ja/guide/old.html", "ja"), ("en/guide/old.html", "en")] {
        let html = String::from_utf8(files[path].clone()).unwrap();
        assert!(has(tag(&html, "html"), "lang", language), "{path}: {html}");
    }
}

/// A document in Japanese with an English title, publisher and address.
fn with_what_stands_instead(site: &Site) {
    let model = "content/models/documents/model.toml";
    site.edit(
        model,
        "[[fields]]\nid = \"date_checked\"",
        "[[fields]]\nid = \"title_en\"\ntype = \"text\"\nlanguage = \"en\"\ninstead_of = \"title\"\n\n\
         [[fields]]\nid = \"publisher_en\"\ntype = \"text\"\nlanguage = \"en\"\ninstead_of = \"publisher\"\n\n\
         [[fields]]\nid = \"address_en\"\ntype = \"address\"\nlanguage = \"en\"\ninstead_of = \"address\"\n\n\
         [[fields]]\nid = \"date_checked\"",
    );
    site.edit(
        model,
        "edition_named = \"0.9\"",
        "edition_named = \"0.9\"\ntitle_en = \"The old sample\"\npublisher = \"見本協会\"\npublisher_en = \"Sample Society\"\n\
         address_en = \"https://example.org/old/en\"",
    );
    for language in ["en", "ja"] {
        site.edit(
            &format!("content/{language}/sources.md"),
            "[field_names]\n",
            "[field_names]\ntitle_en = \"TITLE\"\npublisher_en = \"PUBLISHER\"\naddress_en = \"ADDRESS\"\n",
        );
    }
}

#[test]
fn readers_of_a_language_see_what_stands_in_it_instead() {
    let site = Site::base("instead");
    with_what_stands_instead(&site);
    let built = site.build();
    let files = contents(&built.artifacts.expect("no errors"));
    let entry = |language: &str| {
        let page = String::from_utf8(files[&format!("{language}/sources.html")].clone()).unwrap();
        let from = page.find("id=\"old\"").unwrap();
        let end = from + page[from..].find("</li>").unwrap();
        page[from..end].to_owned()
    };
    let [english, japanese] = ["en", "ja"].map(entry);
    for said in [
        "href=\"https://example.org/old/en\"",
        "<cite>The old sample</cite>",
        "<span lang=\"ja\">見<span class=\"end\">本の旧版</span></span>",
        "publisher: Sample Society",
    ] {
        assert!(english.contains(said), "{said}\n{english}");
    }
    assert!(!english.contains("見本協会") && !english.contains("PUBLISHER"));
    for said in [
        "href=\"https://example.org/old\"",
        "本の旧版",
        "見本協会",
        "TITLE",
    ] {
        assert!(japanese.contains(said), "{said}\n{japanese}");
    }
    for hidden in ["PUBLISHER", "Sample Society", "ADDRESS", "old/en"] {
        assert!(!japanese.contains(hidden), "{hidden}\n{japanese}");
    }
}

#[test]
fn what_stands_instead_names_a_field_and_a_language() {
    let site = Site::base("instead-wrong");
    site.edit(
        "content/models/documents/model.toml",
        "[[fields]]\nid = \"date_checked\"",
        "[[fields]]\nid = \"a\"\ntype = \"text\"\ninstead_of = \"title\"\n\n\
         [[fields]]\nid = \"b\"\ntype = \"text\"\nlanguage = \"en\"\ninstead_of = \"publishr\"\n\n\
         [[fields]]\nid = \"date_checked\"",
    );
    let found = list(&site.build().findings);
    assert!(
        found.contains("error missing-key content/models/documents/model.toml"),
        "{found}"
    );
    assert!(
        found.contains("error invalid-value content/models/documents/model.toml"),
        "{found}"
    );
}
