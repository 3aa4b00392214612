//! The mapping that a page is about: as a table of marks, and item by item with its reason.
//!
//! ```text
//! items of the model (rows) × items of another model, or pages below one (columns) + what is connected ─▶ marks that lead there
//! items of the model + reasons of the page ─▶ a list
//! ```

use super::escape::escape;
use super::facts::Described;
use super::lang::lang;
use super::link::{LinkView, model_link};
use super::list;
use super::phrases::{paragraph, title};
use super::related::{Related, mapped_pages, related_items};
use crate::models::Model;
use crate::site::{Site, SitePage, relative};
use std::fmt::Write as _;

/// A column: what stands above it, and how its marks are told from those of others.
struct Column {
    /// Where its head leads, relative to the page.
    href: String,
    /// Its id, where readers know it by that.
    id: String,
    /// Its name.
    name: String,
    /// The language of the name.
    lang: String,
}

/// The columns with what they are of, and how a place belongs to one.
struct Columns {
    framework: LinkView,
    heads: Vec<Column>,
    /// Where a mapped place belongs: by the beginning of its address.
    below: Vec<String>,
}

/// The table. A mark leads to what it stands for.
pub(super) fn matrix(site: &Site, page: &SitePage, of: &str) -> String {
    let Some(model) = mapped(site, page) else {
        return String::new();
    };
    let Some(columns) = columns(site, page, of) else {
        return String::new();
    };
    let language = page.language.as_str();
    let rows = model_link(site, page, model);
    let label = format!("{} × {}", rows.title, columns.framework.title);
    let mut out = bar(site, page, of);
    let _ = write!(
        out,
        "<div class=\"table matrix\" role=\"group\" tabindex=\"0\" aria-label=\"{}\"><table><thead><tr><th scope=\"col\" rowspan=\"2\">{}</th><th scope=\"colgroup\" colspan=\"{}\">{}</th></tr><tr>",
        escape(&label),
        title(&rows.title, &rows.lang),
        columns.heads.len(),
        title(&columns.framework.title, &columns.framework.lang),
    );
    for column in &columns.heads {
        let id = match column.id.as_str() {
            "" => String::new(),
            id => format!("<span class=\"id\">{}</span> ", escape(id)),
        };
        let _ = write!(
            out,
            "<th scope=\"col\"{}><a href=\"{}\">{id}{}</a></th>",
            lang(page, &column.lang),
            escape(&column.href),
            title(&column.name, &column.lang)
        );
    }
    out.push_str("</tr></thead><tbody>");
    for it in described(site, page, model) {
        row(site, page, it, &columns, language, &mut out);
    }
    out.push_str("</tbody></table></div>");
    out
}

fn row(
    site: &Site,
    page: &SitePage,
    it: Described<'_>,
    columns: &Columns,
    language: &str,
    out: &mut String,
) {
    let mut places = mapped_pages(site, page, it);
    places.extend(related_items(site, page, &it.model.reference(it.item)));
    let _ = write!(
        out,
        "<tr data-find=\"{}\"><th scope=\"row\">{}</th>",
        escape(&findable(site, it, &places)),
        name(page, it)
    );
    for below in &columns.below {
        out.push_str("<td>");
        for place in places.iter().filter(|place| belongs(&place.href, below)) {
            let name = [&place.framework, &place.id, &place.title];
            let name: Vec<&str> = name
                .into_iter()
                .map(String::as_str)
                .filter(|part| !part.is_empty())
                .collect();
            let _ = write!(
                out,
                "<a href=\"{}\" title=\"{name}\" aria-label=\"{name}\"{}>●</a>",
                escape(&place.href),
                if place.lang == language {
                    String::new()
                } else {
                    format!(" lang=\"{}\"", escape(&place.lang))
                },
                name = escape(&name.join(" ")),
            );
        }
        out.push_str("</td>");
    }
    out.push_str("</tr>");
}

/// Whether an address is that of a column, or of a page below it.
fn belongs(href: &str, column: &str) -> bool {
    match column.strip_suffix("index.html") {
        Some(folder) if !folder.is_empty() => href.starts_with(folder),
        _ => href == column || href.starts_with(&format!("{column}#")) && !column.contains('#'),
    }
}

fn columns(site: &Site, page: &SitePage, of: &str) -> Option<Columns> {
    match site.models.models.get(of) {
        Some(model) => Some(items(site, page, model)),
        None => pages(site, page, of),
    }
}

fn items(site: &Site, page: &SitePage, model: &Model) -> Columns {
    let columns: Vec<Column> = described(site, page, model)
        .map(|it| Column {
            href: it.href(page),
            id: if it.model.shown.ids {
                it.item.id().to_owned()
            } else {
                String::new()
            },
            name: it.words.title.clone(),
            lang: it.words.language.to_string(),
        })
        .collect();
    Columns {
        framework: model_link(site, page, model),
        below: columns.iter().map(|column| column.href.clone()).collect(),
        heads: columns,
    }
}

