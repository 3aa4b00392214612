//! Below the heading of an item that is scored: the way to it in the tool.

use super::Writer;
use crate::models::{Item, Model};
use crate::render::escape::escape;
use crate::site::tool_link;
use std::fmt::Write as _;

impl<'a> Writer<'a> {
    /// The link, on a site that has words for it.
    pub fn score(&mut self, heading: &str) {
        if !self.site.strings.is_declared("page.score_item") {
            return;
        }
        let Some((model, item)) = self.scored_item(heading) else {
            return;
        };
        let (page, language) = (self.page, &self.page.language);
        let link = tool_link(&page.address, language, &model.id, Some(item.id()));
        let said = [("item", item.id())];
        let words = self.site.text(language, "page.score_item", &said);
        let _ = write!(
            self.out,
            "<p class=\"score\" lang=\"{language}\" dir=\"{}\"><a class=\"tool\" href=\"{}\">{}</a></p>",
            language.direction(),
            escape(&link),
            escape(&words)
        );
    }

    /// The item that the section with this heading describes, where it is scored.
    fn scored_item(&self, heading: &str) -> Option<(&'a Model, &'a Item)> {
        let reference = self.site.connections.section(&self.page.address, heading)?;
        let found = self.site.models.item(reference)?;
        Some(found).filter(|(_, item)| !item.scales().is_empty())
    }
}
