//! What the page templates see: one typed view, made from [`SitePage`].

use super::facts::{self, Described, Fact};
use super::navigation::{self, NavigationView, branch};
use super::{Bundles, generated, html};
use crate::models::{Item, Model};
use crate::site::{
    Block, Node, Site, SitePage, address, parent, relative, to_root, tool_link, words_of,
};
use serde::Serialize;

/// A page as its template sees it. Addresses are relative to the page; texts are plain and escaped by the template,
/// but for those that say "HTML".
#[derive(Debug, Serialize)]
pub struct PageView {
    /// The reader's language and its direction.
    pub lang: String,
    pub dir: &'static str,
    /// The text's language and its direction; another one on a fallback page.
    pub text_lang: String,
    pub text_dir: &'static str,
    pub is_fallback: bool,
    /// The text's language in its own words, for the notice.
    pub text_language_name: String,
    pub site_title: String,
    pub title: String,
    pub description: String,
    pub path: String,
    /// The way to the site's root: empty or `../…`.
    pub root: String,
    pub policy: String,
    pub styles: String,
    pub scripts: String,
    /// The script that runs before the first paint, to stand in its element as it is.
    pub head_script: String,
    pub home: Link,
    pub canonical: Option<String>,
    pub alternates: Vec<Alternate>,
    pub feed: Option<String>,
    pub noindex: bool,
    pub languages: Vec<LanguageLink>,
    pub navigation: Vec<NavigationView>,
    pub crumbs: Vec<Link>,
    pub contents: Vec<ContentsEntry>,
    /// HTML.
    pub body: String,
    /// HTML of the section's notice; empty if there is none.
    pub notice: String,
    pub previous: Option<Link>,
    pub next: Option<Link>,
    pub date: Option<String>,
    pub updated: Option<String>,
    /// Where a mistake on this page is reported.
    pub report: Option<String>,
    pub item: Option<ItemView>,
    /// Items whose mapping names this page.
    pub serves: Vec<Related>,
    pub terms: Vec<TermNote>,
    /// HTML, one entry a source.
    pub sources: Vec<String>,
    pub sources_page: Option<Link>,
    pub tools: Vec<Link>,
    /// Interface texts that scripts need, as JSON.
    pub script_texts: String,
    /// The script that the search box loads when it is first used.
    pub search_script: String,
}

/// A link with its words.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    pub href: String,
    pub title: String,
    pub lang: String,
}

/// The same page in another language, for search engines.
#[derive(Debug, Serialize)]
pub struct Alternate {
    pub tag: String,
    pub href: String,
}

/// The same page in another language, for readers.
#[derive(Debug, Serialize)]
pub struct LanguageLink {
    pub tag: String,
    pub dir: &'static str,
    pub name: String,
    pub href: String,
    pub current: bool,
}

/// A heading in the table of contents.
#[derive(Debug, Serialize)]
pub struct ContentsEntry {
    pub level: u8,
    pub id: String,
    pub text: String,
}

/// The item that a page describes: what is known of it, and what it is related to.
#[derive(Debug, Serialize)]
pub struct ItemView {
    /// The model's page.
    pub model: Link,
    /// The model's version; empty where it has none.
    pub version: String,
    /// The item's id, without the model's.
    pub id: String,
    /// Whether readers know it by its id.
    pub ids: bool,
    /// The official name (empty where there is none) with its language, and whether the page's title is a translation of it.
    pub name: String,
    pub name_language: String,
    pub translated: bool,
    /// What stands beside the title.
    pub beside: Option<String>,
    pub category: String,
    pub tool: Option<String>,
    pub facts: Vec<Fact>,
    /// What has no official name is called like this in the other languages.
    pub translations: Vec<Link>,
    pub pages: Vec<Related>,
    pub items: Vec<Related>,
    /// Pages whose words it explains.
    pub used_in: Vec<Link>,
}

/// Something that an item or a page is related to.
#[derive(Debug, Serialize)]
pub struct Related {
    pub href: String,
    pub framework: String,
    pub id: String,
    pub title: String,
    pub lang: String,
}

/// An item that explains words of the page: what it says, at the end of the page and in the pop-up.
#[derive(Debug, Serialize)]
pub struct TermNote {
    /// The id of the element, which the words' links name.
    pub id: String,
    pub href: String,
    pub title: String,
    /// What stands beside the title.
    pub beside: Option<String>,
    pub description: String,
    pub lang: String,
}

