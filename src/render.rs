//! `Site` → pages, tools, feeds and the site map. [`site`] is the entry:
//!
//! 1. `templates` compiles those of the theme; `texts` checks that every interface text that they ask for is declared.
//! 2. Each page becomes one typed view (`view`, with `navigation`, `glossary`, `generated`) whose body `html` has written;
//!    its template makes the file. Pages are rendered in parallel.
//! 3. `feeds` and `plain` add what has no content of its own, `tool` the scoring tools.
//! 4. Each file goes to its address as soon as it is made; two writers of one address are a finding.

mod edition;
mod escape;
mod facts;
mod feeds;
mod generated;
mod heading;
mod html;
mod index;
mod lang;
mod letters;
mod link;
mod list;
mod mapping;
mod navigation;
mod path;
mod phrases;
mod plain;
mod related;
mod templates;
mod texts;
mod tool;
mod view;

pub use templates::Templates;

use crate::artifact::{Clash, Files, PROGRAM};
use crate::diagnostic::{Finding, Findings, Place, rules};
use crate::language::Tag;
use crate::site::{Site, SitePage};
use crate::theme::Theme;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use view::Common;

/// What other parts made for the site and `render` only puts into place.
#[derive(Debug, Default)]
pub struct ReadyMade {
    /// Files that are published as they are, by address: schemas, models, worksheets.
    pub files: Vec<(String, Vec<u8>)>,
    /// The script of the search, which pages load.
    pub search_script: String,
    /// The script of the scoring tools, which stands inside each.
    pub tool_script: String,
    /// The scoring tools.
    pub tools: Vec<ToolPart>,
    /// Translated pages whose originals have changed since, by address.
    pub stale: BTreeMap<String, Stale>,
}

/// A translated page whose original has changed since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// How many of its blocks are concerned.
    pub blocks: usize,
    /// Ids of the headings that these stand under, in order.
    pub sections: Vec<String>,
    /// Address of the original.
    pub original: String,
    /// The original's language.
    pub language: Tag,
}

/// A scoring tool: its model's id and its data as JSON.
#[derive(Debug)]
pub struct ToolPart {
    /// The model's id.
    pub model: String,
    /// JSON without `<`.
    pub data: String,
}

/// Files that every page loads, with the hash that goes into their addresses.
#[derive(Debug, Clone)]
pub struct Bundles {
    /// Address of each bundle with `?v=<hash>`, by name.
    pub addresses: BTreeMap<String, String>,
    /// Content security policy of content pages.
    pub policy: String,
    /// The script that stands in each page; the policy allows it by its hash.
    pub head_script: String,
    /// Languages that have a feed.
    pub feeds: BTreeSet<String>,
}

