//! The pipeline, read top to bottom like a table of contents: [`build`] is the entry.
//!
//! 1. `source` reads the disk; `config`, `strings`, `models`, `pages` and `theme` make parts of it, and `site` puts them
//!    together.
//! 2. `check` looks at the whole.
//! 3. `tool`, `formats` and `report` make what a page cannot make; `render` makes pages, `search` its index beside them. Each file
//!    goes to an [`Output`] as it is ready, to be published or to be served: that is for the caller.
//!
//! Mistakes of authors are findings, and go along with every step.

mod parts;

use crate::artifact::{Artifacts, Clash, Files, Output, PROGRAM};
use crate::config::Config;
use crate::diagnostic::Findings;
use crate::language::Tag;
use crate::render::{ReadyMade, Stale};
use crate::site::Site;
use crate::source::{ReadError, Tree};
use crate::theme::Theme;
use crate::{check, config, models, pages, render, search, site, source, strings, theme};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What a build is asked for.
#[derive(Debug, Clone)]
pub struct Options {
    /// Folder that holds `site.toml`.
    pub root: PathBuf,
    /// Replaces the base URL of `site.toml`.
    pub base_url: Option<String>,
    /// Whether drafts are published.
    pub drafts: bool,
    /// Whether templates and styles are minified.
    pub minify: bool,
}

/// A step of the pipeline, as a progress display names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Files are read.
    Read,
    /// Parts are put together.
    Resolve,
    /// Pages are rendered.
    Render,
}

/// What a build made.
pub struct Built {
    /// The site's files; `None` after an error.
    pub artifacts: Option<Artifacts>,
    /// Everything that was found, errors and warnings.
    pub findings: Findings,
}

/// Builds a site in memory. Mistakes in its files are findings.
///
/// # Errors
/// [`ReadError`] if the disk fails.
pub fn build(options: &Options, progress: &dyn Fn(Step)) -> Result<Built, ReadError> {
    let artifacts = Mutex::new(Artifacts::default());
    let findings = prepare(options, progress)?.make(&artifacts);
    let artifacts = artifacts
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    Ok(Built {
        artifacts: (!findings.has_errors()).then_some(artifacts),
        findings,
    })
}

/// Reads a site, puts its parts together and checks them. Mistakes in its files are findings.
///
/// # Errors
/// [`ReadError`] if the disk fails.
pub fn prepare<'p>(
    options: &Options,
    progress: &'p dyn Fn(Step),
) -> Result<Prepared<'p>, ReadError> {
    let mut findings = Findings::default();
    progress(Step::Read);
    let tree = source::read(&options.root, &mut findings)?;
    progress(Step::Resolve);
    let resolved = resolve(&tree, options, &mut findings);
    let mut stale = BTreeMap::new();
    if let Some((site, _)) = &resolved {
        check::run(site, &tree, &mut findings);
        stale = parts::stale_pages(&tree, &site.config);
    }
    Ok(Prepared {
        resolved,
        stale,
        findings,
        minify: options.minify,
        progress,
    })
}

/// A site of which nothing is made yet.
pub struct Prepared<'p> {
    resolved: Option<(Site, Option<Theme>)>,
    /// Translated pages whose originals have changed since, by address.
    stale: BTreeMap<String, Stale>,
    findings: Findings,
    minify: bool,
    progress: &'p dyn Fn(Step),
}

impl Prepared<'_> {
    /// Folder to publish to, relative to the root, as `site.toml` says; `None` where it says nothing that can be read.
    #[must_use]
    pub fn output(&self) -> Option<&str> {
        let (site, _) = self.resolved.as_ref()?;
        Some(&site.config.output)
    }

    /// How many pages there are, in all languages.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.resolved
            .as_ref()
            .map_or(0, |(site, _)| site.pages.len())
    }

    /// Whether anything that was found keeps the site from being published.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.has_errors()
    }

    /// Makes every file and hands it to `output` as soon as it is ready. Returns everything that was found, by then and before:
    /// after an error what `output` has is no site.
    #[must_use]
    pub fn make(self, output: &dyn Output) -> Findings {
        let Self {
            resolved,
            stale,
            mut findings,
            minify,
            progress,
        } = self;
        let Some((site, theme)) = resolved else {
            return findings;
        };
        // With mistakes in front of the renderer, rendering still shows those of templates, in the same run.
        progress(Step::Render);
        if let Some(theme) = theme {
            // Where nothing will be published, nothing has to be small.
            let minify = minify && !findings.has_errors();
            let parts = parts::parts(&site, minify, stale, &mut findings);
            rendered(&site, &theme, parts, output, &mut findings);
        }
        findings
    }
}

