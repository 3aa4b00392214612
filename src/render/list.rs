//! Lists of a model's items: by category, by letter, or as they come; with a field that narrows them to what is typed.
//!
//! ```text
//! items of the model + their words ─groups─▶ [Group] ─html─▶ headings and entries, with the bar above them
//! ```

use super::escape::escape;
use super::facts::{self, Described};
use super::heading::{self, ViewedHeading};
use super::lang::lang;
use super::letters::{self, Order};
use super::phrases::{self, paragraph};
use crate::language::hiragana;
use crate::models::Model;
use crate::pages::{Grouping, List};
use crate::site::{Site, SitePage};
use crate::url::fragment;
use std::fmt::Write as _;
use unicode_normalization::UnicodeNormalization;

/// Items that stand together, under a heading unless they are all of them.
pub(super) struct Group<'a> {
    pub heading: Option<ViewedHeading>,
    pub items: Vec<Described<'a>>,
}

/// The headings of a list that stand in the page's table of contents: letters do not, they have a row of their own.
pub(super) fn headings(site: &Site, page: &SitePage, list: &List) -> Vec<ViewedHeading> {
    let model = site.models.models.get(&list.model);
    let model = model.filter(|_| list.by == Grouping::Category);
    model
        .map(|model| categories(site, page, model))
        .unwrap_or_default()
}

/// The HTML of a list.
pub(super) fn html(site: &Site, page: &SitePage, list: &List) -> String {
    let Some(model) = site.models.models.get(&list.model) else {
        return String::new();
    };
    let groups = groups(site, page, model, list.by);
    let mut out = bar(site, page, list, &groups);
    for group in &groups {
        if let Some(heading) = &group.heading {
            out.push_str(&headed(site, page, list.by, heading));
        }
        entries(site, page, model, list, &group.items, &mut out);
    }
    out
}

fn groups<'a>(site: &'a Site, page: &SitePage, model: &'a Model, by: Grouping) -> Vec<Group<'a>> {
    let described = |item| Described::of(site, page, &model.reference(item));
    match by {
        Grouping::Letter => letters(site, page, model.items.iter().filter_map(described)),
        Grouping::Category if !model.scored.categories.is_empty() => {
            let headings = categories(site, page, model).into_iter();
            let ids = model.scored.categories.iter();
            ids.zip(headings)
                .map(|(id, heading)| Group {
                    heading: Some(heading),
                    items: model.items_of(id).filter_map(described).collect(),
                })
                .collect()
        }
        Grouping::Category | Grouping::Order => vec![Group {
            heading: None,
            items: model.items.iter().filter_map(described).collect(),
        }],
    }
}

/// A heading for each category: its id, where readers know it, and its name.
fn categories(site: &Site, page: &SitePage, model: &Model) -> Vec<ViewedHeading> {
    let names = site.words.get(&page.language);
    let names = names.map(|words| &words.categories);
    let heading = |id: &String| {
        let name = names.and_then(|names| names.get(&format!("{}:{id}", model.id)));
        let name = name.map(String::as_str).unwrap_or_default();
        let words = if model.shown.ids {
            format!("{id} {name}")
        } else {
            name.to_owned()
        };
        (3, format!("category-{id}"), words)
    };
    model.scored.categories.iter().map(heading).collect()
}

pub(super) fn headed(
    site: &Site,
    page: &SitePage,
    by: Grouping,
    (level, id, name): &ViewedHeading,
) -> String {
    if by == Grouping::Letter {
        let (id, name) = (escape(id), escape(name));
        return format!("<h{level} class=\"letter\" id=\"{id}\">{name}</h{level}>");
    }
    let words = phrases::title(name, page.language.as_str());
    heading::html(site, page, *level, id, &words, name)
}