/// Makes the view of a page.
pub fn page(site: &Site, bundles: &Bundles, page: &SitePage) -> PageView {
    let here = |to: &str| relative(&page.address, to);
    let bundle = |name: &str| {
        bundles
            .addresses
            .get(name)
            .map(|address| here(address))
            .unwrap_or_default()
    };
    let tree = site.navigation.get(&page.language);
    let (previous, next) = tree
        .map(|tree| tree.neighbours(&page.path))
        .unwrap_or_default();
    let step = |node: &Node| Link {
        href: relative(&page.address, &node.address),
        title: node.title.clone(),
        lang: node.language.to_string(),
    };
    PageView {
        lang: page.language.to_string(),
        dir: page.language.direction(),
        text_lang: page.page.language.to_string(),
        text_dir: page.page.language.direction(),
        is_fallback: page.is_fallback(),
        text_language_name: site
            .config
            .language(page.page.language.as_str())
            .map(|language| language.name.clone())
            .unwrap_or_default(),
        site_title: site.title(&page.language),
        title: page.page.front.title.clone(),
        description: page.page.front.description.clone(),
        path: page.path.clone(),
        root: to_root(&page.address),
        policy: bundles.policy.clone(),
        styles: bundle("site.css"),
        scripts: bundle("site.js"),
        head_script: bundles.head_script.clone(),
        home: Link {
            href: here(&address(&page.language, "index")),
            title: tree.map(|tree| tree.root.title.clone()).unwrap_or_default(),
            lang: tree.map_or_else(
                || page.language.to_string(),
                |tree| tree.root.language.to_string(),
            ),
        },
        canonical: canonical(site, page),
        alternates: alternates(site, page),
        feed: feed(site, bundles, page),
        search_script: bundle("search.js"),
        noindex: page.is_fallback(),
        languages: languages(site, page),
        navigation: tree
            .map(|tree| navigation::view(site, &tree.root.children, page))
            .unwrap_or_default(),
        crumbs: crumbs(site, page),
        contents: contents(site, page),
        body: html::body(site, page),
        notice: notice(site, page),
        previous: previous.map(step),
        next: next.map(step),
        date: page.page.front.date.clone(),
        updated: page.page.front.updated.clone(),
        report: site
            .config
            .report
            .as_ref()
            .map(|address| address.replace("%{path}", &format!("{}/{}", page.language, page.path))),
        item: item(site, page),
        serves: page
            .serves
            .iter()
            .filter_map(|reference| related_item(site, page, reference))
            .collect(),
        terms: terms(site, page),
        sources: sources(site, page),
        sources_page: sources_page(site, page),
        tools: site
            .scored_models()
            .map(|model| model_tool(site, page, model))
            .collect(),
        script_texts: script_texts(site, page),
    }
}

fn feed(site: &Site, bundles: &Bundles, page: &SitePage) -> Option<String> {
    let there = site.config.base_url.is_some() && bundles.feeds.contains(page.language.as_str());
    there.then(|| relative(&page.address, &format!("{}/feed.xml", page.language)))
}

fn script_texts(site: &Site, page: &SitePage) -> String {
    let texts = site
        .strings
        .patterns(page.language.as_str(), &["search.", "script."]);
    serde_json::to_string(&texts).unwrap_or_default()
}

fn crumbs(site: &Site, page: &SitePage) -> Vec<Link> {
    let mut crumbs: Vec<Link> = branch(page)
        .iter()
        .skip(1)
        .filter_map(|path| link(site, page, path))
        .collect();
    crumbs.reverse();
    crumbs
}

/// A link to a page by path, with its short title.
fn link(site: &Site, page: &SitePage, path: &str) -> Option<Link> {
    let target = site.page(&address(&page.language, path))?;
    let front = &target.page.front;
    Some(Link {
        href: relative(&page.address, &target.address),
        title: front
            .nav_title
            .clone()
            .unwrap_or_else(|| front.title.clone()),
        lang: target.page.language.to_string(),
    })
}

fn languages(site: &Site, page: &SitePage) -> Vec<LanguageLink> {
    let view = |language: &crate::config::Language| LanguageLink {
        tag: language.tag.to_string(),
        dir: language.tag.direction(),
        name: language.name.clone(),
        href: relative(&page.address, &address(&language.tag, &page.path)),
        current: language.tag == page.language,
    };
    site.config.languages.iter().map(view).collect()
}

