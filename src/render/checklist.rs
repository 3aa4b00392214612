//! Checklists: a page's section with the id [`CHECKLIST`], whose tasks a reader ticks, and all those of the pages below in one place.
//!
//! From `file://` not every browser lets two pages share what they keep: there, ticks are made where all checklists stand, and every
//! page leads there.

use super::escape::escape;
use super::html;
use super::lang::lang;
use super::navigation::branch;
use super::phrases;
use crate::pages::Generated;
use crate::site::{Block, CHECKLIST, NavigationNode, Site, SitePage, address, relative, section};
use std::fmt::Write as _;

/// The id of the place where all checklists stand.
const ALL: &str = "checklists";

/// The checklists of the pages below, with how much of them is done.
pub fn all(site: &Site, page: &SitePage) -> String {
    let tree = site.navigation.get(&page.language);
    let node = tree.and_then(|tree| tree.node(&page.path));
    let mut below = Vec::new();
    if let Some(node) = node {
        collect(site, node, &mut below);
    }
    let say = |key: &str| escape(&site.text(&page.language, key, &[]));
    let mut out = format!(
        "<div class=\"checklists\" id=\"{ALL}\"><div class=\"progress\" hidden data-count=\"{}\" data-lost=\"{}\" data-undo=\"{}\"><progress value=\"0\" aria-label=\"{}\"></progress> <span role=\"status\"></span> <button type=\"button\">{}</button></div>",
        say("checklist.count"),
        say("checklist.lost"),
        say("checklist.undo"),
        say("checklist.progress"),
        say("checklist.clear"),
    );
    for of in below {
        let language = of.page.language.as_str();
        let _ = write!(
            out,
            "<h3{} id=\"{ALL}-{}\"><a href=\"{}\">{}</a> <span class=\"count\"></span></h3>",
            lang(page, language),
            escape(&of.path.replace('/', "-")),
            escape(&relative(&page.address, &of.address)),
            phrases::title(&of.page.front.title, language),
        );
        out.push_str(&html::tasks(site, page, of, section(&of.blocks, CHECKLIST)));
    }
    out.push_str("</div>");
    out
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
pub fn way(site: &Site, page: &SitePage) -> String {
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
