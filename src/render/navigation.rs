//! The navigation as a page shows it: all sections, and what is below those that the reader is in.
//!
//! 1. [`ClosedEntries`] are made once: every entry as pages of one folder see it, as long as the reader is not in its branch.
//! 2. [`view`] makes the few entries of a page's own branch, and hands out the closed ones beside them: of sixty entries
//!    that a page shows, all but two or three are the same for its neighbours.

use super::phrases;
use super::templates::{Shared, Templates};
use crate::diagnostic::Findings;
use crate::site::{Navigation, NavigationNode, Site, SitePage, parent, relative};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// An entry of the navigation; the pages below it are there where the reader is in that branch.
#[derive(Debug, Serialize)]
pub struct NavigationView {
    pub href: String,
    pub title: String,
    /// HTML of the title, which breaks at phrases.
    pub label: Shared,
    pub lang: String,
    pub current: bool,
    pub open: bool,
    /// HTML of a closed entry, where the theme has a template for it.
    pub html: Option<Shared>,
    /// Pages below it that belong to no category of a model: [`NavigationView`]s.
    pub children: Vec<Shared>,
    /// Pages below it that describe items, by category.
    pub groups: Vec<GroupView>,
}

/// The items of one category, in order.
#[derive(Debug, Serialize)]
pub struct GroupView {
    pub title: String,
    /// Whether the reader is at one of them; the others are folded, or a model's items would be one long row.
    pub open: bool,
    /// [`NavigationView`]s.
    pub entries: Vec<Shared>,
}

/// A section with more pages than this shows those around the reader only; its own page lists all. Without a bound the
/// weight of a page would grow with the site.
const MOST_SIBLINGS: usize = 60;

/// Entries that are closed, by the folder of the page that shows them and by their paths.
pub struct ClosedEntries<'s> {
    folders: HashMap<&'s str, HashMap<&'s str, Entry>>,
    templates: &'s Templates,
}

/// An entry of a list, with the category of the item that its page describes.
#[derive(Clone)]
struct Entry {
    view: Shared,
    category: Option<String>,
    open: bool,
}

impl<'s> ClosedEntries<'s> {
    /// All that the pages of the site show.
    pub fn new(site: &'s Site, templates: &'s Templates) -> Self {
        let folders: BTreeMap<&str, &SitePage> = site
            .pages
            .iter()
            .map(|page| (folder(&page.address), page))
            .collect();
        let folders = folders.into_par_iter();
        let folders = folders.map(|(folder, page)| (folder, closed_in(site, templates, page)));
        Self {
            folders: folders.collect(),
            templates,
        }
    }

    /// The entry of a page that the reader's branch does not go through.
    fn get(&self, site: &Site, node: &NavigationNode, page: &SitePage) -> Entry {
        let known = self.folders.get(folder(&page.address));
        let known = known.and_then(|entries| entries.get(node.path.as_str()));
        known
            .cloned()
            .unwrap_or_else(|| closed(site, self.templates, node, page))
    }
}

fn folder(address: &str) -> &str {
    address.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The entries below the pages that are above `page`, as its folder sees them.
fn closed_in<'s>(
    site: &'s Site,
    templates: &Templates,
    page: &SitePage,
) -> HashMap<&'s str, Entry> {
    let Some(tree) = site.navigation.get(&page.language) else {
        return HashMap::new();
    };
    let above = branch(page);
    let lists = above.iter().filter_map(|path| tree.node(path));
    lists
        .flat_map(|node| &node.children)
        .map(|node| (node.path.as_str(), closed(site, templates, node, page)))
        .collect()
}

fn closed(site: &Site, templates: &Templates, node: &NavigationNode, page: &SitePage) -> Entry {
    let view = NavigationView {
        href: relative(&page.address, &node.address),
        title: node.title.clone(),
        label: label(node),
        lang: node.language.to_string(),
        current: false,
        open: false,
        html: None,
        children: Vec::new(),
        groups: Vec::new(),
    };
    let html = html(templates, &view);
    Entry {
        view: Shared::new(&NavigationView { html, ..view }),
        category: category(site, node, page),
        open: false,
    }
}

