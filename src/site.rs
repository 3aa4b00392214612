//! All parts → one immutable, fully resolved [`Site`]: addresses, translation sets, navigation, links, words
//! and what items are connected with. [`resolve`] is the entry; nothing is filled in later.

mod address;
mod collect;
mod connections;
mod explained;
mod links;
mod model_words;
mod navigation;
mod words;

pub use address::{
    SCHEMAS, address, edition_address, relative, schema_address, section_file, to_root,
    tool_address, tool_fragment, tool_link, with_anchor, worksheet_address,
};
pub use connections::Connections;
pub use links::{Block, Definition, Destination, Inline, Label, Table, file_name};
pub use navigation::{Navigation, NavigationNode, parent};
pub use words::{ItemWords, Words};

use crate::config::Config;
use crate::diagnostic::{Finding, Findings, Place, rules};
use crate::language::Tag;
use crate::models::Models;
use crate::pages::{
    self, Asset, Content, Figure, Generated, IndexBy, Link, Page, Pages, is_segment, plain,
};
use crate::strings::Strings;
use explained::Surfaces;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything that is published, resolved.
pub struct Site {
    /// Settings.
    pub config: Config,
    /// Interface texts.
    pub strings: Strings,
    /// Structure of the models.
    pub models: Models,
    /// Names and texts of items and terms, by language.
    pub words: BTreeMap<Tag, Words>,
    /// Figures by name.
    pub figures: BTreeMap<String, Figure>,
    /// Images and files beside pages, by address.
    pub assets: BTreeMap<String, Asset>,
    /// Every page of every language, those included that are shown in a fallback language, by address.
    pub pages: Vec<SitePage>,
    /// The navigation of each language, from its home page.
    pub navigation: BTreeMap<Tag, Navigation>,
    /// What is connected with items: those of other models, and pages that speak of them.
    pub connections: Connections,
    /// Paths of the pages that list the items of a model, by model.
    pub lists: BTreeMap<String, String>,
    /// Path of the page that lists everything by name, if there is one: where nothing is found, and without scripts.
    pub index: Option<String>,
    /// Path of the page that shows all that a search finds, if there is one.
    pub results: Option<String>,
    /// Old addresses (without `.html`) with the path of the page that is there now.
    pub aliases: BTreeMap<String, String>,
}

/// A page as readers of one language see it.
pub struct SitePage {
    /// The reader's language.
    pub language: Tag,
    /// Path without language and extension.
    pub path: String,
    /// Address relative to the site's root.
    pub address: String,
    /// The text: in the reader's language, or in the one it falls back to.
    pub page: Arc<Page>,
    /// The body, with the words linked that items explain.
    pub blocks: Vec<Block>,
    /// The notice that pages of a section show, where this is the section's index.
    pub notice: Vec<Inline>,
    /// Items that explain words of the page, as `model:item`, in the order of their first mention.
    pub terms: Vec<String>,
    /// The languages in which the page itself exists.
    pub translations: Vec<Tag>,
}

impl SitePage {
    /// The page without its text, as if it stood at another address: what is written there is written for its readers.
    #[must_use]
    pub fn at(&self, address: &str) -> Self {
        Self {
            language: self.language.clone(),
            path: self.path.clone(),
            address: address.to_owned(),
            page: Arc::clone(&self.page),
            blocks: Vec::new(),
            notice: Vec::new(),
            terms: Vec::new(),
            translations: self.translations.clone(),
        }
    }

    /// Whether the text is in another language than the reader's.
    #[must_use]
    pub fn is_fallback(&self) -> bool {
        self.language != self.page.language
    }
}

/// The id of the heading of a page's checklist: readers can tick the tasks in its section.
pub const CHECKLIST: &str = "checklist";

/// The words of inline content, with what links say that their author left empty.
#[must_use]
pub fn words_of(content: &[Inline]) -> String {
    let part = |inline: &Inline| match inline {
        Inline::Link { link, content, .. } if content.is_empty() => link.label(),
        Inline::Link { content, .. }
        | Inline::Emphasis(content)
        | Inline::Strong(content)
        | Inline::Strikethrough(content) => words_of(content),
        other => plain(std::slice::from_ref(other)),
    };
    content.iter().map(part).collect()
}

/// The blocks from the heading with an id to the next one of its level or above; none where there is no such heading.
#[must_use]
pub fn section<'b>(blocks: &'b [Block], id: &str) -> &'b [Block] {
    let begins = blocks
        .iter()
        .position(|block| matches!(block, Block::Heading { id: known, .. } if known == id));
    let Some(begins) = begins else { return &[] };
    let Block::Heading { level: own, .. } = &blocks[begins] else {
        return &[];
    };
    let after = begins + 1;
    let length = blocks[after..]
        .iter()
        .position(|block| matches!(block, Block::Heading { level, .. } if level <= own));
    let ends = length.map_or(blocks.len(), |length| after + length);
    &blocks[begins..ends]
}

