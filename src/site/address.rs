//! Addresses of the site's files, and the way from one to another.

use crate::language::Tag;

/// The address of a page.
#[must_use]
pub fn address(language: &Tag, path: &str) -> String {
    format!("{language}/{path}.html")
}

/// The address of a model's scoring tool.
#[must_use]
pub fn tool_address(model: &str) -> String {
    format!("tools/{model}.html")
}

/// The formats of files whose JSON Schemas are published with every site.
pub const SCHEMAS: [&str; 4] = ["shirube-assessment", "shirube-assessment-share", "shirube-model", "shirube-profile"];

/// The address of a format's JSON Schema.
#[must_use]
pub fn schema_address(format: &str) -> String {
    format!("schemas/{format}.schema.json")
}

/// The address of `to` as seen from the file `from`; both relative to the site's root. Always names the file, so that
/// it works from a folder as well as from a server.
pub fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let common = from[..from.len() - 1].iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    let mut out = "../".repeat(from.len() - 1 - common);
    out.push_str(&to[common..].join("/"));
    out
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
        assert_eq!(relative("ja/a/b.html", "assets/site.css"), "../../assets/site.css");
        assert_eq!(to_root("ja/a/b.html"), "../../");
    }
}
