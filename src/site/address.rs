//! Addresses of the site's files, and the way from one to another.

pub use crate::url::relative;

use crate::language::Tag;
use crate::pages::{FileKind, Page, SectionFiles};
use crate::url;

/// The address of a page.
#[must_use]
pub fn address(language: &Tag, path: &str) -> String {
    format!("{language}/{path}.html")
}

/// The address of the print edition of the section whose index page has a path.
#[must_use]
pub fn edition_address(language: &Tag, index: &str) -> String {
    let folder = index.strip_suffix("index").unwrap_or(index);
    address(language, &format!("{folder}edition"))
}

/// The address of a file that a section of a page is published as, beside the page.
#[must_use]
pub fn section_file(page: &Page, of: &SectionFiles, kind: FileKind) -> String {
    let Page { language, path, .. } = page;
    format!("{language}/{path}-{}.{}", of.section, kind.extension())
}

/// The address of a model's scoring tool.
#[must_use]
pub fn tool_address(model: &str) -> String {
    format!("tools/{model}.html")
}

/// The way from a page to a scoring tool. All that the tool is to know of the page travels in the fragment, because from
/// `file://` nothing else is shared: the language, the item, and the way back, as seen from the tool.
#[must_use]
pub fn tool_link(page: &str, language: &Tag, model: &str, item: Option<&str>) -> String {
    let fragment = tool_fragment(page, language, model, item);
    format!("{}#{fragment}", relative(page, &tool_address(model)))
}

/// What a scoring tool is told of the page from which it is opened.
#[must_use]
pub fn tool_fragment(page: &str, language: &Tag, model: &str, item: Option<&str>) -> String {
    let item = item.map(|id| format!("&item={}", url::component(id)));
    let from = relative(&tool_address(model), page);
    format!("lang={language}{}&from={from}", item.unwrap_or_default())
}

/// The address of a model's empty worksheet.
#[must_use]
pub fn worksheet_address(model: &str, language: &Tag) -> String {
    format!("tools/{model}-{language}.xlsx")
}

/// The formats of files whose JSON Schemas are published with every site.
pub const SCHEMAS: [&str; 4] = [
    "shirube-assessment",
    "shirube-assessment-share",
    "shirube-model",
    "shirube-profile",
];

/// The address of a format's JSON Schema.
#[must_use]
pub fn schema_address(format: &str) -> String {
    format!("schemas/{format}.schema.json")
}

/// An address with the part of the page that it leads to.
#[must_use]
pub fn with_anchor(address: String, anchor: Option<&str>) -> String {
    match anchor {
        Some(anchor) => format!("{address}#{}", url::fragment(anchor)),
        None => address,
    }
}

/// The way from the file `from` to the site's root: empty, or a number of `../`.
pub fn to_root(from: &str) -> String {
    "../".repeat(from.matches('/').count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_relative_and_complete() {
        assert_eq!(relative("ja/a/b.html", "ja/c.html"), "../c.html");
        assert_eq!(relative("ja/a/b.html", "ja/a/index.html"), "index.html");
        assert_eq!(relative("index.html", "ja/index.html"), "ja/index.html");
        assert_eq!(
            relative("ja/a/b.html", "assets/site.css"),
            "../../assets/site.css"
        );
        assert_eq!(to_root("ja/a/b.html"), "../../");
    }

    #[test]
    fn a_link_to_a_tool_says_where_it_comes_from() {
        let english = Tag::parse("en").unwrap();
        let to = |item| tool_link("en/sim3/o-1.html", &english, "sim3", item);
        assert_eq!(
            to(None),
            "../../tools/sim3.html#lang=en&from=../en/sim3/o-1.html"
        );
        assert_eq!(
            to(Some("O-1")),
            "../../tools/sim3.html#lang=en&item=O-1&from=../en/sim3/o-1.html"
        );
    }
}