fn canonical(site: &Site, page: &SitePage) -> Option<String> {
    let base = site.config.base_url.as_ref()?;
    Some(format!(
        "{base}/{}",
        address(&page.page.language, &page.path)
    ))
}

fn alternates(site: &Site, page: &SitePage) -> Vec<Alternate> {
    let Some(base) = site
        .config
        .base_url
        .as_ref()
        .filter(|_| !page.is_fallback())
    else {
        return Vec::new();
    };
    let tags = page.translations.iter();
    let mut alternates: Vec<Alternate> = tags
        .map(|tag| Alternate {
            tag: tag.to_string(),
            href: format!("{base}/{}", address(tag, &page.path)),
        })
        .collect();
    if page.path == "index" {
        alternates.push(Alternate {
            tag: "x-default".to_owned(),
            href: format!("{base}/index.html"),
        });
    }
    alternates
}

/// Headings of the first two levels, those of generated blocks included.
fn contents(site: &Site, page: &SitePage) -> Vec<ContentsEntry> {
    let mut contents = Vec::new();
    for block in &page.blocks {
        match block {
            Block::Heading { level, id, content } if *level <= 3 => {
                contents.push(ContentsEntry {
                    level: *level,
                    id: id.clone(),
                    text: words_of(content),
                });
            }
            Block::Generated { kind, .. } => {
                let headings = generated::headings(site, page, kind).into_iter();
                contents.extend(headings.map(|(level, id, text)| ContentsEntry {
                    level,
                    id,
                    text,
                }));
            }
            _ => {}
        }
    }
    contents
}

/// The notice of the nearest section that has one.
fn notice(site: &Site, page: &SitePage) -> String {
    let sections = branch(page)
        .into_iter()
        .filter_map(|path| site.page(&address(&page.language, &path)));
    let section = sections
        .into_iter()
        .find(|section| !section.notice.is_empty());
    section
        .map(|section| html::notice(site, page, section))
        .unwrap_or_default()
}

fn item(site: &Site, page: &SitePage) -> Option<ItemView> {
    let reference = &page.page.front.item.as_ref()?.value;
    let described = Described::of(site, page, reference)?;
    let Described { model, item, .. } = described;
    let mappings = model.mappings.iter();
    let mappings = mappings.filter(|mapping| mapping.item.value == item.id());
    let pages = mappings.clone().flat_map(|mapping| &mapping.pages);
    let items = mappings.flat_map(|mapping| &mapping.items);
    Some(ItemView {
        model: model_link(site, page, model),
        version: model.scored.version.clone(),
        id: item.id().to_owned(),
        ids: model.shown.ids,
        name: item.scored.name.clone(),
        name_language: name_language(page, described),
        translated: item
            .name()
            .is_some_and(|name| name != described.words.title),
        beside: described.beside().map(str::to_owned),
        category: category(site, page, described),
        tool: tool_of(page, model, item),
        facts: facts::facts(site, page, described),
        translations: translations(site, page, described),
        pages: pages
            .filter_map(|target| related_page(site, page, &target.value))
            .collect(),
        items: items
            .filter_map(|target| related_item(site, page, &target.value))
            .collect(),
        used_in: used_in(site, page),
    })
}

/// The language of an item's official name: its own, its model's, or the reader's where nothing is said.
fn name_language(page: &SitePage, it: Described<'_>) -> String {
    let said = it.item.language.as_ref().or(it.model.scored.lang.as_ref());
    said.cloned().unwrap_or_else(|| page.language.to_string())
}

fn category(site: &Site, page: &SitePage, it: Described<'_>) -> String {
    let id = format!("{}:{}", it.model.id, it.item.scored.category);
    let words = site.words.get(&page.language);
    let name = words.and_then(|words| words.categories.get(&id));
    name.cloned().unwrap_or_default()
}

/// What an item without an official name is called in the languages that have a page on it.
fn translations(site: &Site, page: &SitePage, it: Described<'_>) -> Vec<Link> {
    if it.item.name().is_some() {
        return Vec::new();
    }
    let reference = it.model.reference(it.item);
    let others = site.words.iter().filter(|(tag, _)| **tag != page.language);
    let translations = others.filter_map(|(tag, words)| {
        let words = words.items.get(&reference);
        let words = words.filter(|words| words.language == *tag)?;
        Some(Link {
            href: relative(&page.address, &address(tag, &words.path)),
            title: words.title.clone(),
            lang: tag.to_string(),
        })
    });
    translations.collect()
}