/// The pages below the one at a path, those alone that a mapping of the page's model names.
fn pages(site: &Site, page: &SitePage, path: &str) -> Option<Columns> {
    let tree = site.navigation.get(&page.language)?;
    let above = tree.node(path)?;
    let named = |path: &str| {
        let folder = path.strip_suffix("index").filter(|_| path != "index");
        let mut mappings = mapped(site, page)
            .into_iter()
            .flat_map(|model| &model.mappings);
        mappings.any(|mapping| {
            mapping.pages.iter().any(|named| {
                let named = named.value.split('#').next().unwrap_or_default();
                named == path || folder.is_some_and(|folder| named.starts_with(folder))
            })
        })
    };
    let columns: Vec<Column> = above
        .children
        .iter()
        .filter(|child| named(&child.path))
        .map(|child| Column {
            href: relative(&page.address, &child.address),
            id: String::new(),
            name: child.title.clone(),
            lang: child.language.to_string(),
        })
        .collect();
    Some(Columns {
        framework: LinkView {
            href: relative(&page.address, &above.address),
            title: above.title.clone(),
            lang: above.language.to_string(),
        },
        below: columns.iter().map(|column| column.href.clone()).collect(),
        heads: columns,
    })
}

/// The mapping, item by item: what each is connected with, and why.
pub(super) fn reasons(site: &Site, page: &SitePage) -> String {
    let Some(model) = mapped(site, page) else {
        return String::new();
    };
    let words = site.words.get(&page.language);
    let mut out = bar(site, page, "connections");
    out.push_str("<dl class=\"mapping\">");
    for it in described(site, page, model) {
        let pages = mapped_pages(site, page, it);
        let items = related_items(site, page, &model.reference(it.item));
        if pages.is_empty() && items.is_empty() {
            continue;
        }
        let reason = words.and_then(|words| words.mapping_reason(&model.id, it.item.id()));
        let _ = write!(
            out,
            "<div data-find=\"{}\"><dt>{}</dt><dd>",
            escape(&findable(site, it, pages.iter().chain(&items))),
            name(page, it)
        );
        if let Some(reason) = reason {
            let reason = paragraph(reason, page.page.language.as_str());
            let _ = write!(out, "<p>{reason}</p>");
        }
        out.push_str(&related(page, pages.iter().chain(&items)));
        out.push_str("</dd></div>");
    }
    out.push_str("</dl>");
    out
}

/// A list of what something is related to.
pub(super) fn related<'a>(page: &SitePage, entries: impl Iterator<Item = &'a Related>) -> String {
    let mut out = String::from("<ul class=\"related\">");
    for entry in entries {
        let begins = entry.begins && !entry.framework.is_empty();
        let framework = if begins {
            format!(
                "<span class=\"framework\">{}</span> ",
                escape(&entry.framework)
            )
        } else {
            String::new()
        };
        let (id, name) = match entry.id.as_str() {
            "" => (String::new(), String::new()),
            id => {
                let name = format!("{} {id} {}", entry.framework, entry.title);
                let id = format!("<span class=\"id\">{}</span>&nbsp;", escape(id));
                (id, format!(" aria-label=\"{}\"", escape(&name)))
            }
        };
        let _ = write!(
            out,
            "<li{}>{framework}<a href=\"{}\"{}{name}>{id}{}</a></li>",
            if entry.begins {
                " class=\"begins\""
            } else {
                ""
            },
            escape(&entry.href),
            lang(page, &entry.lang),
            title(&entry.title, &entry.lang)
        );
    }
    out.push_str("</ul>");
    out
}

/// The model of whose mapping the page gives the reasons.
fn mapped<'s>(site: &'s Site, page: &SitePage) -> Option<&'s Model> {
    let reference = page.page.front.mapping.as_ref()?;
    site.models.models.get(&reference.value)
}

fn described<'s>(
    site: &'s Site,
    page: &SitePage,
    model: &'s Model,
) -> impl Iterator<Item = Described<'s>> {
    let items = model.items.iter();
    items.filter_map(move |item| Described::of(site, page, &model.reference(item)))
}

/// What an item and all that it is connected with are found by: ids are what readers seek here.
fn findable<'a>(
    site: &Site,
    it: Described<'_>,
    places: impl IntoIterator<Item = &'a Related>,
) -> String {
    let places = places.into_iter().filter(|place| !place.id.is_empty());
    let ids = places.map(|place| list::fold(&place.id));
    let words = std::iter::once(list::findable(site, it)).chain(ids);
    words.collect::<Vec<_>>().join(" ")
}

/// An item's id and name as a link.
fn name(page: &SitePage, it: Described<'_>) -> String {
    let language = it.words.language.as_str();
    format!(
        "<a href=\"{}\"{}>{}{}</a>",
        escape(&it.href(page)),
        lang(page, language),
        list::id(it),
        title(&it.words.title, language)
    )
}

fn bar(site: &Site, page: &SitePage, id: &str) -> String {
    let id = id.replace('/', "-");
    format!(
        "<div class=\"list-bar\">{}</div>",
        list::filter(site, page, &id)
    )
}