/// Makes everything that is published and hands it to `files`, each file as it is ready. While pages are made, `beside` makes
/// what takes as long and needs none of them. A template's mistake or two writers of one path are findings.
pub fn site(
    site: &Site,
    theme: &Theme,
    parts: ReadyMade,
    beside: impl FnOnce(&Files<'_>) -> Vec<Clash> + Send,
    files: &Files<'_>,
    findings: &mut Findings,
) {
    let Some(templates) = templates::compile(site, theme, findings) else {
        return;
    };
    let bundles = bundles(site, theme, &parts.search_script);
    texts::check(site, &templates, &parts, findings);
    // Who is first is decided here, not by which thread is quicker.
    let pages = claimed(site, files, findings);
    let common = Common::new(site, &templates, &bundles, &parts.stale);
    let (found, clashes) = rayon::join(
        || page_files(site, &templates, &common, &pages, files),
        || beside(files),
    );
    for found in found {
        findings.extend(found);
    }
    let mut others = edition::files(site, &templates, &common, findings);
    others.extend(feeds::files(site, &templates, &bundles, findings));
    others.extend(tool::files(site, theme, &templates, &parts, findings));
    others.extend(given_files(parts));
    others.extend(theme_files(site, theme));
    others.extend(asset_files(site));
    let others = others
        .into_iter()
        .filter_map(|file| files.put(&file.path, &file.origin, file.bytes).err());
    for clash in clashes.into_iter().chain(others) {
        findings.add(clash_finding(clash));
    }
}

/// The pages whose addresses nobody else has.
fn claimed<'s>(site: &'s Site, files: &Files<'_>, findings: &mut Findings) -> Vec<&'s SitePage> {
    let mut claimed = Vec::with_capacity(site.pages.len());
    for page in &site.pages {
        match files.claim(&page.address, &page.page.text.path) {
            Ok(()) => claimed.push(page),
            Err(clash) => findings.add(clash_finding(clash)),
        }
    }
    claimed
}

/// All pages, made in parallel; findings are in the order of the pages.
fn page_files(
    site: &Site,
    templates: &Templates,
    common: &Common<'_>,
    pages: &[&SitePage],
    files: &Files<'_>,
) -> Vec<Findings> {
    let make = |page: &&SitePage| {
        let mut found = Findings::default();
        let html = page_html(site, templates, common, page, &mut found);
        files.fill(&page.address, html.into_bytes());
        found
    };
    pages.par_iter().map(make).collect()
}

/// What other parts made, and the script of the search.
fn given_files(parts: ReadyMade) -> impl Iterator<Item = OutputFile> {
    let search = (format!("assets/{SEARCH}"), parts.search_script.into_bytes());
    let files = parts.files.into_iter().chain([search]);
    files.map(|(path, bytes)| OutputFile {
        path,
        origin: PROGRAM.to_owned(),
        bytes,
    })
}

fn asset_files(site: &Site) -> impl Iterator<Item = OutputFile> {
    site.assets.iter().map(|(path, asset)| OutputFile {
        path: path.clone(),
        origin: asset.origin.clone(),
        bytes: asset.bytes.to_vec(),
    })
}

/// A file of the site before it has its place among the others.
struct OutputFile {
    path: String,
    origin: String,
    bytes: Vec<u8>,
}

fn clash_finding(clash: Clash) -> Finding {
    Finding::new(&rules::DUPLICATE_ADDRESS)
        .at(Place::file(&clash.second))
        .with("address", clash.path)
        .with("first", clash.first)
}

fn page_html(
    site: &Site,
    templates: &Templates,
    common: &Common<'_>,
    page: &SitePage,
    findings: &mut Findings,
) -> String {
    let view = view::page(site, common, page);
    templates.page(page.page.front.template.as_ref(), &view, findings)
}

/// Name of the file with the script of the search.
const SEARCH: &str = "search.js";

/// Bundle `tool.css` lives inside the tools, `head.js` inside each page; the others are files.
fn theme_files(site: &Site, theme: &Theme) -> Vec<OutputFile> {
    let origin = format!("themes/{}/theme.toml", site.config.theme);
    let bundles = theme.bundles.iter().filter(|(name, _)| !is_inline(name));
    let bundles = bundles.map(|(name, text)| (format!("assets/{name}"), text.clone().into_bytes()));
    let assets = theme
        .assets
        .iter()
        .map(|(path, bytes)| (format!("assets/{path}"), bytes.clone()));
    bundles
        .chain(assets)
        .map(|(path, bytes)| OutputFile {
            path,
            origin: origin.clone(),
            bytes,
        })
        .collect()
}

fn is_inline(bundle: &str) -> bool {
    matches!(bundle, "head.js" | "tool.css")
}

/// What pages load. The hash in an address lets a browser keep a file for as long as it stays the same.
fn bundles(site: &Site, theme: &Theme, search_script: &str) -> Bundles {
    let address = |(name, text): (&str, &str)| {
        let hash = blake3::hash(text.as_bytes()).to_hex();
        (name.to_owned(), format!("assets/{name}?v={}", &hash[..8]))
    };
    let head_script = theme.bundles.get("head.js").cloned().unwrap_or_default();
    let loaded = theme.bundles.iter().filter(|(name, _)| !is_inline(name));
    let loaded = loaded.map(|(name, text)| (name.as_str(), text.as_str()));
    let search = (SEARCH, search_script);
    Bundles {
        addresses: loaded.chain([search]).map(address).collect(),
        policy: policy(&head_script),
        head_script,
        feeds: feeds::languages(site),
    }
}

/// The content security policy of pages: scripts and styles of the site alone, and the one script that stands in each page.
fn policy(head_script: &str) -> String {
    let head = if head_script.is_empty() {
        String::new()
    } else {
        format!(" {}", tool::policy_hash(head_script))
    };
    format!(
        "default-src 'none'; script-src 'self'{head}; style-src 'self'; img-src 'self' data:; manifest-src 'self'; worker-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types shirube"
    )
}
