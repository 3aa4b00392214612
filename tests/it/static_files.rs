//! The folder `static/`, and the files beside pages that readers take home.

use crate::sites::{Site, contents, list};

#[test]
fn files_are_published_as_they_are_hidden_ones_too() {
    let site = Site::base("static-files");
    let files: [(&str, &[u8]); 6] = [
        ("CNAME", b"kit.example.org\n"),
        (".nojekyll", b""),
        ("_headers", b"/*\r\n  X-Frame-Options: DENY\r\n"),
        (
            ".well-known/security.txt",
            b"\xEF\xBB\xBFContact: mailto:a@example.org\r\n",
        ),
        (
            "google1a2b.html",
            b"google-site-verification: <not HTML> \xFF",
        ),
        ("Key.asc", b"-----BEGIN"),
    ];
    for (path, bytes) in files {
        site.write(&format!("static/{path}"), bytes);
    }
    for path in [
        ".DS_Store",
        ".git/HEAD",
        ".gitkeep",
        ".CNAME.swp",
        "CNAME~",
        "._CNAME",
        "#CNAME#",
        ".well-known/.~lock.a#",
        ".shirube",
    ] {
        site.write(&format!("static/{path}"), "x");
    }
    let with = site.files();
    for (path, bytes) in files {
        assert_eq!(with.get(path).map(Vec::as_slice), Some(bytes), "{path}");
    }
    std::fs::remove_dir_all(site.root.join("static")).unwrap();
    assert_eq!(with.len(), site.files().len() + files.len());
}

#[test]
fn an_index_for_elasticlunr_is_published_where_it_is_asked_for() {
    let site = Site::base("static-elasticlunr");
    let without = site.files();
    let settings = std::fs::read_to_string(site.root.join("site.toml")).unwrap();
    site.write("site.toml", settings + "\n[search]\nelasticlunr = true\n");
    let with = site.files();
    let more: Vec<&String> = with
        .keys()
        .filter(|path| !without.contains_key(*path))
        .collect();
    assert_eq!(
        more,
        ["search/en/elasticlunr.json", "search/ja/elasticlunr.json"]
    );
    let index: serde_json::Value =
        serde_json::from_slice(&with["search/en/elasticlunr.json"]).unwrap();
    let triage = &index["documentStore"]["docs"]["en/glossary/triage.html"];
    assert_eq!(triage["title"], "Triage");
    assert!(triage["body"].as_str().unwrap().len() > 10);
}

#[test]
fn a_file_takes_the_place_of_nothing_that_is_made() {
    let site = Site::base("static-clash");
    for path in [
        "index.html",
        "en/index.html",
        "EN/News",
        "en/guide/Markdown.html/x",
        "assets/search.js",
        "ja/guide/shape.png",
        "sitemap.xml",
    ] {
        site.write(&format!("static/{path}"), "x");
    }
    let built = site.build_with(Some("https://example.org"));
    let told: Vec<String> = built
        .findings
        .iter()
        .map(|finding| {
            let [(_, address), (_, first)] = finding.arguments.as_slice() else {
                panic!("{finding:?}");
            };
            let place = finding.place.as_ref().unwrap();
            format!("{}: {address}, {first}", place.path)
        })
        .collect();
    let expected = [
        "static/EN/News: EN/News, content/en/news/first.md",
        "static/assets/search.js: assets/search.js, shirube",
        "static/en/guide/Markdown.html/x: en/guide/Markdown.html/x, content/en/guide/markdown.md",
        "static/en/index.html: en/index.html, content/en/index.md",
        "static/index.html: index.html, site.toml",
        "static/ja/guide/shape.png: ja/guide/shape.png, content/ja/guide/shape.png",
        "static/sitemap.xml: sitemap.xml, site.toml",
    ];
    assert_eq!(told, expected);
    assert!(built.artifacts.is_none());
}

