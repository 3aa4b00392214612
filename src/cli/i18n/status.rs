//! How far languages are.

use super::Desk;
use crate::cli::arguments::{I18nFormat, StatusArguments};
use crate::cli::{AUTHOR, output, print_findings};
use crate::config::Language;
use crate::diagnostic::Findings;
use crate::strings::{self, Progress};
use crate::translation::{Counts, PageStatus, language_status};
use rust_i18n::t;
use serde::Serialize;
use std::process::ExitCode;

/// How many pages are named as the next ones.
const NEXT: usize = 15;

/// How far a language is.
#[derive(Serialize)]
struct LanguageStatus {
    language: String,
    name: String,
    interface: Progress,
    blocks: Counts,
    words: Counts,
    /// The next page to take first.
    pages: Vec<PageStatus>,
}

/// Every language that was named, or all of the site.
pub fn status(desk: &Desk<'_>, arguments: &StatusArguments) -> Result<ExitCode, ExitCode> {
    let config = &desk.sources.config;
    for tag in &arguments.tags {
        desk.language(tag)?;
    }
    let mut findings = Findings::default();
    let wanted = |language: &&Language| {
        arguments.tags.is_empty()
            || arguments
                .tags
                .iter()
                .any(|tag| tag == language.tag.as_str())
    };
    let languages: Vec<LanguageStatus> = config
        .languages
        .iter()
        .filter(wanted)
        .map(|language| of_language(desk, language, &mut findings))
        .collect();
    print_findings(&findings, desk.locale);
    let said = match arguments.format {
        // Texts and numbers always have a JSON form.
        I18nFormat::Json => serde_json::to_string(&languages).unwrap_or_default() + "\n",
        I18nFormat::Text => {
            let texts = languages.iter();
            let texts = texts.map(|language| text(language, arguments.all, desk.locale));
            texts.collect::<Vec<_>>().join("\n")
        }
    };
    let code = if findings.has_errors() {
        ExitCode::from(AUTHOR)
    } else {
        ExitCode::SUCCESS
    };
    Ok(output::said(&said, code, desk.locale))
}

fn of_language(desk: &Desk<'_>, language: &Language, findings: &mut Findings) -> LanguageStatus {
    let (tree, config) = (&desk.sources.tree, &desk.sources.config);
    let pages = language_status(tree, config, &language.tag, findings);
    let (mut blocks, mut words) = (Counts::default(), Counts::default());
    for page in &pages {
        blocks += page.blocks;
        words += page.words;
    }
    LanguageStatus {
        language: language.tag.to_string(),
        name: language.name.clone(),
        interface: strings::progress(tree, &language.tag),
        blocks,
        words,
        pages,
    }
}

fn text(status: &LanguageStatus, all: bool, locale: &str) -> String {
    let mut lines = vec![format!("{}  {}", status.language, status.name)];
    let interface = status.interface;
    lines.push(
        t!(
            "cli.i18n.interface",
            locale = locale,
            translated = interface.translated,
            all = interface.all
        )
        .into_owned(),
    );
    if status.pages.is_empty() {
        lines.push(t!("cli.i18n.original", locale = locale).into_owned());
        return lines.join("\n  ") + "\n";
    }
    let exist = status.pages.iter().filter(|page| page.exists).count();
    lines.push(
        t!(
            "cli.i18n.pages",
            locale = locale,
            exist = exist,
            all = status.pages.len()
        )
        .into_owned(),
    );
    let Counts {
        fresh,
        stale,
        missing,
        unrecorded,
    } = status.blocks;
    let blocks = t!(
        "cli.i18n.blocks",
        locale = locale,
        fresh = fresh,
        stale = stale,
        missing = missing,
        unrecorded = unrecorded
    );
    let Counts {
        fresh,
        stale,
        missing,
        unrecorded,
    } = status.words;
    let words = t!(
        "cli.i18n.words",
        locale = locale,
        fresh = fresh,
        stale = stale,
        missing = missing,
        unrecorded = unrecorded
    );
    lines.extend([blocks.into_owned(), words.into_owned()]);
    let left: Vec<&PageStatus> = status.pages.iter().filter(|page| !page.is_done()).collect();
    if !left.is_empty() {
        lines.push(String::new());
        lines.push(t!("cli.i18n.next", locale = locale).into_owned());
    }
    let shown = if all {
        left.len()
    } else {
        NEXT.min(left.len())
    };
    lines.extend(left[..shown].iter().map(|page| page_line(page, locale)));
    if shown < left.len() {
        let more = left.len() - shown;
        lines.push(t!("cli.i18n.more", locale = locale, count = more).into_owned());
    }
    let text = lines.join("\n  ") + "\n";
    text.replace("\n  \n", "\n\n")
}

fn page_line(page: &PageStatus, locale: &str) -> String {
    let words = page.words.stale + page.words.missing;
    let counts = if page.exists {
        t!(
            "cli.i18n.page",
            locale = locale,
            stale = page.blocks.stale,
            missing = page.blocks.missing,
            extra = page.extra,
            words = words,
            from = page.from
        )
    } else {
        t!(
            "cli.i18n.page_not_begun",
            locale = locale,
            words = words,
            from = page.from
        )
    };
    format!("  {:<40} {counts}", page.path)
}
