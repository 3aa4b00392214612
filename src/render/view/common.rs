//! What the views of many pages have in common.

use crate::language::Tag;
use crate::render::navigation::ClosedEntries;
use crate::render::templates::{Shared, Templates};
use crate::render::{Bundles, Stale};
use crate::site::Site;
use std::collections::BTreeMap;

/// Made once for all pages.
pub struct Common<'s> {
    /// Files that every page loads.
    pub bundles: &'s Bundles,
    /// The content security policy of pages.
    pub policy: Shared,
    /// The script that runs before the first paint.
    pub head_script: Shared,
    /// Entries of the navigation that neighbours have in common.
    pub closed_entries: ClosedEntries<'s>,
    /// Whether the theme has a template for print editions.
    pub has_editions: bool,
    /// Translated pages whose originals have changed since, by address.
    pub stale: &'s BTreeMap<String, Stale>,
    script_texts: BTreeMap<&'s Tag, Shared>,
}

impl<'s> Common<'s> {
    /// What the pages of a site have in common.
    pub fn new(
        site: &'s Site,
        templates: &'s Templates,
        bundles: &'s Bundles,
        stale: &'s BTreeMap<String, Stale>,
    ) -> Self {
        let languages = site.config.languages.iter();
        Self {
            bundles,
            policy: Shared::new(&bundles.policy),
            head_script: Shared::new(&bundles.head_script),
            closed_entries: ClosedEntries::new(site, templates),
            has_editions: templates.has("edition.html"),
            stale,
            script_texts: languages
                .map(|language| (&language.tag, script_texts(site, &language.tag)))
                .collect(),
        }
    }

    /// Interface texts that scripts need, as JSON.
    pub fn script_texts(&self, language: &Tag) -> Shared {
        self.script_texts.get(language).cloned().unwrap_or_default()
    }
}

fn script_texts(site: &Site, language: &Tag) -> Shared {
    let texts = site
        .strings
        .patterns(language.as_str(), &["search.", "script."]);
    // The template has written these itself.
    let texts: BTreeMap<_, _> = texts
        .into_iter()
        .filter(|(key, _)| !matches!(key.as_str(), "search.label" | "search.placeholder"))
        .collect();
    Shared::new(&serde_json::to_string(&texts).unwrap_or_default())
}
