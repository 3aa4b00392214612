//! What a link leads to: a page by its file's path, a part of one, a file beside it, or something by its id.
//!
//! [`resolve`] is the entry: it tells links by their scheme, and follows paths itself; `references` finds what is named by its id; `meant`
//! says what to write instead where nothing is found.

mod meant;
mod references;

use super::{Texts, Words, address};
use crate::config::Config;
use crate::diagnostic::{Finding, Findings, nearest, rules};
use crate::language::{Tag, code_point, is_unseen};
use crate::models::{Model, Models};
use crate::pages::{self, Asset, Link, Page};
use crate::url::join;
use percent_encoding::percent_decode_str;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A link's target, by address relative to the site's root.
#[derive(Debug, Clone)]
pub enum Destination {
    /// A page of the site, or a part of it. The label stands in for words that the author left out.
    Page {
        address: String,
        anchor: Option<String>,
        label: Option<Label>,
        /// The item, as `model:item`, where the page is that of an item that explains words.
        explains: Option<String>,
        /// The language that the link names, whatever its reader's is.
        named: Option<Tag>,
    },
    /// The scoring tool of a model, by the model's id.
    Tool { model: String, label: Option<Label> },
    /// A file beside a page, with its size if it is an image.
    Asset {
        address: String,
        size: Option<(usize, usize)>,
    },
    /// Somewhere else: http, https, mailto or tel.
    External(String),
    /// A number that is computed, not typed.
    Count(usize),
    /// Nothing; reported.
    Broken,
}

impl Destination {
    /// What the link says where its author left it empty.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Page { label, .. } | Self::Tool { label, .. } => label
                .as_ref()
                .map(|label| label.text.clone())
                .unwrap_or_default(),
            Self::External(url) => url.clone(),
            Self::Count(number) => number.to_string(),
            Self::Asset { address, .. } => file_name(address).to_owned(),
            Self::Broken => String::new(),
        }
    }
}

/// A block whose links are resolved.
pub type Block = pages::Block<Destination>;
/// Running text whose links are resolved.
pub type Inline = pages::Inline<Destination>;
/// A table whose links are resolved.
pub type Table = pages::Table<Destination>;
/// An entry of a definition list whose links are resolved.
pub type Definition = pages::Definition<Destination>;

/// Words for a link that its author left empty.
#[derive(Debug, Clone)]
pub struct Label {
    /// The words.
    pub text: String,
    /// Their language.
    pub language: String,
}

/// What links are resolved against.
pub(super) struct Context<'a> {
    pub config: &'a Config,
    pub models: &'a Models,
    pub words: &'a BTreeMap<Tag, Words>,
    pub texts: &'a Texts,
    pub shown: &'a BTreeMap<(String, Tag), Arc<Page>>,
    pub assets: &'a BTreeMap<String, Asset>,
    /// Paths of pages that are drafts in a language, and so not published.
    pub drafts: &'a BTreeSet<String>,
    /// Paths of the pages that list models' items, by model.
    pub lists: &'a BTreeMap<String, String>,
}

impl Context<'_> {
    /// Models whose items stand on a page without pages of their own.
    fn listed_on(&self, path: &str) -> impl Iterator<Item = &Model> {
        let models = self.models.models.values();
        models.filter(move |model| {
            !model.has_pages() && self.lists.get(&model.id).is_some_and(|list| list == path)
        })
    }
}

/// Resolves a link of `page` as readers of `language` follow it.
pub(super) fn resolve(
    context: &Context<'_>,
    language: &Tag,
    page: &Page,
    link: &Link,
    findings: &mut Findings,
) -> Destination {
    let destination = link.destination.as_str();
    if let Some(c) = destination.chars().find(|c| is_unseen(*c)) {
        let finding = Finding::new(&rules::INVISIBLE_CHARACTER).at(&link.span);
        findings.add(finding.with("character", code_point(c)));
        return Destination::Broken;
    }
    if let Some((scheme, rest)) = scheme(destination) {
        if link.image {
            return refused(&rules::IMAGE_REFUSED, link, findings);
        }
        return match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" | "mailto" | "tel" => Destination::External(destination.to_owned()),
            "doc" => references::document(context, language, link, rest, findings),
            "lang" => references::in_language(context, link, rest, findings),
            "item" => references::item(context, language, link, rest, findings),
            "count" => references::count(context, link, rest, findings),
            "tool" => references::tool(context, language, link, rest, findings),
            "schema" => references::schema(language, link, rest, findings),
            _ => broken(
                &rules::UNSAFE_LINK,
                link,
                || meant::scheme(scheme, rest),
                findings,
            ),
        };
    }
    // A file that is published as it is: `/key.asc` is where it stands in the site, wherever the site itself stands.
    if let Some(asset) = destination.strip_prefix('/')
        && let Some((address, asset)) = context.assets.get_key_value(asset)
    {
        return to_file(link, address, asset, findings);
    }
    let out_of_root = |findings: &mut Findings| {
        let rule = if link.image && destination.starts_with("//") {
            &rules::IMAGE_REFUSED
        } else {
            &rules::LINK_OUT_OF_ROOT
        };
        broken(rule, link, || meant::within(context, page, link), findings)
    };
    if destination.starts_with('/') || destination.contains('\\') {
        return out_of_root(findings);
    }
    let (path, anchor) = destination
        .split_once('#')
        .map_or((destination, None), |(path, anchor)| (path, Some(anchor)));
    // Browsers copy addresses with their letters encoded.
    let anchor = anchor.map(|anchor| percent_decode_str(anchor).decode_utf8_lossy());
    let anchor = anchor.as_deref();
    let path = path.split('?').next().unwrap_or_default();
    if path.is_empty() && !link.image {
        return to_page(context, language, page, link, &page.path, anchor, findings);
    }
    let Some(resolved) = join(&page.path, path) else {
        return out_of_root(findings);
    };
    match resolved.strip_suffix(".md") {
        Some(target) if !link.image => {
            to_page(context, language, page, link, target, anchor, findings)
        }
        _ => to_asset(context, page, link, &resolved, findings),
    }
}