/// The letters as links, and the field, which a script shows: without one it would do nothing.
fn bar(site: &Site, page: &SitePage, list: &List, groups: &[Group<'_>]) -> String {
    let mut out = String::new();
    if list.filter {
        out.push_str(&filter(site, page, &list.model));
    }
    if list.by == Grouping::Letter {
        out.push_str(&letter_links(site, page, groups));
    }
    if out.is_empty() {
        out
    } else {
        format!("<div class=\"list-bar\">{out}</div>")
    }
}

pub(super) fn letter_links(site: &Site, page: &SitePage, groups: &[Group<'_>]) -> String {
    let label = escape(&site.text(&page.language, "list.letters", &[]));
    let headings = groups.iter().filter_map(|group| group.heading.as_ref());
    let mut links = String::new();
    for (_, id, name) in headings {
        let (id, name) = (escape(&fragment(id)), escape(name));
        let _ = write!(links, "<li><a href=\"#{id}\">{name}</a></li>");
    }
    format!("<nav class=\"letters\" aria-label=\"{label}\"><ul>{links}</ul></nav>")
}

/// The field that narrows what follows, and how much of it is shown. `id` tells it from other fields of the page.
pub(super) fn filter(site: &Site, page: &SitePage, id: &str) -> String {
    let say =
        |key: &str, arguments: &[(&str, &str)]| escape(&site.text(&page.language, key, arguments));
    // The script that counts fills these in.
    let counted = [("count", "%{count}"), ("total", "%{total}")];
    format!(
        "<div class=\"list-filter\" data-count=\"{count}\" hidden><label for=\"filter-{id}\">{label}</label> <input type=\"search\" id=\"filter-{id}\" autocomplete=\"off\" autocapitalize=\"none\" spellcheck=\"false\"> <span role=\"status\"></span></div>",
        count = say("list.count", &counted),
        label = say("list.filter", &[]),
        id = escape(id),
    )
}

fn entries(
    site: &Site,
    page: &SitePage,
    model: &Model,
    list: &List,
    items: &[Described<'_>],
    out: &mut String,
) {
    let (element, class) = match (list.by, model.has_pages()) {
        (Grouping::Letter, true) => ("dl", "index"),
        (_, true) => ("ul", "items"),
        (_, false) => ("ul", "entries"),
    };
    let _ = write!(out, "<{element} class=\"{class}\">");
    for it in items {
        let find = list.filter.then(|| findable(site, *it));
        let find = find.map(|words| format!(" data-find=\"{}\"", escape(&words)));
        let find = find.unwrap_or_default();
        match class {
            "index" => indexed(page, *it, &find, out),
            "items" => listed(page, *it, &find, out),
            _ => {
                let entry = facts::entry(site, page, *it);
                let id = escape(it.item.id());
                let _ = write!(out, "<li id=\"{id}\"{find}>{entry}</li>");
            }
        }
    }
    let _ = write!(out, "</{element}>");
}

/// An item of an index: a name with what stands beside it, and what it means.
fn indexed(page: &SitePage, it: Described<'_>, find: &str, out: &mut String) {
    let language = it.words.language.as_str();
    let beside = it.beside().map(|text| {
        let text = phrases::title(text, language);
        format!(" <span class=\"long\">{text}</span>")
    });
    let _ = write!(
        out,
        "<div{}{find}><dt><a href=\"{}\">{}{}</a>{}</dt><dd>{}</dd></div>",
        lang(page, language),
        escape(&it.href(page)),
        id(it),
        phrases::title(&it.words.title, language),
        beside.unwrap_or_default(),
        paragraph(&it.words.description, language)
    );
}

/// An item of a list: its name as a link, and what it is in a sentence.
fn listed(page: &SitePage, it: Described<'_>, find: &str, out: &mut String) {
    let language = it.words.language.as_str();
    let _ = write!(
        out,
        "<li{}{find}><a href=\"{}\">{}<span>{}</span></a><p>{}</p></li>",
        lang(page, language),
        escape(&it.href(page)),
        id(it),
        phrases::title(&it.words.title, language),
        paragraph(&it.words.description, language)
    );
}

/// The item's id before its name, where readers know it by that.
pub(super) fn id(it: Described<'_>) -> String {
    if it.model.shown.ids {
        format!("<span class=\"id\">{}</span> ", escape(it.item.id()))
    } else {
        String::new()
    }
}

/// All that an item is found by, as words without spaces: title, id, official name, what it says in its fields, and what it
/// is called in the other languages.
pub(super) fn findable(site: &Site, it: Described<'_>) -> String {
    let Described { model, item, words } = it;
    let reference = model.reference(item);
    let values = words.values(model, item);
    let said = values.flat_map(|(_, value)| value.texts());
    let elsewhere = site
        .words
        .values()
        .filter_map(|words| words.items.get(&reference))
        .flat_map(|other| [Some(other.title.as_str()), other.beside(model, item)])
        .flatten();
    let own = [words.title.as_str()].into_iter();
    let of_language = site.words.get(&words.language);
    let reading = of_language.and_then(|words| words.reading(&model.id, item.id()));
    let own = own
        .chain(reading)
        .chain(model.shown.ids.then_some(item.id()))
        .chain(item.name());
    let mut found: Vec<String> = Vec::new();
    for word in own
        .chain(said.map(String::as_str))
        .chain(elsewhere)
        .map(fold)
    {
        if !found.iter().any(|known| known.contains(&word)) {
            found.push(word);
        }
    }
    found.join(" ")
}

/// A text as items are compared with what a reader types: width, case, kana, long vowels, spaces and hyphens do not count.
/// `scripts/site/filter.js` has the same; both pass `tests/search/fold.json`.
pub(super) fn fold(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .map(hiragana)
        .filter(|c| !c.is_whitespace() && !"ー・-‐/".contains(*c))
        .collect()
}

/// Items by what they are sorted by, under the first letter or the row of the kana table of it.
pub(super) fn letters<'a>(
    site: &Site,
    page: &SitePage,
    items: impl Iterator<Item = Described<'a>>,
) -> Vec<Group<'a>> {
    let order = Order::of(&page.language);
    let mut sorted: Vec<(String, Described<'_>)> =
        items.map(|it| (sort_key(site, page, it), it)).collect();
    sorted.sort_by(|a, b| {
        let words = order.compare(&a.0, &b.0);
        words.then_with(|| a.1.item.id().cmp(b.1.item.id()))
    });
    let mut letters: Vec<Group<'a>> = Vec::new();
    for (key, it) in sorted {
        let head = letters::head(&key);
        let same = |group: &&mut Group<'_>| group.heading.as_ref().is_some_and(|it| it.2 == head);
        // What a language sorts among others may stand under the same head once more: `Ä` of German among `A`.
        match letters.iter_mut().find(same) {
            Some(group) => group.items.push(it),
            None => letters.push(Group {
                heading: Some((2, letters::anchor(&head), head)),
                items: vec![it],
            }),
        }
    }
    letters
}

/// What an item is sorted by: its title, or its reading where it has one.
fn sort_key(site: &Site, page: &SitePage, it: Described<'_>) -> String {
    let fields = it.model.shown.sort.as_slice();
    let said = it.words.said(it.model, it.item, fields).next();
    let words = site.words.get(&page.language);
    let reading = said.or_else(|| words?.reading(&it.model.id, it.item.id()));
    letters::key(&it.words.title, reading)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_folded_as_the_script_of_the_page_folds_them() {
        let cases: Vec<(String, String)> =
            serde_json::from_str(include_str!("../../tests/search/fold.json")).unwrap();
        for (text, folded) in cases {
            assert_eq!(fold(&text), folded, "{text}");
        }
    }
}
