//! Blocks that the generator fills: lists of pages, levels, items, terms and documents.

use super::escape::escape;
use super::lang::lang;
use super::phrases::{self, paragraph};
use crate::models::{Category, Document, Model, Threshold};
use crate::pages::Generated;
use crate::site::{ItemWords, Site, SitePage, address, relative};
use std::fmt::Write as _;

/// A heading that a generated block makes: level, anchor, words.
pub type Heading = (u8, String, String);

/// The headings of a generated block, for the table of contents.
pub fn headings(site: &Site, page: &SitePage, kind: Generated, argument: &str) -> Vec<Heading> {
    match kind {
        Generated::Items => site
            .models
            .models
            .get(argument)
            .map(|model| category_headings(site, page, model))
            .unwrap_or_default(),
        Generated::Pages
        | Generated::Terms
        | Generated::Levels
        | Generated::Documents
        | Generated::Profile => Vec::new(),
    }
}

/// The HTML of a generated block.
pub fn html(site: &Site, page: &SitePage, kind: Generated, argument: &str) -> String {
    match kind {
        Generated::Pages => pages(site, page),
        Generated::Levels => levels(site, page),
        Generated::Items => items(site, page, argument),
        Generated::Terms => super::glossary::index(site, page),
        Generated::Documents => documents(site, page),
        Generated::Profile => profile(site, page),
    }
}

/// The deepest heading that readers hand on.
const LINKED: u8 = 4;

/// A heading with a link to itself beside it: not within, where it would be read as one of the heading's words. `words`
/// are HTML, `name` is plain. Pages of a template of their own are no places to link to, and a site needs a name for it.
pub fn heading(
    site: &Site,
    page: &SitePage,
    level: u8,
    id: &str,
    words: &str,
    name: &str,
) -> String {
    let id = escape(id);
    let heading = format!("<h{level} id=\"{id}\">{words}</h{level}>");
    let named = site.strings.is_declared("page.link_here");
    if level > LINKED || !named || page.page.front.template.is_some() {
        return heading;
    }
    let label = escape(&site.text(&page.page.language, "page.link_here", &[("name", name)]));
    format!(
        "<div class=\"heading\">{heading}<a class=\"anchor\" href=\"#{id}\" aria-label=\"{label}\"></a></div>"
    )
}

/// Words that break at phrases, in the language of the page's text or in `language`.
fn title(text: &str, language: &str) -> String {
    phrases::title(text, language)
}

fn pages(site: &Site, page: &SitePage) -> String {
    let children = site
        .navigation
        .get(&page.language)
        .and_then(|tree| tree.node(&page.path))
        .map(|node| &node.children);
    let mut out = String::from("<ul class=\"pages\">");
    for child in children.into_iter().flatten() {
        let description = site
            .page(&child.address)
            .map(|page| page.page.front.description.as_str())
            .unwrap_or_default();
        let _ = write!(
            out,
            "<li{}><a href=\"{}\">{}</a><p>{}</p></li>",
            lang(page, child.language.as_str()),
            escape(&relative(&page.address, &child.address)),
            title(&child.title, child.language.as_str()),
            paragraph(description, child.language.as_str())
        );
    }
    out.push_str("</ul>");
    out
}

fn levels(site: &Site, page: &SitePage) -> String {
    let Some(reference) = &page.page.front.item else {
        return String::new();
    };
    let Some((model, item)) = site.models.item(&reference.value) else {
        return String::new();
    };
    let mut out = String::new();
    let texts = site
        .words
        .get(&page.language)
        .and_then(|words| words.model_pages.get(&model.id))
        .map(|page| &page.front.texts);
    for scale in &item.scales {
        if item.scales.len() > 1 {
            let name = texts
                .and_then(|texts| texts.scale_names.get(scale))
                .map_or(scale, |name| &name.value);
            let _ = write!(out, "<p>{}</p>", escape(name));
        }
        levels_of(site, page, model, scale, &mut out);
    }
    out
}

/// The levels of a scale with their names and what they mean for the page's item, or for any.
fn levels_of(site: &Site, page: &SitePage, model: &Model, scale: &str, out: &mut String) {
    let words = site.words.get(&page.language);
    out.push_str("<dl class=\"levels\">");
    for level in model
        .scales
        .get(scale)
        .map(|scale| scale.levels.as_slice())
        .unwrap_or_default()
    {
        let name = words
            .and_then(|words| words.level_name(&model.id, scale, *level))
            .unwrap_or_default();
        let own = page
            .page
            .front
            .levels
            .get(&level.to_string())
            .map(|at| at.value.as_str());
        let text = own
            .or_else(|| words?.level_text(&model.id, scale, *level))
            .unwrap_or_default();
        let _ = write!(
            out,
            "<div class=\"level\"><dt><span class=\"level-mark level-{level}\">{level}</span> <span>{}</span></dt><dd>{}</dd></div>",
            title(name, page.language.as_str()),
            paragraph(text, page.language.as_str())
        );
    }
    out.push_str("</dl>");
}

/// Where an item's words stand: a page, or a section of one.
fn item_address(page: &SitePage, words: &ItemWords) -> String {
    let href = relative(&page.address, &address(&page.language, &words.path));
    words
        .anchor
        .as_ref()
        .map_or(href.clone(), |anchor| format!("{href}#{anchor}"))
}