impl Site {
    /// A page by address.
    #[must_use]
    pub fn page(&self, address: &str) -> Option<&SitePage> {
        let at = self
            .pages
            .binary_search_by(|page| page.address.as_str().cmp(address))
            .ok()?;
        self.pages.get(at)
    }

    /// Models that are scored, and so have a tool.
    pub fn scored_models(&self) -> impl Iterator<Item = &crate::models::Model> {
        self.models
            .models
            .values()
            .filter(|model| model.is_scored())
    }

    /// An interface text; its key where it is missing, which `strings` has reported by then.
    #[must_use]
    pub fn text(&self, language: &Tag, key: &str, arguments: &[(&str, &str)]) -> String {
        self.strings
            .text(language.as_str(), key, arguments)
            .unwrap_or_else(|| key.to_owned())
    }

    /// The title of the site: that of the language's home page, or that of `site.toml`.
    #[must_use]
    pub fn title(&self, language: &Tag) -> String {
        self.page(&address(language, "index")).map_or_else(
            || self.config.title.clone(),
            |home| home.page.front.title.clone(),
        )
    }
}

/// The texts of the site: path → language → page.
pub(crate) type Texts = BTreeMap<String, BTreeMap<Tag, Arc<Page>>>;

/// Puts the parts together.
#[must_use]
pub fn resolve(
    config: Config,
    pages: Pages,
    models: Models,
    strings: Strings,
    findings: &mut Findings,
) -> Site {
    let (texts, contents) = by_path(pages.pages, findings);
    let assets: BTreeMap<String, Asset> = pages.assets;
    let shown = shown(&config, &texts);
    let lists = lists(&contents);
    let index = first_with(&contents, |kind| {
        matches!(kind, Generated::Index(IndexBy::Letter))
    });
    let results = first_with(&contents, |kind| matches!(kind, Generated::Search));
    let words = collect::collect(&config, &models, &lists, (&shown, &contents), findings);
    let aliases = aliases(&texts, findings);
    let context = links::Context {
        config: &config,
        models: &models,
        words: &words,
        texts: &texts,
        shown: &shown,
        assets: &assets,
        drafts: &pages.drafts,
        lists: &lists,
    };
    let surfaces: BTreeMap<&Tag, Surfaces> = words
        .iter()
        .map(|(language, words)| (language, Surfaces::new(words)))
        .collect();
    let resolve = |path: &str, language: &Tag, page: &Arc<Page>, content: Content| {
        let mut found = Findings::default();
        let surfaces = surfaces.get(&page.language);
        let site_page = site_page(
            &context,
            surfaces,
            (path, language),
            (page, content),
            &mut found,
        );
        (site_page, found)
    };
    // A text that is shown in another language, too, is copied for it; where it is at home it is used up.
    let elsewhere = shown
        .par_iter()
        .filter(|((_, language), page)| page.language != *language)
        .filter_map(|((path, language), page)| {
            let written = contents.get(&(path.clone(), page.language.clone()))?;
            Some(resolve(path, language, page, written.clone()))
        });
    let mut resolved: Vec<(SitePage, Findings)> = elsewhere.collect();
    let at_home = contents
        .into_par_iter()
        .filter_map(|((path, language), content)| {
            let page = texts.get(&path)?.get(&language)?;
            Some(resolve(&path, &language, page, content))
        });
    resolved.par_extend(at_home);
    let mut site_pages = Vec::with_capacity(resolved.len());
    for (page, found) in resolved {
        findings.extend(found);
        site_pages.push(page);
    }
    site_pages.sort_by(|a, b| a.address.cmp(&b.address));
    let connections = connections::connect(&models, &words, &site_pages);
    let navigation = config
        .languages
        .iter()
        .map(|language| {
            (
                language.tag.clone(),
                navigation::tree(&language.tag, &models, &shown),
            )
        })
        .collect();
    drop(shown);
    Site {
        connections,
        lists,
        index,
        results,
        config,
        strings,
        models,
        words,
        figures: pages.figures,
        assets,
        pages: site_pages,
        navigation,
        aliases,
    }
}

/// What the texts say, by path and language.
pub(crate) type Contents = BTreeMap<(String, Tag), Content>;

fn by_path(pages: Vec<(Page, Content)>, findings: &mut Findings) -> (Texts, Contents) {
    let (mut texts, mut contents) = (Texts::new(), Contents::new());
    let mut folded: BTreeMap<(String, Tag), Arc<str>> = BTreeMap::new();
    for (page, content) in pages {
        let key = (page.path.to_lowercase(), page.language.clone());
        if let Some(first) = folded.get(&key) {
            let finding = Finding::new(&rules::DUPLICATE_ADDRESS)
                .at(Place::file(&page.text.path))
                .with("address", address(&page.language, &page.path))
                .with("first", &**first);
            findings.add(finding);
            continue;
        }
        folded.insert(key, Arc::clone(&page.text.path));
        contents.insert((page.path.clone(), page.language.clone()), content);
        texts
            .entry(page.path.clone())
            .or_default()
            .insert(page.language.clone(), Arc::new(page));
    }
    (texts, contents)
}

