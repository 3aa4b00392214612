//! The navigation as a page shows it: all sections, and what is below those that the reader is in.

use crate::site::{NavigationNode, Site, SitePage, parent, relative};
use serde::Serialize;

/// An entry of the navigation; the pages below it are there where the reader is in that branch.
#[derive(Debug, Serialize)]
pub struct NavigationView {
    pub href: String,
    pub title: String,
    pub lang: String,
    pub current: bool,
    pub open: bool,
    /// Pages below it that belong to no category of a model.
    pub children: Vec<NavigationView>,
    /// Pages below it that describe items, by category.
    pub groups: Vec<GroupView>,
}

/// The items of one category, in order.
#[derive(Debug, Serialize)]
pub struct GroupView {
    pub title: String,
    /// Whether the reader is at one of them; the others are folded, or a model's items would be one long row.
    pub open: bool,
    pub entries: Vec<NavigationView>,
}

/// A section with more pages than this shows those around the reader only; its own page lists all. Without a bound the
/// weight of a page would grow with the site.
const MOST_SIBLINGS: usize = 60;

/// The entries of a list of pages, for a page.
pub fn view(site: &Site, nodes: &[NavigationNode], page: &SitePage) -> Vec<NavigationView> {
    let branch = branch(page);
    around(nodes, &branch)
        .iter()
        .map(|node| entry(site, node, page, &branch))
        .collect()
}

/// The index pages above a page, and the page itself: what is open in the navigation.
pub fn branch(page: &SitePage) -> Vec<String> {
    let mut branch = vec![page.path.clone()];
    let mut path = page.path.clone();
    while let Some(parent) = parent(&path) {
        branch.push(parent.clone());
        path = parent;
    }
    branch
}

fn entry(site: &Site, node: &NavigationNode, page: &SitePage, branch: &[String]) -> NavigationView {
    let open = branch.contains(&node.path);
    let below = if open {
        around(&node.children, branch)
    } else {
        &[]
    };
    let (items, pages): (Vec<_>, Vec<_>) = below
        .iter()
        .map(|child| {
            (
                category(site, child, page),
                entry(site, child, page, branch),
            )
        })
        .partition(|(category, _)| category.is_some());
    NavigationView {
        href: relative(&page.address, &node.address),
        title: node.title.clone(),
        lang: node.language.to_string(),
        current: node.path == page.path,
        open,
        children: pages.into_iter().map(|(_, page)| page).collect(),
        groups: groups(items),
    }
}

/// Items by category, in the order in which the categories come first.
fn groups(items: Vec<(Option<String>, NavigationView)>) -> Vec<GroupView> {
    let mut groups: Vec<GroupView> = Vec::new();
    for (title, item) in items {
        let title = title.unwrap_or_default();
        let open = item.open;
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => {
                group.open |= open;
                group.entries.push(item);
            }
            None => groups.push(GroupView {
                title,
                open,
                entries: vec![item],
            }),
        }
    }
    groups
}

/// The part of a section that is shown: all of it, or those around the page that the reader is on.
fn around<'a>(nodes: &'a [NavigationNode], branch: &[String]) -> &'a [NavigationNode] {
    if nodes.len() <= MOST_SIBLINGS {
        return nodes;
    }
    let at = nodes
        .iter()
        .position(|node| branch.contains(&node.path))
        .unwrap_or_default();
    let start = at
        .saturating_sub(MOST_SIBLINGS / 2)
        .min(nodes.len() - MOST_SIBLINGS);
    nodes.get(start..start + MOST_SIBLINGS).unwrap_or(nodes)
}

/// The category of the item that a page describes: its id and its name, in the reader's language.
fn category(site: &Site, node: &NavigationNode, page: &SitePage) -> Option<String> {
    let described = site.page(&node.address)?.page.front.item.as_ref()?;
    let (model, item) = site.models.item(&described.value)?;
    let name = site
        .words
        .get(&page.language)?
        .categories
        .get(&format!("{}:{}", model.id, item.scored.category))?;
    Some(if model.shown.ids {
        format!("{} {name}", item.scored.category)
    } else {
        name.clone()
    })
}