/// The name of the file at an address.
pub fn file_name(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or(address)
}

/// The scheme of an address, in lower case, and what follows it.
fn scheme(destination: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = destination.split_once(':')?;
    let plain = !scheme.contains(['/', '#', '?', '.']) || scheme.starts_with("//");
    plain.then_some((scheme, rest))
}

/// A link that leads nowhere, whatever is beside it.
fn refused(
    rule: &'static crate::diagnostic::Rule,
    link: &Link,
    findings: &mut Findings,
) -> Destination {
    broken(rule, link, || None, findings)
}

fn broken(
    rule: &'static crate::diagnostic::Rule,
    link: &Link,
    suggestion: impl FnOnce() -> Option<String>,
    findings: &mut Findings,
) -> Destination {
    findings.add_in(rule, link.span.path(), || {
        Finding::new(rule)
            .at(&link.span)
            .with("target", &link.destination)
            .suggest(suggestion())
    });
    Destination::Broken
}

fn to_page(
    context: &Context<'_>,
    language: &Tag,
    page: &Page,
    link: &Link,
    target: &str,
    anchor: Option<&str>,
    findings: &mut Findings,
) -> Destination {
    let Some(shown) = context.shown.get(&(target.to_owned(), language.clone())) else {
        if context.drafts.contains(target) {
            return refused(&rules::LINK_TO_DRAFT, link, findings);
        }
        let near = || meant::by_path(context, page, link, target);
        return broken(&rules::BROKEN_LINK, link, near, findings);
    };
    let translated = context.texts.get(target);
    let translated = translated.is_some_and(|texts| texts.contains_key(&page.language));
    if !translated && !is_being_translated(context, &page.language) {
        let finding = Finding::new(&rules::LINK_UNTRANSLATED)
            .at(&link.span)
            .with("target", &link.destination);
        findings.add(finding.with("language", page.language.as_str()));
    }
    if let Some(anchor) = anchor
        && !has_anchor(context, shown, target, anchor)
    {
        let near = nearest(
            anchor,
            shown.headings.iter().map(|heading| heading.id.as_str()),
        );
        let finding = Finding::new(&rules::BROKEN_ANCHOR)
            .at(&link.span)
            .with("anchor", anchor);
        findings.add(finding.with("target", &*shown.text.path).suggest(near));
    }
    Destination::Page {
        address: address(language, target),
        anchor: anchor.map(str::to_owned),
        label: Some(Label {
            text: shown.front.title.clone(),
            language: shown.language.to_string(),
        }),
        explains: None,
        named: None,
    }
}

/// Whether a language says what stands in for what it lacks: that it lacks pages is no news.
fn is_being_translated(context: &Context<'_>, language: &Tag) -> bool {
    let known = context.config.language(language.as_str());
    known.is_some_and(|known| known.fallback.is_some())
}

fn has_anchor(context: &Context<'_>, page: &Page, path: &str, anchor: &str) -> bool {
    page.headings.iter().any(|heading| heading.id == anchor)
        || page.anchors.iter().any(|id| id == anchor)
        || context
            .listed_on(path)
            .any(|model| model.item(anchor).is_some())
}

/// A file beside the page; where a translation lacks it, that of the language it was written in first.
fn to_asset(
    context: &Context<'_>,
    page: &Page,
    link: &Link,
    path: &str,
    findings: &mut Findings,
) -> Destination {
    let order = context.config.fallbacks(&page.language, &page.path);
    let found = order
        .into_iter()
        .map(|tag| format!("{tag}/{path}"))
        .find_map(|address| context.assets.get_key_value(&address));
    match found {
        Some((address, asset)) => to_file(link, address, asset, findings),
        None => {
            let rule = if link.image {
                &rules::IMAGE_MISSING
            } else {
                &rules::BROKEN_LINK
            };
            broken(
                rule,
                link,
                || meant::by_path(context, page, link, path),
                findings,
            )
        }
    }
}

/// A file that is there; as an image it must be one.
fn to_file(link: &Link, address: &str, asset: &Asset, findings: &mut Findings) -> Destination {
    let is_drawing = address.to_ascii_lowercase().ends_with(".svg");
    if link.image && asset.size.is_none() && !is_drawing {
        return refused(&rules::IMAGE_REFUSED, link, findings);
    }
    Destination::Asset {
        address: address.to_owned(),
        size: asset.size,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_and_stay_inside() {
        assert_eq!(join("a/c/d", "../b.md").as_deref(), Some("a/b.md"));
        assert_eq!(join("index", "a.md").as_deref(), Some("a.md"));
        assert_eq!(join("a/b", "../../x.md"), None);
    }

    #[test]
    fn schemes_are_told_from_paths() {
        assert_eq!(
            scheme("javascript:alert(1)").map(|(s, _)| s),
            Some("javascript")
        );
        assert_eq!(scheme("a/b:c.md"), None);
        assert_eq!(scheme("item:sim3:O-1"), Some(("item", "sim3:O-1")));
    }
}