/// What the page's profile asks, item by item, and why.
fn profile(site: &Site, page: &SitePage) -> String {
    let named = page
        .page
        .front
        .profile
        .as_ref()
        .and_then(|reference| site.models.profile(&reference.value));
    let (Some((model, profile)), Some(words)) = (named, site.words.get(&page.language)) else {
        return String::new();
    };
    let say =
        |key: &str| phrases::title(&site.text(&page.language, key, &[]), page.language.as_str());
    let mut out = format!(
        "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"{title}\"><table><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead><tbody>",
        say("profile.item"),
        say("profile.level"),
        say("profile.reason"),
        title = escape(&page.page.front.title),
    );
    for item in &model.items {
        let Some(Threshold::Level(level)) = profile.levels.get(&item.id) else {
            continue;
        };
        let Some(item_words) = words.items.get(&format!("{}:{}", model.id, item.id)) else {
            continue;
        };
        let name = item
            .scales
            .first()
            .and_then(|scale| words.level_name(&model.id, scale, *level))
            .unwrap_or_default();
        let reason = page
            .page
            .front
            .profile_reasons
            .get(&item.id)
            .map(|reason| reason.value.as_str())
            .unwrap_or_default();
        let href = item_address(page, item_words);
        let _ = write!(
            out,
            "<tr><th scope=\"row\"><a href=\"{}\"><span class=\"id\">{}</span> {}</a></th><td>{level}&nbsp;{}</td><td>{}</td></tr>",
            escape(&href),
            escape(&item.id),
            title(&item_words.title, item_words.language.as_str()),
            escape(name),
            paragraph(reason, page.language.as_str())
        );
    }
    out.push_str("</tbody></table></div>");
    out
}

fn category_headings(site: &Site, page: &SitePage, model: &Model) -> Vec<Heading> {
    let names = site
        .words
        .get(&page.language)
        .map(|words| &words.categories);
    let heading = |category: &Category| {
        let name = names.and_then(|names| names.get(&format!("{}:{}", model.id, category.id)));
        let name = name.map(String::as_str).unwrap_or_default();
        (
            3,
            format!("category-{}", category.id),
            format!("{} {name}", category.id),
        )
    };
    model.categories.iter().map(heading).collect()
}

fn items(site: &Site, page: &SitePage, model: &str) -> String {
    let (Some(model), Some(words)) = (
        site.models.models.get(model),
        site.words.get(&page.language),
    ) else {
        return String::new();
    };
    let mut out = String::new();
    for (category, (level, id, name)) in model
        .categories
        .iter()
        .zip(category_headings(site, page, model))
    {
        let head = title(&name, page.language.as_str());
        let _ = write!(
            out,
            "{}<ul class=\"items\">",
            heading(site, page, level, &id, &head, &name)
        );
        for item in model.items_of(&category.id) {
            let Some(words) = words.items.get(&format!("{}:{}", model.id, item.id)) else {
                continue;
            };
            let href = item_address(page, words);
            let _ = write!(
                out,
                "<li{}><a href=\"{}\"><span class=\"id\">{}</span> <span>{}</span></a><p>{}</p></li>",
                lang(page, words.language.as_str()),
                escape(&href),
                escape(&item.id),
                title(&words.title, words.language.as_str()),
                paragraph(&words.description, words.language.as_str())
            );
        }
        out.push_str("</ul>");
    }
    out
}

fn documents(site: &Site, page: &SitePage) -> String {
    let mut out = String::from("<ul class=\"documents\">");
    for document in &site.models.documents {
        let _ = write!(
            out,
            "<li id=\"{}\">{}</li>",
            escape(&document.key),
            document_entry(site, page, document)
        );
    }
    out.push_str("</ul>");
    out
}

/// One document with all that is known of it.
pub fn document_entry(site: &Site, page: &SitePage, document: &Document) -> String {
    let language = page.language.as_str();
    let say = |key: &str, arguments: &[(&str, &str)]| {
        paragraph(&site.text(&page.language, key, arguments), language)
    };
    let title = format!(
        "<cite{}>{}</cite>",
        lang(page, &document.language),
        paragraph(&document.title, &document.language)
    );
    let mut out = match &document.address {
        Some(url) => format!(
            "<a class=\"external\" href=\"{}\" rel=\"noreferrer\">{title}</a>",
            escape(url)
        ),
        None => title,
    };
    let mut facts: Vec<String> = Vec::new();
    facts.extend(
        document
            .publisher
            .as_deref()
            .map(|publisher| paragraph(publisher, language)),
    );
    facts.extend(
        document
            .edition_named
            .as_deref()
            .map(|edition| say("document.named", &[("edition", edition)])),
    );
    facts.extend(
        document
            .edition_current
            .as_deref()
            .map(|edition| say("document.current", &[("edition", edition)])),
    );
    facts.extend(
        document
            .date
            .as_deref()
            .map(|date| say("document.date", &[("date", date)])),
    );
    facts.extend(
        document
            .licence
            .as_deref()
            .map(|licence| say("document.licence", &[("licence", licence)])),
    );
    facts.push(match &document.date_checked {
        Some(date) => say("document.checked", &[("date", date)]),
        None if document.address.is_some() => say("document.unchecked", &[]),
        None => say("document.no_address", &[]),
    });
    if document.superseded {
        facts.push(format!(
            "<strong class=\"superseded\">{}</strong>",
            superseded(site, page, document)
        ));
    }
    let facts: Vec<String> = facts
        .into_iter()
        .map(|fact| format!("<span>{fact}</span>"))
        .collect();
    let _ = write!(out, "<p class=\"facts\">{}</p>", facts.join(" · "));
    out
}

fn superseded(site: &Site, page: &SitePage, document: &Document) -> String {
    let by = document
        .superseded_by
        .as_ref()
        .and_then(|key| site.models.document(&key.value));
    let say = |key: &str, arguments: &[(&str, &str)]| {
        paragraph(
            &site.text(&page.language, key, arguments),
            page.language.as_str(),
        )
    };
    match by {
        Some(by) => say("document.superseded_by", &[("title", &by.title)]),
        None => say("document.superseded", &[]),
    }
}
