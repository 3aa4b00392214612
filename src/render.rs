//! `Site` → pages, tools, feeds and the site map. [`site`] is the entry; each template has one typed view.

mod escape;
mod facts;
mod feeds;
mod generated;
mod heading;
mod html;
mod lang;
mod list;
mod navigation;
mod phrases;
mod plain;
mod templates;
mod texts;
mod tool;
mod view;

pub use templates::Templates;

use crate::artifact::{Artifacts, Clash};
use crate::diagnostic::{Finding, Findings, Place, rules};
use crate::site::{Site, SitePage};
use crate::theme::Theme;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What other parts made for the site and `render` only puts into place.
#[derive(Debug, Default)]
pub struct Parts {
    /// Files that are published as they are, by address: the search's index, schemas.
    pub files: Vec<(String, Vec<u8>)>,
    /// The script of the search, which pages load.
    pub search_script: String,
    /// The script of the scoring tools, which stands inside each.
    pub tool_script: String,
    /// The scoring tools.
    pub tools: Vec<ToolPart>,
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

/// Everything that is published. A template's mistake or two writers of one path are findings.
#[must_use]
pub fn site(site: &Site, theme: &Theme, parts: Parts, findings: &mut Findings) -> Artifacts {
    let mut artifacts = Artifacts::default();
    let Some(templates) = templates::compile(site, theme, findings) else {
        return artifacts;
    };
    let bundles = bundles(site, theme, &parts.search_script);
    texts::check(site, &templates, &parts, findings);
    let mut files: Vec<File> = Vec::new();
    let pages: Vec<(File, Findings)> = site
        .pages
        .par_iter()
        .map(|page| {
            let mut found = Findings::default();
            let file = page_file(site, &templates, &bundles, page, &mut found);
            (file, found)
        })
        .collect();
    for (file, found) in pages {
        findings.extend(found);
        files.push(file);
    }
    files.extend(feeds::files(site, &templates, &bundles, findings));
    files.extend(tool::files(site, theme, &templates, &parts, findings));
    let search = (format!("assets/{SEARCH}"), parts.search_script.into_bytes());
    files.extend(
        parts
            .files
            .into_iter()
            .chain([search])
            .map(|(path, bytes)| File {
                path,
                origin: String::new(),
                bytes,
            }),
    );
    files.extend(theme_files(site, theme));
    for (path, asset) in &site.assets {
        files.push(File {
            path: path.clone(),
            origin: asset.origin.clone(),
            bytes: asset.bytes.to_vec(),
        });
    }
    for file in files {
        if let Err(clash) = artifacts.insert(&file.path, &file.origin, file.bytes) {
            findings.add(clash_finding(clash));
        }
    }
    artifacts
}

/// A file of the site before it has its place among the others.
struct File {
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

fn page_file(
    site: &Site,
    templates: &Templates,
    bundles: &Bundles,
    page: &SitePage,
    findings: &mut Findings,
) -> File {
    let view = view::page(site, bundles, page);
    let name = page
        .page
        .front
        .template
        .as_ref()
        .map_or("page", |template| template.value.as_str());
    let name = format!("{name}.html");
    let html = templates.render(
        &name,
        &view,
        page.page
            .front
            .template
            .as_ref()
            .map(|template| &template.place),
        findings,
    );
    File {
        path: page.address.clone(),
        origin: page.page.text.path.to_string(),
        bytes: html.into_bytes(),
    }
}

/// Name of the file with the script of the search.
const SEARCH: &str = "search.js";

/// Bundle `tool.css` lives inside the tools, `head.js` inside each page; the others are files.
fn theme_files(site: &Site, theme: &Theme) -> Vec<File> {
    let origin = format!("themes/{}/theme.toml", site.config.theme);
    let bundles = theme.bundles.iter().filter(|(name, _)| !is_inline(name));
    let bundles = bundles.map(|(name, text)| (format!("assets/{name}"), text.clone().into_bytes()));
    let assets = theme
        .assets
        .iter()
        .map(|(path, bytes)| (format!("assets/{path}"), bytes.clone()));
    bundles
        .chain(assets)
        .map(|(path, bytes)| File {
            path,
            origin: origin.clone(),
            bytes,
        })
        .collect()
}

fn is_inline(bundle: &str) -> bool {
    matches!(bundle, "head.js" | "tool.css")
}

fn bundles(site: &Site, theme: &Theme, search_script: &str) -> Bundles {
    let address = |(name, text): (&str, &str)| {
        let hash = blake3::hash(text.as_bytes()).to_hex();
        (name.to_owned(), format!("assets/{name}?v={}", &hash[..8]))
    };
    let head_script = theme.bundles.get("head.js").cloned().unwrap_or_default();
    let head = if head_script.is_empty() {
        String::new()
    } else {
        format!(" {}", tool::policy_hash(&head_script))
    };
    let policy = format!(
        "default-src 'none'; script-src 'self'{head}; style-src 'self'; img-src 'self' data:; manifest-src 'self'; worker-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types shirube"
    );
    Bundles {
        addresses: theme
            .bundles
            .iter()
            .filter(|(name, _)| !is_inline(name))
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .chain([(SEARCH, search_script)])
            .map(address)
            .collect(),
        policy,
        head_script,
        feeds: feeds::languages(site),
    }
}
