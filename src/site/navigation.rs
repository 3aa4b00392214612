//! The tree of pages as the navigation shows it: folders by their `index.md`, siblings by `order`, then by path.

use super::address;
use crate::language::Tag;
use crate::models::{Item, Model, Models, ShownIn};
use crate::pages::Page;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A page with the pages below it.
#[derive(Debug, Clone)]
pub struct NavigationNode {
    /// Path without language and extension.
    pub path: String,
    /// Address relative to the site's root.
    pub address: String,
    /// Its short title.
    pub title: String,
    /// Language of that title.
    pub language: Tag,
    /// Pages below it, in order.
    pub children: Vec<NavigationNode>,
}

/// The navigation of one language: the tree, and the same pages one after the other.
#[derive(Debug, Clone)]
pub struct Navigation {
    /// The home page with all below it.
    pub root: NavigationNode,
    sequence: Vec<NavigationNode>,
    positions: HashMap<String, Position>,
}

/// Where a page stands in the tree.
#[derive(Debug, Clone, Copy)]
struct Position {
    /// In reading order.
    sequence: usize,
    /// Among the pages below the same one.
    sibling: usize,
}

impl Navigation {
    fn new(root: NavigationNode) -> Self {
        let (mut sequence, mut positions) = (Vec::new(), HashMap::new());
        flatten(&root, 0, &mut sequence, &mut positions);
        Self {
            root,
            sequence,
            positions,
        }
    }

    /// The pages before and after a page in reading order (without what is below them).
    #[must_use]
    pub fn neighbours(&self, path: &str) -> (Option<&NavigationNode>, Option<&NavigationNode>) {
        let Some(at) = self.position(path) else {
            return (None, None);
        };
        (
            at.checked_sub(1)
                .and_then(|before| self.sequence.get(before)),
            self.sequence.get(at + 1),
        )
    }

    /// The place of a page in reading order.
    #[must_use]
    pub fn position(&self, path: &str) -> Option<usize> {
        self.positions.get(path).map(|position| position.sequence)
    }

    /// The place of a page among those below the same one.
    #[must_use]
    pub fn sibling(&self, path: &str) -> Option<usize> {
        self.positions.get(path).map(|position| position.sibling)
    }

    /// A page with all below it.
    #[must_use]
    pub fn node(&self, path: &str) -> Option<&NavigationNode> {
        let mut node = &self.root;
        while node.path != path {
            let below = |child: &&NavigationNode| child.path == path || is_above(&child.path, path);
            node = node.children.iter().find(below)?;
        }
        Some(node)
    }
}

/// Whether the page `path` stands below the index page `index`.
fn is_above(index: &str, path: &str) -> bool {
    index
        .strip_suffix("index")
        .is_some_and(|folder| !folder.is_empty() && path.starts_with(folder))
}

/// Adds a page and all below it in reading order.
fn flatten(
    node: &NavigationNode,
    sibling: usize,
    sequence: &mut Vec<NavigationNode>,
    positions: &mut HashMap<String, Position>,
) {
    let position = Position {
        sequence: sequence.len(),
        sibling,
    };
    positions.insert(node.path.clone(), position);
    sequence.push(NavigationNode {
        path: node.path.clone(),
        address: node.address.clone(),
        title: node.title.clone(),
        language: node.language.clone(),
        children: Vec::new(),
    });
    for (sibling, child) in node.children.iter().enumerate() {
        flatten(child, sibling, sequence, positions);
    }
}

/// The navigation of one language. Of some models the pages of items are listed by the model's page alone.
pub(super) fn tree(
    language: &Tag,
    models: &Models,
    shown: &BTreeMap<(String, Tag), Arc<Page>>,
) -> Navigation {
    let mut children: BTreeMap<String, Vec<(&str, &Page)>> = BTreeMap::new();
    let mut home = None;
    for ((path, _), page) in shown
        .iter()
        .filter(|((_, shown_in), page)| shown_in == language && is_listed(models, page))
    {
        match ancestor(path, language, shown) {
            Some(parent) => children.entry(parent).or_default().push((path, page)),
            None => home = Some(page),
        }
    }
    for list in children.values_mut() {
        list.sort_by_key(|(path, page)| (page.front.order, *path));
    }
    let text_language = home.map_or_else(|| language.clone(), |page| page.language.clone());
    Navigation::new(NavigationNode {
        path: "index".to_owned(),
        address: address(language, "index"),
        title: home.map(|page| title(models, page)).unwrap_or_default(),
        language: text_language,
        children: below("index", language, models, &children),
    })
}

fn is_listed(models: &Models, page: &Page) -> bool {
    let described = item_of(models, page);
    described.is_none_or(|(model, _)| model.shown.shown_in == ShownIn::Navigation)
}

/// The item that a page describes.
fn item_of<'a>(models: &'a Models, page: &Page) -> Option<(&'a Model, &'a Item)> {
    models.item(&page.front.item.as_ref()?.value)
}

/// A page's short title, with the id of the item that it describes where readers know it by that.
fn title(models: &Models, page: &Page) -> String {
    let title = page.front.nav_title.as_ref().unwrap_or(&page.front.title);
    match item_of(models, page).filter(|(model, _)| model.shown.ids) {
        Some((_, item)) => format!("{} {title}", item.id()),
        None => title.clone(),
    }
}

fn below(
    path: &str,
    language: &Tag,
    models: &Models,
    children: &BTreeMap<String, Vec<(&str, &Page)>>,
) -> Vec<NavigationNode> {
    let Some(list) = children.get(path) else {
        return Vec::new();
    };
    let node = |(path, page): &(&str, &Page)| NavigationNode {
        path: (*path).to_owned(),
        address: address(language, path),
        title: title(models, page),
        language: page.language.clone(),
        children: below(path, language, models, children),
    };
    list.iter().map(node).collect()
}

/// The nearest page above that exists: a folder may have no page of its own.
fn ancestor(
    path: &str,
    language: &Tag,
    shown: &BTreeMap<(String, Tag), Arc<Page>>,
) -> Option<String> {
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
    Some(own.rsplit_once('/').map_or_else(
        || "index".to_owned(),
        |(folder, _)| format!("{folder}/index"),
    ))
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
