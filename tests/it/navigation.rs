//! The navigation of sections that are larger than those of the fixture site.

use crate::sites::Site;

/// A page of the site, without the markup that breaks lines.
fn page(site: &Site, path: &str) -> String {
    let mut files = site.files();
    String::from_utf8(files.remove(path).unwrap()).unwrap()
}

/// Without a bound a page would grow with the site; its section's own page lists all.
#[test]
fn a_section_with_many_pages_shows_those_around_the_reader() {
    let site = Site::base("many-siblings");
    for number in 1..=70 {
        for language in ["en", "ja"] {
            let path = format!("content/{language}/many/p{number:02}.md");
            site.write(
                &path,
                format!("+++\ntitle = \"P{number:02}.\"\norder = {number}\n+++\n"),
            );
        }
    }
    for language in ["en", "ja"] {
        let path = format!("content/{language}/many/index.md");
        site.write(&path, "+++\ntitle = \"Many\"\n+++\n```pages\n```\n");
    }
    let files = site.files();
    let shown = |path: &str| {
        let html = String::from_utf8(files[path].clone()).unwrap();
        let nav = html
            .split_once("<nav>")
            .unwrap()
            .1
            .split_once("</nav>")
            .unwrap()
            .0
            .to_owned();
        let shown: Vec<usize> = (1..=70)
            .filter(|number| nav.contains(&format!("P{number:02}.")))
            .collect();
        (shown[0], shown.len(), *shown.last().unwrap())
    };
    assert_eq!(shown("en/many/p01.html"), (1, 60, 60));
    assert_eq!(shown("en/many/p35.html"), (5, 60, 64));
    assert_eq!(shown("en/many/p70.html"), (11, 60, 70));
}

#[test]
fn a_category_stands_once_above_its_items() {
    let site = Site::base("category-once");
    let item =
        "[[items]]\nid = \"A-2\"\ncategory = \"A\"\nscale = \"maturity\"\nname = \"Budget\"\n\n";
    let model = "content/models/demo/model.toml";
    site.edit(
        model,
        "[[items]]\nid = \"B-1\"",
        &format!("{item}[[items]]\nid = \"B-1\""),
    );
    for language in ["en", "ja"] {
        let levels = "[levels]\n0 = \"a\"\n1 = \"b\"\n2 = \"c\"\n+++\n```levels\n```\n";
        let front =
            "+++\ntitle = \"Budget\"\ndescription = \"Asks.\"\norder = 15\nitem = \"demo:A-2\"\n";
        site.write(
            &format!("content/{language}/demo/a-2.md"),
            format!("{front}{levels}"),
        );
    }
    let html = page(&site, "en/demo/b-1.html");
    for group in ["A Organisation", "B Tools"] {
        assert_eq!(html.matches(group).count(), 1, "{group}:\n{html}");
    }
}
