//! What items are related to: pages, and items of other models.

use super::{Item, Model, check_reference};
use crate::diagnostic::Findings;
use crate::fields::{At, TomlTable};

/// What an item is related to, by our own judgement or somebody else's.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// The item's id.
    pub item: At<String>,
    /// Pages, as paths without language and extension, with `#anchor` where a part is meant.
    pub pages: Vec<At<String>>,
    /// Items of other models, as `model:item`.
    pub items: Vec<At<String>>,
}

/// Reads `mapping.toml`.
pub(super) fn read(table: TomlTable<'_>, model: &Model, findings: &mut Findings) -> Vec<Mapping> {
    table.choice("label", &[("ours", ())], findings);
    let mut mappings = Vec::new();
    for entry in table.tables("mapping", findings) {
        let item = entry.required_string("item", findings);
        let pages = entry.strings("pages", findings);
        let others = entry.strings("items", findings);
        entry.finish(findings);
        let Some(item) = item else { continue };
        check_reference("item", &item, model.items.iter().map(Item::id), findings);
        mappings.push(Mapping {
            item,
            pages,
            items: others,
        });
    }
    table.finish(findings);
    mappings
}