#[test]
fn what_robots_may_read_is_for_the_site_to_say() {
    let site = Site::base("static-robots");
    let robots = |site: &Site| {
        let built = site.build_with(Some("https://example.org"));
        assert!(built.findings.is_empty(), "{}", list(&built.findings));
        let mut files = contents(&built.artifacts.unwrap());
        String::from_utf8(files.remove("robots.txt").unwrap()).unwrap()
    };
    assert!(robots(&site).contains("Sitemap: https://example.org/sitemap.xml"));
    site.write("static/robots.txt", "User-agent: *\nDisallow: /\n");
    assert_eq!(robots(&site), "User-agent: *\nDisallow: /\n");
}

#[test]
fn a_link_from_the_root_leads_to_a_file_of_it() {
    let site = Site::base("static-link");
    site.write("static/.well-known/key.asc", "-----BEGIN");
    site.write(
        "content/en/guide/key.md",
        "+++\ntitle = \"Key\"\n+++\n[our key](/.well-known/key.asc)\n",
    );
    let page = String::from_utf8(site.files().remove("en/guide/key.html").unwrap()).unwrap();
    assert!(
        page.contains("href=\"../../.well-known/key.asc\""),
        "{page}"
    );
    site.edit("content/en/guide/key.md", "key.asc", "gone.asc");
    assert_eq!(
        list(&site.build().findings),
        "error link-out-of-root content/en/guide/key.md:4:1\n"
    );
}

#[test]
fn names_that_some_file_system_refuses_are_told() {
    let site = Site::base("static-names");
    if cfg!(windows) {
        return;
    }
    site.write("static/a:b/c", "x");
    site.write("static/ends.", "x");
    let findings = site.build().findings;
    let told: Vec<_> = findings
        .iter()
        .map(|finding| (finding.rule.name, finding.suggestion.as_deref().unwrap()))
        .collect();
    assert_eq!(told, [("path-segment", "a-b"), ("path-segment", "ends")]);
}

#[test]
#[cfg(unix)]
fn links_of_the_file_system_stay_inside_the_site() {
    let site = Site::base("static-links");
    let link = |target: &str, path: &str| {
        std::os::unix::fs::symlink(target, site.root.join(path)).unwrap();
    };
    site.write("shared/logo.txt", "logo");
    site.write("static/CNAME", "x");
    link("../shared/logo.txt", "static/logo.txt");
    link("/etc/hostname", "static/hostname");
    link("/dev/zero", "static/zero");
    let built = site.build();
    assert_eq!(
        list(&built.findings),
        "error link-outside-root static/hostname:0:0\nerror link-outside-root static/zero:0:0\n"
    );
    for path in ["static/hostname", "static/zero"] {
        std::fs::remove_file(site.root.join(path)).unwrap();
    }
    assert_eq!(site.files()["logo.txt"], b"logo");
}

#[test]
fn documents_and_photographs_stand_beside_pages_whatever_the_case_of_their_ends() {
    let site = Site::base("downloads");
    let image = std::fs::read(site.root.join("content/ja/guide/shape.png")).unwrap();
    site.write("content/en/guide/photo.PNG", &image);
    let mut text = "+++\ntitle = \"Files\"\n+++\n![A photograph](photo.PNG)\n\n".to_owned();
    let names = [
        "a.docx", "a.xlsx", "a.pptx", "a.odt", "a.ods", "a.odp", "a.csv", "a.tsv", "a.zip",
        "a.PDF", "a.asc", "a.ics", "a.epub", "a.TXT",
    ];
    for name in names {
        site.write(&format!("content/en/guide/{name}"), "x");
        text += &["[", name, "](", name, ")\n"].concat();
    }
    // What an office leaves beside an open document is nobody's file.
    site.write("content/en/guide/~$a.docx", "x");
    site.write("content/en/guide/files.md", text);
    let files = site.files();
    let page = String::from_utf8_lossy(&files["en/guide/files.html"]);
    for name in names {
        assert!(files.contains_key(&format!("en/guide/{name}")), "{name}");
        assert!(page.contains(&format!("href=\"{name}\"")), "{name}: {page}");
    }
    assert!(page.contains("src=\"photo.PNG\""), "{page}");
    assert_eq!(files["en/guide/photo.PNG"], image);
}