/// The pages whose words the page's item explains, in reading order.
fn used_in(site: &Site, page: &SitePage) -> Vec<Link> {
    let navigation = site.navigation.get(&page.language);
    let users = page.used_in.iter();
    let mut users: Vec<&SitePage> = users.filter_map(|address| site.page(address)).collect();
    users.sort_by_key(|user| navigation.and_then(|navigation| navigation.position(&user.path)));
    let link = |user: &SitePage| Link {
        href: relative(&page.address, &user.address),
        title: user.page.front.title.clone(),
        lang: user.page.language.to_string(),
    };
    users.into_iter().map(link).collect()
}

fn tool_of(page: &SitePage, model: &Model, item: &Item) -> Option<String> {
    (!item.scales().is_empty())
        .then(|| tool_link(&page.address, &page.language, &model.id, Some(item.id())))
}

fn model_tool(site: &Site, page: &SitePage, model: &Model) -> Link {
    Link {
        href: tool_link(&page.address, &page.language, &model.id, None),
        ..model_link(site, page, model)
    }
}

fn model_link(site: &Site, page: &SitePage, model: &Model) -> Link {
    let named = site
        .words
        .get(&page.language)
        .and_then(|words| words.models.get(&model.id));
    let (title, path) = named
        .cloned()
        .unwrap_or_else(|| (model.id.clone(), "index".to_owned()));
    Link {
        href: relative(&page.address, &address(&page.language, &path)),
        title,
        lang: page.language.to_string(),
    }
}

fn related_item(site: &Site, page: &SitePage, reference: &str) -> Option<Related> {
    let it = Described::of(site, page, reference)?;
    let id = it.model.shown.ids.then(|| it.item.id().to_owned());
    Some(Related {
        href: it.href(page),
        framework: model_link(site, page, it.model).title,
        id: id.unwrap_or_default(),
        title: it.words.title.clone(),
        lang: it.words.language.to_string(),
    })
}

fn related_page(site: &Site, page: &SitePage, written: &str) -> Option<Related> {
    let (path, anchor) = written
        .split_once('#')
        .map_or((written, None), |(path, anchor)| (path, Some(anchor)));
    let target = site.page(&address(&page.language, path))?;
    let section = anchor.and_then(|anchor| {
        target
            .page
            .headings
            .iter()
            .find(|heading| heading.id == anchor)
    });
    let mut href = relative(&page.address, &target.address);
    let mut title = target.page.front.title.clone();
    if let Some(section) = section {
        href = format!("{href}#{}", section.id);
        title.clone_from(&section.text);
    }
    let above = parent(path)
        .and_then(|parent| link(site, page, &parent))
        .map(|link| link.title)
        .unwrap_or_default();
    let framework = if path.ends_with("/index") {
        String::new()
    } else {
        above
    };
    Some(Related {
        href,
        framework,
        id: String::new(),
        title,
        lang: target.page.language.to_string(),
    })
}

fn terms(site: &Site, page: &SitePage) -> Vec<TermNote> {
    let note = |reference: &String| {
        let it = Described::of(site, page, reference)?;
        Some(TermNote {
            id: html::note_id(reference),
            href: it.href(page),
            title: it.words.title.clone(),
            beside: it.beside().map(str::to_owned),
            description: it.words.description.clone(),
            lang: it.words.language.to_string(),
        })
    };
    page.terms.iter().filter_map(note).collect()
}

/// The documents that the page names as its sources.
fn sources(site: &Site, page: &SitePage) -> Vec<String> {
    let keys = page.page.front.sources.iter();
    let documents = keys.filter_map(|key| site.models.document(&key.value));
    let described =
        documents.filter_map(|(model, item)| Described::of(site, page, &model.reference(item)));
    described
        .map(|document| facts::entry(site, page, document))
        .collect()
}

/// The page that lists all documents.
fn sources_page(site: &Site, page: &SitePage) -> Option<Link> {
    let mut cited = site.models.cited();
    let path = cited.find_map(|model| site.lists.get(&model.id))?;
    link(site, page, path)
}