/// Which text each language shows for each path: its own, or the first one of its fallbacks.
fn shown(config: &Config, texts: &Texts) -> BTreeMap<(String, Tag), Arc<Page>> {
    let mut shown = BTreeMap::new();
    for (path, translations) in texts {
        for language in &config.languages {
            let order = config.fallbacks(&language.tag, path);
            if let Some(page) = order.into_iter().find_map(|tag| translations.get(tag)) {
                shown.insert((path.clone(), language.tag.clone()), Arc::clone(page));
            }
        }
    }
    shown
}

/// The first page, by path, that lists the items of a model.
fn lists(contents: &Contents) -> BTreeMap<String, String> {
    let mut lists = BTreeMap::new();
    for ((path, _), content) in contents {
        for list in pages::lists(&content.blocks) {
            let first = || path.clone();
            lists.entry(list.model.clone()).or_insert_with(first);
        }
    }
    lists
}

/// The first page, by path, with a block that the generator fills in such a way.
fn first_with(contents: &Contents, wanted: impl Fn(&Generated) -> bool) -> Option<String> {
    let has = |content: &Content| {
        let mut found = false;
        pages::each_block(&content.blocks, &mut |block| {
            found |= matches!(block, pages::Block::Generated { kind, .. } if wanted(kind));
        });
        found
    };
    let pages = contents.iter().filter(|(_, content)| has(content));
    pages.map(|((path, _), _)| path.clone()).min()
}

fn aliases(texts: &Texts, findings: &mut Findings) -> BTreeMap<String, String> {
    let mut aliases = BTreeMap::new();
    for (path, translations) in texts {
        for (language, page) in translations {
            for alias in &page.front.aliases {
                if let Some(segment) = alias.value.split('/').find(|segment| !is_segment(segment)) {
                    findings.add(
                        Finding::new(&rules::PATH_SEGMENT)
                            .at(&alias.span)
                            .with("segment", segment),
                    );
                    continue;
                }
                let old = format!("{language}/{}", alias.value);
                let first = aliases.get(&old).cloned().or_else(|| {
                    texts
                        .contains_key(&alias.value)
                        .then(|| alias.value.clone())
                });
                match first {
                    Some(first) => {
                        let finding = Finding::new(&rules::DUPLICATE_ADDRESS).at(&alias.span);
                        let finding = finding.with("address", format!("{old}.html"));
                        findings.add(finding.with("first", first));
                    }
                    None => drop(aliases.insert(old, address(language, path))),
                }
            }
        }
    }
    aliases
}

fn site_page(
    context: &links::Context<'_>,
    surfaces: Option<&Surfaces<'_>>,
    (path, language): (&str, &Tag),
    (page, written): (&Arc<Page>, Content),
    findings: &mut Findings,
) -> SitePage {
    let mut found = Findings::default();
    let mut found_at_home = Findings::default();
    let mut explicit = Vec::new();
    let mut resolved = |link: &Link| {
        let target = links::resolve(context, language, page, link, &mut found);
        if *language != page.language {
            links::resolve(context, &page.language, page, link, &mut found_at_home);
        }
        if let Destination::Page { explains, .. } = &target {
            explicit.extend(explains.clone());
        }
        target
    };
    let blocks = pages::resolve::blocks(written.blocks, &mut resolved);
    let notice = pages::resolve::inlines(written.notice, &mut resolved);
    if *language == page.language {
        findings.extend(found);
    } else {
        // A mistake of the text is reported with the text. Only here is seen that a translation lacks what it leads to.
        let at_home = |finding: &Finding| {
            found_at_home
                .iter()
                .any(|known| known.place == finding.place)
        };
        let lacking = found
            .iter()
            .filter(|finding| finding.rule == &rules::BROKEN_ANCHOR && !at_home(finding));
        lacking.for_each(|finding| {
            findings.add(Finding {
                rule: &rules::ANCHOR_UNTRANSLATED,
                ..finding.clone()
            });
        });
    }
    let own = page.front.item.as_ref().map(|item| item.value.as_str());
    let linked = explained::link(surfaces, own, blocks, explicit);
    SitePage {
        language: language.clone(),
        path: path.to_owned(),
        address: address(language, path),
        page: Arc::clone(page),
        blocks: linked.blocks,
        notice,
        terms: linked.terms,
        translations: context
            .texts
            .get(path)
            .map(|texts| texts.keys().cloned().collect())
            .unwrap_or_default(),
    }
}
