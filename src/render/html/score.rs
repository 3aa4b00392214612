//! Below the heading of an item that is scored: the way to it in the tool.

use super::Writer;
use crate::models::{Item, Model};
use crate::render::escape::escape;
use crate::site::tool_link;
use std::fmt::Write as _;

impl Writer<'_> {
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

    /// The item of the page's model that the section with this heading describes.
    fn scored_item(&self, heading: &str) -> Option<(&Model, &Item)> {
        let id = self.page.page.front.model.as_ref()?;
        let model = self.site.models.models.get(&id.value)?;
        let words = self.site.words.get(&self.page.language)?;
        let describes = |item: &&Item| {
            let words = words.items.get(&model.reference(item));
            words.is_some_and(|words| {
                words.path == self.page.path && words.anchor.as_deref() == Some(heading)
            })
        };
        let mut scored = model.items.iter().filter(|item| !item.scales().is_empty());
        Some((model, scored.find(describes)?))
    }
}
