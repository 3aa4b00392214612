//! The index of all items: of every model, by name as a dictionary has them, or by id.
//!
//! ```text
//! items of all models + their words ─letters, ids─▶ [Group] ─html─▶ letters, the field that narrows, entries with their framework
//! ```

use super::escape::escape;
use super::facts::Described;
use super::lang::lang;
use super::link::model_link;
use super::list::{self, Group};
use super::{letters, phrases};
use crate::pages::{Grouping, IndexBy};
use crate::site::{Site, SitePage};
use std::fmt::Write as _;

/// All items of all models that have words, by letter or by id; what pages cite has a list of its own.
pub(super) fn html(site: &Site, page: &SitePage, by: IndexBy) -> String {
    let models = site.models.models.values();
    let models = models.filter(|model| match by {
        IndexBy::Letter => !model.shown.cited,
        IndexBy::Id => model.shown.ids,
    });
    let items = models.flat_map(|model| model.items.iter().map(move |item| (model, item)));
    let described =
        items.filter_map(|(model, item)| Described::of(site, page, &model.reference(item)));
    let groups = match by {
        IndexBy::Letter => list::letters(site, page, described),
        IndexBy::Id => ids(described),
    };
    let mut out = format!(
        "<div class=\"list-bar\">{}{}</div>",
        list::filter(site, page, "index"),
        list::letter_links(site, page, &groups)
    );
    for group in &groups {
        if let Some(heading) = &group.heading {
            out.push_str(&list::headed(site, page, Grouping::Letter, heading));
        }
        out.push_str("<ul class=\"names\">");
        for it in &group.items {
            named(site, page, *it, by, &mut out);
        }
        out.push_str("</ul>");
    }
    out
}

/// Items by their ids, numbers within them as numbers: `O-2` stands before `O-10`.
fn ids<'a>(items: impl Iterator<Item = Described<'a>>) -> Vec<Group<'a>> {
    let mut sorted: Vec<Described<'a>> = items.collect();
    sorted.sort_by_cached_key(|it| (id_key(it.item.id()), it.model.id.clone()));
    let mut groups: Vec<Group<'a>> = Vec::new();
    for it in sorted {
        let head: String = it.item.id().chars().take(1).collect();
        let same = |group: &&mut Group<'_>| group.heading.as_ref().is_some_and(|it| it.2 == head);
        match groups.last_mut().filter(same) {
            Some(group) => group.items.push(it),
            None => groups.push(Group {
                heading: Some((2, letters::anchor(&head), head)),
                items: vec![it],
            }),
        }
    }
    groups
}

/// Letters and numbers of an id, one after the other.
fn id_key(id: &str) -> Vec<(String, u64)> {
    let mut parts = Vec::new();
    let mut rest = id;
    while !rest.is_empty() {
        let letters = rest
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(rest.len());
        let after = &rest[letters..];
        let digits = after
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(after.len());
        let number = after[..digits].parse().unwrap_or(u64::MAX);
        parts.push((rest[..letters].to_owned(), number));
        rest = &after[digits..];
    }
    parts
}

/// An entry of the index: the name with its framework, which comes first where entries are sought by their ids.
fn named(site: &Site, page: &SitePage, it: Described<'_>, by: IndexBy, out: &mut String) {
    let language = it.words.language.as_str();
    let framework = model_link(site, page, it.model);
    let framework = format!(
        "<span class=\"framework\"{}>{} {}</span>",
        lang(page, &framework.lang),
        escape(&framework.title),
        list::id(it).trim_end()
    );
    let name = phrases::title(&it.words.title, language);
    let words = match by {
        IndexBy::Id => format!("{framework} {name}"),
        IndexBy::Letter if it.model.shown.ids => format!("{name} {framework}"),
        IndexBy::Letter => name,
    };
    let _ = write!(
        out,
        "<li{} data-find=\"{}\"><a href=\"{}\">{words}</a></li>",
        lang(page, language),
        escape(&list::findable(site, it)),
        escape(&it.href(page)),
    );
}

#[cfg(test)]
mod tests {
    use super::id_key;

    #[test]
    fn numbers_of_ids_are_sorted_as_numbers() {
        let mut ids = ["O-10", "H-2", "6.4.10", "6.4.2", "O-2", "6.4", "csirt"];
        ids.sort_by_key(|id| id_key(id));
        assert_eq!(
            ids,
            ["6.4", "6.4.2", "6.4.10", "H-2", "O-2", "O-10", "csirt"]
        );
    }
}
