//! What the page templates see: one typed view, made from [`SitePage`].

use super::navigation::{self, NavigationView, branch};
use super::{Bundles, generated, html};
use crate::models::{Item, Model};
use crate::pages::Block;
use crate::site::{Node, Site, SitePage, address, parent, relative, to_root, tool_link};
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
    pub term: Option<TermView>,
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

/// The facts of an item, shown in a panel.
#[derive(Debug, Serialize)]
pub struct ItemView {
    pub model: Link,
    pub version: String,
    pub id: String,
    /// The official name with its language, and whether the page's title is a translation of it.
    pub name: String,
    pub name_language: String,
    pub translated: bool,
    pub category: String,
    pub tool: Option<String>,
    pub pages: Vec<Related>,
    pub items: Vec<Related>,
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

/// The facts of a term.
#[derive(Debug, Serialize)]
pub struct TermView {
    pub long: Option<String>,
    pub reading: Option<String>,
    pub abbreviation: Option<String>,
    pub forms: Vec<String>,
    /// The term in the other languages.
    pub translations: Vec<Link>,
    pub related: Vec<Link>,
    pub used_in: Vec<Link>,
}

/// A term's short definition, at the end of the page and in the pop-up.
#[derive(Debug, Serialize)]
pub struct TermNote {
    pub id: String,
    pub href: String,
    pub title: String,
    /// The term at full length, or its abbreviation.
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
        term: term(site, page),
        serves: page
            .serves
            .iter()
            .filter_map(|reference| related_item(site, page, reference))
            .collect(),
        terms: terms(site, page),
        sources: sources(site, page),
        sources_page: site
            .documents_page
            .as_ref()
            .and_then(|path| link(site, page, path)),
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
    for block in &page.page.blocks {
        match block {
            Block::Heading { level, id, content } if *level <= 3 => {
                contents.push(ContentsEntry {
                    level: *level,
                    id: id.clone(),
                    text: page.plain(content),
                });
            }
            Block::Generated { kind, argument, .. } => {
                let headings = generated::headings(site, page, *kind, argument).into_iter();
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
        .find(|section| !section.page.notice.is_empty());
    section
        .map(|section| html::notice(site, page, section))
        .unwrap_or_default()
}

fn item(site: &Site, page: &SitePage) -> Option<ItemView> {
    let (model, item) = site.models.item(&page.page.front.item.as_ref()?.value)?;
    let words = site.words.get(&page.language)?;
    let mappings: Vec<_> = model
        .mappings
        .iter()
        .filter(|mapping| mapping.item.value == item.id)
        .collect();
    let pages = mappings
        .iter()
        .flat_map(|mapping| &mapping.pages)
        .filter_map(|target| related_page(site, page, &target.value));
    let items = mappings
        .iter()
        .flat_map(|mapping| &mapping.items)
        .filter_map(|target| related_item(site, page, &target.value));
    Some(ItemView {
        model: model_link(site, page, model),
        version: model.version.clone(),
        id: item.id.clone(),
        name: item.name.clone(),
        name_language: model
            .language
            .clone()
            .unwrap_or_else(|| page.language.to_string()),
        translated: item.name != page.page.front.title,
        category: words
            .categories
            .get(&format!("{}:{}", model.id, item.category))
            .cloned()
            .unwrap_or_default(),
        tool: tool_of(page, model, item),
        pages: pages.collect(),
        items: items.collect(),
    })
}

fn tool_of(page: &SitePage, model: &Model, item: &Item) -> Option<String> {
    (!item.scales.is_empty())
        .then(|| tool_link(&page.address, &page.language, &model.id, Some(&item.id)))
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
    let (model, item) = site.models.item(reference)?;
    let words = site.words.get(&page.language)?.items.get(reference)?;
    let mut href = relative(&page.address, &address(&page.language, &words.path));
    if let Some(anchor) = &words.anchor {
        href = format!("{href}#{anchor}");
    }
    Some(Related {
        href,
        framework: model_link(site, page, model).title,
        id: item.id.clone(),
        title: words.title.clone(),
        lang: words.language.to_string(),
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

fn term(site: &Site, page: &SitePage) -> Option<TermView> {
    let id = &page.page.front.term.as_ref()?.value;
    let structure = site.models.terms.get(id)?;
    let others = site.words.iter().filter(|(tag, _)| **tag != page.language);
    let translations = others.filter_map(|(tag, words)| {
        let term = words.terms.get(id).filter(|term| term.language == *tag)?;
        Some(Link {
            href: relative(&page.address, &address(tag, &term.path)),
            title: term.title.clone(),
            lang: tag.to_string(),
        })
    });
    let words = site.words.get(&page.language)?;
    let related = structure
        .related
        .iter()
        .filter_map(|related| words.terms.get(&related.value));
    let related = related.map(|term| Link {
        href: relative(&page.address, &address(&page.language, &term.path)),
        title: term.title.clone(),
        lang: term.language.to_string(),
    });
    let navigation = site.navigation.get(&page.language);
    let mut users: Vec<&SitePage> = page
        .used_in
        .iter()
        .filter_map(|address| site.page(address))
        .collect();
    users.sort_by_key(|user| navigation.and_then(|navigation| navigation.position(&user.path)));
    let used_in = users.into_iter().map(|user| Link {
        href: relative(&page.address, &user.address),
        title: user.page.front.title.clone(),
        lang: user.page.language.to_string(),
    });
    Some(TermView {
        reading: page.page.front.reading.clone().filter(|reading| {
            *reading != page.page.front.title && Some(reading) != page.page.front.long.as_ref()
        }),
        long: page.page.front.long.clone(),
        abbreviation: structure
            .abbreviation
            .clone()
            .filter(|abbreviation| *abbreviation != page.page.front.title),
        forms: page.page.front.forms.clone(),
        translations: translations.collect(),
        related: related.collect(),
        used_in: used_in.collect(),
    })
}

fn terms(site: &Site, page: &SitePage) -> Vec<TermNote> {
    let Some(words) = site.words.get(&page.language) else {
        return Vec::new();
    };
    let note = |id: &String| {
        let term = words.terms.get(id)?;
        Some(TermNote {
            id: id.clone(),
            href: relative(&page.address, &address(&page.language, &term.path)),
            title: term.title.clone(),
            beside: super::glossary::beside(site, id, term).map(str::to_owned),
            description: term.description.clone(),
            lang: term.language.to_string(),
        })
    };
    page.terms.iter().filter_map(note).collect()
}

fn sources(site: &Site, page: &SitePage) -> Vec<String> {
    let keys = page.page.front.sources.iter();
    let documents = keys.filter_map(|key| site.models.document(&key.value));
    documents
        .map(|document| generated::document_entry(site, page, document))
        .collect()
}
