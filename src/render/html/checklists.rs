//! Checklists: a page's section with the id [`CHECKLIST`], whose tasks a reader ticks, and all those of the pages below in one place.
//!
//! From `file://` not every browser lets two pages share what they keep: there, ticks are made where all checklists stand, and every
//! page leads there.

use super::{Writer, is_task};
use crate::pages::Generated;
use crate::render::escape::escape;
use crate::render::lang::lang;
use crate::render::navigation::branch;
use crate::render::phrases;
use crate::site::{Block, CHECKLIST, NavigationNode, Site, SitePage, address, relative, section};
use std::fmt::Write as _;

/// The id of the place where all checklists stand.
const ALL: &str = "checklists";

impl<'a> Writer<'a> {
    /// The checklists of the pages below, with how much of them is done.
    pub fn checklists(&mut self) {
        let (site, page) = (self.site, self.page);
        let tree = site.navigation.get(&page.language);
        let node = tree.and_then(|tree| tree.node(&page.path));
        let mut below = Vec::new();
        if let Some(node) = node {
            collect(site, node, &mut below);
        }
        let [count, lost, undo, progress, clear] = ["count", "lost", "undo", "progress", "clear"]
            .map(|key| {
                let key = format!("checklist.{key}");
                escape(&site.text(&page.language, &key, &[]))
            });
        let _ = write!(
            self.out,
            "<div class=\"checklists\" id=\"{ALL}\"><div class=\"progress\" hidden data-count=\"{count}\" data-lost=\"{lost}\" data-undo=\"{undo}\"><progress value=\"0\" aria-label=\"{progress}\"></progress> <span role=\"status\"></span> <button type=\"button\">{clear}</button></div>",
        );
        for of in below {
            self.checklist_of(of);
        }
        self.out.push_str("</div>");
    }

    /// The checklist of another page, under its title.
    fn checklist_of(&mut self, of: &'a SitePage) {
        let language = of.page.language.as_str();
        let _ = write!(
            self.out,
            "<details id=\"{ALL}-{id}\"><summary><span{lang}>{title}</span> <span class=\"count\"></span></summary><p><a href=\"{href}\"{lang}>{title}</a></p>",
            id = escape(&of.path.replace('/', "-")),
            lang = lang(self.page, language),
            title = phrases::title(&of.page.front.title, language),
            href = escape(&relative(&self.page.address, &of.address)),
        );
        let before = self.tasks_of.replace(&of.path);
        for block in section(&of.blocks, CHECKLIST) {
            if let Block::List { items, .. } = block
                && items.iter().any(|item| is_task(item))
            {
                self.block(block);
            }
        }
        self.tasks_of = before;
        self.out.push_str("</details>");
    }

    /// A heading begins the page's own checklist, or ends it.
    pub fn checklist(&mut self, level: u8, id: &str) {
        if id == CHECKLIST {
            self.tasks_of = Some(&self.page.path);
            let way = way(self.site, self.page);
            self.out.push_str(&way);
        } else if level <= 2 {
            self.tasks_of = None;
        }
    }
}

/// The pages below a place of the navigation that have a checklist, in reading order.
fn collect<'s>(site: &'s Site, node: &NavigationNode, pages: &mut Vec<&'s SitePage>) {
    for child in &node.children {
        let page = site.page(&child.address);
        pages.extend(page.filter(|page| !section(&page.blocks, CHECKLIST).is_empty()));
        collect(site, child, pages);
    }
}

/// Below the heading of a checklist: the way to where all of them stand; nothing where there is no such place.
fn way(site: &Site, page: &SitePage) -> String {
    let mut above = branch(page).into_iter().skip(1);
    let place = above.find_map(|path| {
        let above = site.page(&address(&page.language, &path))?;
        has_all(&above.blocks).then_some(above)
    });
    let Some(place) = place else {
        return String::new();
    };
    format!(
        "<p class=\"all-checklists\"><a href=\"{}#{ALL}\">{}</a></p>",
        escape(&relative(&page.address, &place.address)),
        phrases::title(
            &site.text(&page.language, "checklist.all", &[]),
            page.language.as_str()
        ),
    )
}

fn has_all(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| {
        matches!(
            block,
            Block::Generated {
                kind: Generated::Checklists,
                ..
            }
        )
    })
}
