//! The tree of pages as the navigation shows it: folders by their `index.md`, siblings by `order`, then by path.

use super::address;
use crate::language::Tag;
use crate::pages::Page;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A page with the pages below it.
#[derive(Debug, Clone)]
pub struct Node {
    /// Path without language and extension.
    pub path: String,
    /// Address relative to the site's root.
    pub address: String,
    /// Its short title.
    pub title: String,
    /// Language of that title.
    pub language: Tag,
    /// Pages below it, in order.
    pub children: Vec<Node>,
}

impl Node {
    /// This node and all below it, in reading order.
    #[must_use]
    pub fn walk(&self) -> Vec<&Node> {
        let mut all = vec![self];
        for child in &self.children {
            all.extend(child.walk());
        }
        all
    }
}

/// The navigation of one language. Terms of the glossary are listed by their index page, not by the navigation.
pub(super) fn tree(language: &Tag, shown: &BTreeMap<(String, Tag), Arc<Page>>) -> Node {
    let mut children: BTreeMap<String, Vec<(&str, &Page)>> = BTreeMap::new();
    let mut home = None;
    for ((path, _), page) in shown.iter().filter(|((_, shown_in), page)| shown_in == language && page.front.term.is_none()) {
        match ancestor(path, language, shown) {
            Some(parent) => children.entry(parent).or_default().push((path, page)),
            None => home = Some(page),
        }
    }
    for list in children.values_mut() {
        list.sort_by_key(|(path, page)| (page.front.order, *path));
    }
    let title = home.map_or_else(String::new, |page| page.front.nav_title.clone().unwrap_or_else(|| page.front.title.clone()));
    let text_language = home.map_or_else(|| language.clone(), |page| page.language.clone());
    Node {
        path: "index".to_owned(),
        address: address(language, "index"),
        title,
        language: text_language,
        children: below("index", language, &children),
    }
}

fn below(path: &str, language: &Tag, children: &BTreeMap<String, Vec<(&str, &Page)>>) -> Vec<Node> {
    let Some(list) = children.get(path) else { return Vec::new() };
    let node = |(path, page): &(&str, &Page)| Node {
        path: (*path).to_owned(),
        address: address(language, path),
        title: page.front.nav_title.clone().unwrap_or_else(|| page.front.title.clone()),
        language: page.language.clone(),
        children: below(path, language, children),
    };
    list.iter().map(node).collect()
}

/// The nearest page above that exists: a folder may have no page of its own.
fn ancestor(path: &str, language: &Tag, shown: &BTreeMap<(String, Tag), Arc<Page>>) -> Option<String> {
    let mut above = parent(path)?;
    while above != "index" && !shown.contains_key(&(above.clone(), language.clone())) {
        above = parent(&above)?;
    }
    Some(above)
}

/// The index page that a page stands below; `None` for the home page.
pub fn parent(path: &str) -> Option<String> {
    let own = path.strip_suffix("/index").unwrap_or(path);
    if own == "index" {
        return None;
    }
    Some(own.rsplit_once('/').map_or_else(|| "index".to_owned(), |(folder, _)| format!("{folder}/index")))
}

#[cfg(test)]
mod tests {
    use super::parent;

    #[test]
    fn parents_are_index_pages() {
        assert_eq!(parent("index"), None);
        assert_eq!(parent("about").as_deref(), Some("index"));
        assert_eq!(parent("sim3/index").as_deref(), Some("index"));
        assert_eq!(parent("sim3/o-1").as_deref(), Some("sim3/index"));
        assert_eq!(parent("a/b/index").as_deref(), Some("a/index"));
    }
}