fn rendered(
    site: &Site,
    theme: &Theme,
    parts: ReadyMade,
    output: &dyn Output,
    findings: &mut Findings,
) {
    let files = Files::new(output);
    let indexes = |files: &Files<'_>| index_files(site, files);
    render::site(site, theme, parts, indexes, &files, findings);
}

/// The search index of every language.
fn index_files(site: &Site, files: &Files<'_>) -> Vec<Clash> {
    let languages = site.config.languages.par_iter();
    let made = languages.flat_map_iter(|language| {
        let documents = search::documents(site, &language.tag);
        let tag = language.tag.as_str();
        let mut made = search::index(tag, &documents).files();
        if site.config.elasticlunr {
            let json = search::lunr::json(tag, &documents);
            made.push((search::lunr::address(tag), json.into_bytes()));
        }
        made.into_iter()
            .filter_map(|(path, bytes)| files.put(&path, PROGRAM, bytes).err())
    });
    made.collect()
}

/// The search index of a language, for the command line.
///
/// # Errors
/// [`ReadError`] if the disk fails. `Ok(Err(findings))` where the site has errors or lacks the language.
pub fn search_index(
    options: &Options,
    language: &str,
) -> Result<Result<search::Index, Findings>, ReadError> {
    let mut findings = Findings::default();
    let tree = source::read(&options.root, &mut findings)?;
    let Some((site, _)) = resolve(&tree, options, &mut findings) else {
        return Ok(Err(findings));
    };
    let Some(language) = site
        .config
        .language(language)
        .filter(|_| !findings.has_errors())
    else {
        return Ok(Err(findings));
    };
    Ok(Ok(index(&site, &language.tag)))
}

/// The site as it is before anything is made of it, for the command line: its models and their words.
///
/// # Errors
/// [`ReadError`] if the disk fails. `Ok(Err(findings))` where the site has errors.
pub fn resolved(options: &Options) -> Result<Result<Site, Findings>, ReadError> {
    let mut findings = Findings::default();
    let tree = source::read(&options.root, &mut findings)?;
    let resolved = resolve(&tree, options, &mut findings).filter(|_| !findings.has_errors());
    Ok(resolved.map(|(site, _)| site).ok_or(findings))
}

/// The files and settings of a site of which nothing is put together: what translators work on.
pub struct Sources {
    /// The files.
    pub tree: Tree,
    /// The settings.
    pub config: Config,
}

/// Reads a site's files and its settings, for the command line. What is wrong elsewhere does not keep translators from working.
///
/// # Errors
/// [`ReadError`] if the disk fails. `Ok(Err(findings))` where `site.toml` has errors.
pub fn sources(root: &Path) -> Result<Result<Sources, Findings>, ReadError> {
    let mut findings = Findings::default();
    let tree = source::read(root, &mut Findings::default())?;
    let config = config::parse(&tree, &mut findings).filter(|_| !findings.has_errors());
    Ok(config
        .map(|config| Sources { tree, config })
        .ok_or(findings))
}

fn index(site: &Site, language: &Tag) -> search::Index {
    search::index(language.as_str(), &search::documents(site, language))
}

/// Reads all parts and puts them together; `None` if there are no settings to go by.
fn resolve(
    tree: &Tree,
    options: &Options,
    findings: &mut Findings,
) -> Option<(Site, Option<Theme>)> {
    let mut config = config::parse(tree, findings)?;
    if options.base_url.is_some() {
        // What is asked for on the command line comes before what `site.toml` says.
        config.base_url.clone_from(&options.base_url);
    }
    let ((pages, of_pages), ((theme, of_theme), others)) = rayon::join(
        || found(|found| pages::parse(tree, &config, options.drafts, found)),
        || {
            rayon::join(
                || found(|found| theme::parse(tree, &config, options.minify, found)),
                || {
                    rayon::join(
                        || found(|found| strings::parse(tree, &config, found)),
                        || found(|found| models::parse(tree, found)),
                    )
                },
            )
        },
    );
    let ((strings, of_strings), (models, of_models)) = others;
    for found in [of_strings, of_models, of_pages, of_theme] {
        findings.extend(found);
    }
    Some((
        site::resolve(config, pages, models, strings, findings),
        theme,
    ))
}

/// What a part is, and what was found in it: several are read at a time.
fn found<T>(read: impl FnOnce(&mut Findings) -> T) -> (T, Findings) {
    let mut findings = Findings::default();
    let part = read(&mut findings);
    (part, findings)
}
