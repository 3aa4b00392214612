//! What is wrong with the site as a whole: one function a rule, listed in [`run`].

mod freshness;
mod models;
mod parity;
mod terms;

use crate::diagnostic::{Finding, Findings, Place, nearest, rules};
use crate::pages::{FigureUse, Generated, List, WHOLE_PAGE, each_block};
use crate::site::{Block, Site, SitePage, section};
use crate::source::Tree;

/// Looks at everything: at the site, and at the words of the files that it was made of.
pub fn run(site: &Site, tree: &Tree, findings: &mut Findings) {
    models::items_have_pages_and_levels(site, findings);
    models::models_have_names(site, findings);
    models::profiles_have_reasons(site, findings);
    models::mappings_lead_somewhere(site, findings);
    models::mappings_have_reasons(site, findings);
    models::fields_lead_somewhere(site, findings);
    models::lists_are_shown(site, findings);
    documents_are_known(site, findings);
    questions_are_answered(site, findings);
    blocks_can_be_filled(site, findings);
    parity::translations_have_what_their_originals_have(site, findings);
    freshness::translations_are_up_to_date(site, tree, findings);
    default_language_has_a_home(site, findings);
    terms::words_are_those_of_the_list(site, tree, findings);
}

/// The pages whose text is in their own language: findings about a text are made once.
fn own_pages(site: &Site) -> impl Iterator<Item = &SitePage> {
    site.pages.iter().filter(|page| !page.is_fallback())
}

/// Whatever names a document names one that is there: pages, models, profiles and the notices of tools.
fn documents_are_known(site: &Site, findings: &mut Findings) {
    let pages = own_pages(site).map(|page| &page.page.front);
    let cited = pages.flat_map(|front| front.sources.iter().chain(&front.texts.notice_source));
    let models = site.models.models.values();
    let defining = models.flat_map(|model| model.profile_sources.values().chain(&model.source));
    for key in cited.chain(defining) {
        if site.models.document(&key.value).is_none() {
            findings.add_in(&rules::UNKNOWN_DOCUMENT, key.span.path(), || {
                Finding::new(&rules::UNKNOWN_DOCUMENT)
                    .at(&key.span)
                    .with("key", &key.value)
                    .suggest(nearest(&key.value, site.models.document_keys()))
            });
        }
    }
}

/// What readers ask is answered under a heading that is there.
fn questions_are_answered(site: &Site, findings: &mut Findings) {
    for page in own_pages(site) {
        let ids = || page.page.headings.iter().map(|heading| heading.id.as_str());
        let asked = page.page.front.questions.iter();
        let astray = asked.filter(|(at, _)| *at != WHOLE_PAGE && ids().all(|id| id != *at));
        for (at, questions) in astray {
            let finding = Finding::new(&rules::BROKEN_ANCHOR)
                .at(&questions.key)
                .with("anchor", at);
            let near = nearest(at, ids().chain([WHOLE_PAGE]));
            findings.add(finding.with("target", &*page.page.text.path).suggest(near));
        }
    }
}

fn blocks_can_be_filled(site: &Site, findings: &mut Findings) {
    for page in own_pages(site) {
        each_block(&page.blocks, &mut |block| match block {
            Block::Figure(figure) => figure_has_its_words(site, figure, findings),
            Block::Generated {
                kind: Generated::Items(List { model, .. }),
                span,
            } if !site.models.models.contains_key(model) => {
                let near = nearest(model, site.models.models.keys().map(String::as_str));
                findings.add(
                    Finding::new(&rules::UNKNOWN_ITEM)
                        .at(span)
                        .with("item", model)
                        .suggest(near),
                );
            }
            // A section is one of the page: within a quotation or a list nothing would be made of it.
            Block::Generated {
                kind: Generated::Files(of),
                span,
            } if !page.blocks.iter().any(|own| std::ptr::eq(own, block))
                || section(&page.blocks, &of.section).is_empty() =>
            {
                let finding = Finding::new(&rules::INVALID_VALUE).at(span);
                findings.add(
                    finding
                        .with("key", "files")
                        .with("value", &of.section)
                        .with("expected", "## … {#form}"),
                );
            }
            Block::Generated {
                kind: Generated::Levels,
                span,
                ..
            } if page.page.front.item.is_none() => {
                findings.add(
                    Finding::new(&rules::MISSING_KEY)
                        .at(span)
                        .with("key", "item"),
                );
            }
            Block::Generated {
                kind: Generated::Profile,
                span,
                ..
            } if page.page.front.profiles.is_empty() => {
                findings.add(
                    Finding::new(&rules::MISSING_KEY)
                        .at(span)
                        .with("key", "profile"),
                );
            }
            Block::Generated {
                kind: Generated::Matrix(_) | Generated::Connections,
                span,
            } if page.page.front.mapping.is_none() => {
                findings.add(
                    Finding::new(&rules::MISSING_KEY)
                        .at(span)
                        .with("key", "mapping"),
                );
            }
            Block::Generated {
                kind: Generated::Matrix(columns),
                span,
            } if !has_columns(site, page, columns) => {
                let models = site.models.models.keys().map(String::as_str);
                let paths = site.pages.iter().map(|page| page.path.as_str());
                let near = nearest(columns, models.chain(paths));
                let finding = Finding::new(&rules::UNKNOWN_ITEM).at(span);
                findings.add(finding.with("item", columns).suggest(near));
            }
            Block::Generated {
                kind: Generated::Path(steps),
                ..
            } => {
                let pages = steps.iter().map(|step| &step.page);
                for missing in pages.filter_map(|at| models::page_is_there(site, at)) {
                    findings.add(missing);
                }
            }
            _ => {}
        });
    }
}

/// Whether a table can have these columns: items of a model, or pages below one.
fn has_columns(site: &Site, page: &SitePage, columns: &str) -> bool {
    let tree = site.navigation.get(&page.language);
    site.models.models.contains_key(columns)
        || tree.is_some_and(|tree| tree.node(columns).is_some())
}

fn figure_has_its_words(site: &Site, used: &FigureUse, findings: &mut Findings) {
    let Some(figure) = site.figures.get(&used.name) else {
        let near = nearest(&used.name, site.figures.keys().map(String::as_str));
        let finding = Finding::new(&rules::UNKNOWN_FIGURE)
            .at(&used.span)
            .with("figure", &used.name);
        return findings.add(finding.suggest(near));
    };
    let missing: Vec<&str> = figure
        .keys
        .iter()
        .filter(|key| !used.words.contains_key(*key))
        .map(String::as_str)
        .collect();
    let unknown: Vec<&str> = used
        .words
        .keys()
        .filter(|key| !figure.keys.contains(*key))
        .map(String::as_str)
        .collect();
    if !missing.is_empty() || !unknown.is_empty() {
        let finding = Finding::new(&rules::FIGURE_WORDS)
            .at(&used.span)
            .with("figure", &used.name);
        findings.add(
            finding
                .with("missing", missing.join(", "))
                .with("unknown", unknown.join(", ")),
        );
    }
}

/// The chooser, the breadcrumbs and the language switch lead to a home page; one language has it, the others fall back.
fn default_language_has_a_home(site: &Site, findings: &mut Findings) {
    let language = &site.config.default_language;
    if site
        .page(&crate::site::address(language, "index"))
        .is_none()
    {
        let path = format!("content/{language}/index.md");
        findings.add(
            Finding::new(&rules::HOME_MISSING)
                .at(Place::file(&path))
                .with("path", &path),
        );
    }
}
