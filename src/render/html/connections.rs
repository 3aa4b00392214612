//! At the end of a section that describes an item: what the item is connected with, and the pages that speak of it.

use super::Writer;
use crate::render::facts::Described;
use crate::render::mapping;
use crate::render::phrases::title;
use crate::render::related::{mapped_pages, related_items, used_in};
use crate::render::{escape::escape, lang::lang};
use std::fmt::Write as _;

impl Writer<'_> {
    /// A heading of a level begins a section, and ends those before it of that level and below.
    pub fn section_begins(&mut self, level: u8, id: &str) {
        if self
            .connected
            .as_ref()
            .is_some_and(|(own, _)| level <= *own)
        {
            self.section_ends();
        }
        if self.connected.is_none() {
            self.connected = self.connections(id).map(|html| (level, html));
        }
    }

    /// What is connected with the item of the section that has ended.
    pub fn section_ends(&mut self) {
        if let Some((_, html)) = self.connected.take() {
            self.out.push_str(&html);
        }
    }

    /// Folded, because a page may have dozens of such sections; nothing where nothing is connected.
    fn connections(&self, heading: &str) -> Option<String> {
        let (site, page) = (self.site, self.page);
        let reference = site.connections.section(&page.address, heading)?;
        let it = Described::of(site, page, reference)?;
        let mut related = mapped_pages(site, page, it);
        related.extend(related_items(site, page, reference));
        let users = used_in(site, page, it);
        if related.is_empty() && users.is_empty() {
            return None;
        }
        let language = page.language.as_str();
        let say = |key: &str| title(&site.text(&page.language, key, &[]), language);
        let mut out = format!(
            "<details class=\"connected\" lang=\"{language}\" dir=\"{}\"><summary>{} <span class=\"count\">{}</span></summary>",
            page.language.direction(),
            say("page.connections"),
            related.len() + users.len()
        );
        let words = site.words.get(&page.language);
        let reason = words.and_then(|words| words.mapping_reason(&it.model.id, it.item.id()));
        if let Some(reason) = reason {
            let _ = write!(out, "<p>{}</p>", escape(reason));
        }
        if !related.is_empty() {
            let _ = write!(out, "<p class=\"ours\">{}</p>", say("page.our_mapping"));
            out.push_str(&mapping::related(page, related.iter()));
        }
        if !users.is_empty() {
            let _ = write!(out, "<p>{}</p><ul class=\"related\">", say("page.used_in"));
            for user in &users {
                let _ = write!(
                    out,
                    "<li><a href=\"{}\"{}>{}</a></li>",
                    escape(&user.href),
                    lang(page, &user.lang),
                    title(&user.title, &user.lang)
                );
            }
            out.push_str("</ul>");
        }
        out.push_str("</details>");
        Some(out)
    }
}
