//! Blocks that the generator fills: lists of pages and of items, levels, what a profile asks.

use super::escape::escape;
use super::facts::Described;
use super::heading::ViewedHeading;
use super::lang::lang;
use super::phrases::{self, paragraph};
use crate::models::{Item, Model};
use crate::pages::{Generated, SectionFiles};
use crate::scoring::{Profile, Threshold};
use crate::site::{Site, SitePage, relative, section_file};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What a page of results says.
pub const RESULTS: [&str; 2] = ["results.section", "results.all_sections"];

/// The headings of a generated block, for the table of contents.
pub fn headings(site: &Site, page: &SitePage, kind: &Generated) -> Vec<ViewedHeading> {
    match kind {
        Generated::Items(list) => super::list::headings(site, page, list),
        Generated::Pages
        | Generated::Levels
        | Generated::Profile
        | Generated::Files(_)
        | Generated::Matrix(_)
        | Generated::Connections
        | Generated::Index(_)
        | Generated::Search
        | Generated::Path(_)
        | Generated::Checklists => Vec::new(),
    }
}

/// The HTML of a generated block.
pub fn html(site: &Site, page: &SitePage, kind: &Generated) -> String {
    match kind {
        Generated::Pages => pages(site, page),
        Generated::Levels => levels(site, page),
        Generated::Items(list) => super::list::html(site, page, list),
        Generated::Profile => profile(site, page),
        Generated::Files(of) => files(site, page, of),
        Generated::Matrix(columns) => super::mapping::matrix(site, page, columns),
        Generated::Connections => super::mapping::reasons(site, page),
        Generated::Index(by) => super::index::html(site, page, *by),
        Generated::Search => search(site, page),
        Generated::Path(steps) => super::path::html(site, page, steps),
        // Their tasks are Markdown: `html` writes them.
        Generated::Checklists => String::new(),
    }
}

/// Links to the files that the section is published as.
fn files(site: &Site, page: &SitePage, of: &SectionFiles) -> String {
    let language = page.page.language.as_str();
    let mut out = String::from("<p class=\"files\">");
    for kind in &of.kinds {
        let address = section_file(&page.page, of, *kind);
        let _ = write!(
            out,
            "<a href=\"{}\" download>{}</a> ",
            escape(&relative(&page.address, &address)),
            title(
                &site.text(&page.page.language, kind.text_key(), &[]),
                language
            ),
        );
    }
    out.truncate(out.trim_end().len());
    out.push_str("</p>");
    out
}

/// The place for what a search finds: its script fills it, and has its words here.
fn search(site: &Site, page: &SitePage) -> String {
    let texts = RESULTS.map(|key| (key, site.text(&page.language, key, &[])));
    let texts: BTreeMap<_, _> = texts.into_iter().collect();
    // Texts always have a JSON form.
    let texts = serde_json::to_string(&texts).unwrap_or_default();
    format!(
        "<div class=\"found\" lang=\"{}\" data-search-page data-texts=\"{}\"></div>",
        page.language,
        escape(&texts)
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
    for scale in item.scales() {
        if item.scales().len() > 1 {
            let name = texts
                .and_then(|texts| texts.scale_names.get(scale))
                .map_or(scale, |name| &name.value);
            let _ = write!(out, "<p>{}</p>", escape(name));
        }
        levels_of(site, page, model, scale, &mut out);
    }
    out
}

/// The levels of a scale: the name of each, what it means for any item, and what the page's item says of it.
fn levels_of(site: &Site, page: &SitePage, model: &Model, scale: &str, out: &mut String) {
    let words = site.words.get(&page.language);
    out.push_str("<dl class=\"levels\">");
    for level in model.levels(scale) {
        let name = words
            .and_then(|words| words.level_name(&model.id, scale, *level))
            .unwrap_or_default();
        let own = page
            .page
            .front
            .levels
            .get(&level.to_string())
            .map(|at| at.value.as_str());
        let meaning = words.and_then(|words| words.level_text(&model.id, scale, *level));
        let _ = write!(
            out,
            "<div class=\"level\"><dt><span class=\"level-mark level-{level}\">{level}</span> <span>{}</span></dt><dd>",
            title(name, page.language.as_str()),
        );
        if let Some(meaning) = meaning {
            let _ = write!(
                out,
                "<span class=\"level-scale\">{}</span>",
                paragraph(meaning, page.language.as_str())
            );
        }
        if let Some(own) = own.filter(|own| Some(*own) != meaning) {
            out.push_str(&paragraph(own, page.language.as_str()));
        }
        out.push_str("</dd></div>");
    }
    out.push_str("</dl>");
}

/// What the page's profiles ask, item by item, and why.
fn profile(site: &Site, page: &SitePage) -> String {
    let references = page.page.front.profiles.iter();
    let named = references.filter_map(|reference| site.models.profile(&reference.value));
    let (models, profiles): (Vec<&Model>, Vec<&Profile>) = named.unzip();
    let (Some(model), Some(words)) = (models.first(), site.words.get(&page.language)) else {
        return String::new();
    };
    let language = page.language.as_str();
    let say = |key: &str| phrases::title(&site.text(&page.language, key, &[]), language);
    let mut out = format!(
        "<div class=\"table profile\" role=\"group\" tabindex=\"0\" aria-label=\"{}\"><table><thead><tr><th scope=\"col\">{}</th>",
        escape(&page.page.front.title),
        say("profile.item"),
    );
    for profile in &profiles {
        let name = match profiles.as_slice() {
            [_] => say("profile.level"),
            _ => title(words.profile_name(&model.id, &profile.id), language),
        };
        let _ = write!(out, "<th scope=\"col\">{name}</th>");
    }
    let _ = write!(
        out,
        "<th scope=\"col\">{}</th></tr></thead><tbody>",
        say("profile.reason")
    );
    for item in &model.items {
        out.push_str(&profile_row(site, page, model, item, &profiles));
    }
    out.push_str("</tbody></table></div>");
    out
}

/// What profiles ask of an item; nothing where none of them asks for a level.
fn profile_row(
    site: &Site,
    page: &SitePage,
    model: &Model,
    item: &Item,
    profiles: &[&Profile],
) -> String {
    let described = Described::of(site, page, &model.reference(item));
    let (Some(described), Some(words)) = (described, site.words.get(&page.language)) else {
        return String::new();
    };
    let asked = profiles
        .iter()
        .map(|profile| match profile.levels.get(item.id()) {
            Some(Threshold::Level(level)) => Some(*level),
            _ => None,
        });
    let asked: Vec<Option<i64>> = asked.collect();
    if asked.iter().all(Option::is_none) {
        return String::new();
    }
    let name = |level| {
        let scale = item.scales().first();
        let name = scale.and_then(|scale| words.level_name(&model.id, scale, level));
        name.unwrap_or_default()
    };
    let mut out = format!(
        "<tr><th scope=\"row\"><a href=\"{}\"><span class=\"id\">{}</span> {}</a></th>",
        escape(&described.href(page)),
        escape(item.id()),
        title(&described.words.title, described.words.language.as_str()),
    );
    for level in asked {
        let _ = match level {
            Some(level) => write!(out, "<td>{level}&nbsp;{}</td>", escape(name(level))),
            None => write!(out, "<td>–</td>"),
        };
    }
    let reason = page.page.front.profile_reasons.get(item.id());
    let reason = reason.map(|reason| reason.value.as_str());
    let _ = write!(
        out,
        "<td>{}</td></tr>",
        paragraph(reason.unwrap_or_default(), page.language.as_str())
    );
    out
}