/// The template of one entry.
const ENTRY: &str = "navigation-entry.html";

/// The entry as the theme shows it, which is the most that templates do for a page. A mistake in it shows in every page, too.
fn html(templates: &Templates, entry: &NavigationView) -> Option<Shared> {
    #[derive(Serialize)]
    struct EntryView<'a> {
        entry: &'a NavigationView,
    }
    let mut found = Findings::default();
    let html = templates
        .has(ENTRY)
        .then(|| templates.render(ENTRY, &EntryView { entry }, &mut found))?;
    found.is_empty().then(|| Shared::html(&html))
}

fn label(node: &NavigationNode) -> Shared {
    Shared::html(&phrases::title(&node.title, node.language.as_str()))
}

/// The sections of the site, for a page.
pub fn view(site: &Site, closed: &ClosedEntries<'_>, page: &SitePage) -> Vec<Shared> {
    let Some(tree) = site.navigation.get(&page.language) else {
        return Vec::new();
    };
    let reader = Reader {
        site,
        closed,
        page,
        tree,
        branch: branch(page),
    };
    let entries = reader.entries(&tree.root.children).into_iter();
    entries.map(|entry| entry.view).collect()
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

/// Who looks at the navigation, and from where.
struct Reader<'a> {
    site: &'a Site,
    closed: &'a ClosedEntries<'a>,
    page: &'a SitePage,
    tree: &'a Navigation,
    branch: Vec<String>,
}

impl Reader<'_> {
    /// The entries of a list of pages, or of those around the reader.
    fn entries(&self, nodes: &[NavigationNode]) -> Vec<Entry> {
        let open = self.open(nodes);
        let window = window(nodes.len(), open);
        let shown = nodes.iter().enumerate().skip(window).take(MOST_SIBLINGS);
        shown
            .map(|(at, node)| {
                if Some(at) == open {
                    self.opened(node)
                } else {
                    self.closed.get(self.site, node, self.page)
                }
            })
            .collect()
    }

    /// Which of a list of pages the reader is at or below.
    fn open(&self, nodes: &[NavigationNode]) -> Option<usize> {
        self.branch.iter().find_map(|path| {
            let at = self.tree.sibling(path)?;
            (nodes.get(at)?.path == *path).then_some(at)
        })
    }

    fn opened(&self, node: &NavigationNode) -> Entry {
        let below = self.entries(&node.children);
        let (items, pages): (Vec<_>, Vec<_>) = below
            .into_iter()
            .partition(|entry| entry.category.is_some());
        let view = NavigationView {
            href: relative(&self.page.address, &node.address),
            title: node.title.clone(),
            label: label(node),
            lang: node.language.to_string(),
            current: node.path == self.page.path,
            open: true,
            html: None,
            children: pages.into_iter().map(|entry| entry.view).collect(),
            groups: groups(items),
        };
        Entry {
            view: Shared::new(&view),
            category: category(self.site, node, self.page),
            open: true,
        }
    }
}

/// Items by category, in the order in which the categories come first.
fn groups(items: Vec<Entry>) -> Vec<GroupView> {
    let mut groups: Vec<GroupView> = Vec::new();
    for item in items {
        let title = item.category.unwrap_or_default();
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => {
                group.open |= item.open;
                group.entries.push(item.view);
            }
            None => groups.push(GroupView {
                title,
                open: item.open,
                entries: vec![item.view],
            }),
        }
    }
    groups
}

/// Where the part of a list of `length` begins that is shown to a reader at `open`.
fn window(length: usize, open: Option<usize>) -> usize {
    open.unwrap_or_default()
        .saturating_sub(MOST_SIBLINGS / 2)
        .min(length.saturating_sub(MOST_SIBLINGS))
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
