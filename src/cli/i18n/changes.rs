//! What has changed in originals, and that a translation is up to date with them.

use super::{Desk, refuse};
use crate::cli::arguments::{AcceptArguments, DiffArguments, I18nFormat};
use crate::cli::output;
use crate::translation::{
    Block, Change, Freshness, Part, Translated, Wanted, accepted, difference, state_path,
};
use rust_i18n::t;
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::IsTerminal as _;
use std::process::ExitCode;

/// A block whose translation is not up to date.
#[derive(Serialize)]
struct Changed {
    page: String,
    /// Its number in the original, from 1.
    block: usize,
    /// What it is: `title`, `paragraph`, `heading #setup` …
    name: String,
    freshness: Freshness,
    /// Where it stands in the original: path and line.
    original: String,
    /// Where its translation stands.
    translation: Option<String>,
    /// What the original says.
    text: String,
    /// What the translation says.
    translated: Option<String>,
    /// What changed in the original, where it is known what it said.
    changes: Vec<Part>,
}

/// Every block that is stale; of a single page that exists also those that are missing.
pub fn diff(desk: &Desk<'_>, arguments: &DiffArguments) -> Result<ExitCode, ExitCode> {
    let language = desk.language(&arguments.tag)?;
    let paths = desk.pages(arguments.page.as_deref())?;
    let with_missing = paths.len() == 1;
    let mut changed = Vec::new();
    for path in &paths {
        let wanted = Wanted {
            language,
            path,
            from: None,
        };
        if let Some(page) = desk.translated(wanted)? {
            changed.extend(of_page(&page, with_missing));
        }
    }
    let said = match arguments.format {
        // Texts and numbers always have a JSON form.
        I18nFormat::Json => serde_json::to_string(&changed).unwrap_or_default() + "\n",
        I18nFormat::Text if changed.is_empty() => {
            t!("cli.i18n.nothing_changed", locale = desk.locale).into_owned() + "\n"
        }
        I18nFormat::Text => {
            let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
            let texts = changed.iter().map(|it| text(it, colour, desk.locale));
            texts.collect::<Vec<_>>().join("\n")
        }
    };
    Ok(output::said(&said, ExitCode::SUCCESS, desk.locale))
}

fn of_page(page: &Translated<'_>, with_missing: bool) -> Vec<Changed> {
    let comparison = page.compared();
    let blocks = comparison.blocks.iter().enumerate();
    let is_shown = |block: &Block<'_>| match block.freshness {
        Freshness::Stale => true,
        Freshness::Missing => with_missing && page.translation.is_some(),
        Freshness::Fresh | Freshness::Unrecorded => false,
    };
    let shown = blocks.filter(|(_, block)| is_shown(block));
    shown
        .map(|(at, block)| changed(page, at + 1, block))
        .collect()
}

fn changed(page: &Translated<'_>, number: usize, block: &Block<'_>) -> Changed {
    let original = page.original.place(block.original.range.clone());
    let translation = block.translation.zip(page.translation);
    let place = translation.map(|(unit, text)| text.place(unit.range.clone()));
    let recorded = block.recorded.map(|entry| &entry.original);
    Changed {
        page: page.path.clone(),
        block: number,
        name: block.original.name.clone(),
        freshness: block.freshness,
        original: format!("{}:{}", original.path, original.line),
        translation: place.map(|place| format!("{}:{}", place.path, place.line)),
        text: block.original.text.clone(),
        translated: block.translation.map(|unit| unit.text.clone()),
        changes: recorded
            .map(|old| difference(old, &block.original.text))
            .unwrap_or_default(),
    }
}

/// A block: where it stands, what the original said and says, and what the translation says.
fn text(changed: &Changed, colour: bool, locale: &str) -> String {
    let stands = match changed.freshness {
        Freshness::Stale => t!("cli.i18n.stale", locale = locale),
        _ => t!("cli.i18n.missing", locale = locale),
    };
    let Changed {
        page, block, name, ..
    } = changed;
    let mut lines = vec![format!("{page} {block}  {name}  {stands}")];
    let place = changed.translation.as_ref().unwrap_or(&changed.original);
    lines.push(format!("  {place}"));
    if changed.changes.is_empty() {
        lines.push(format!("    {}", changed.text));
    } else {
        let side = |without| side(&changed.changes, without, colour);
        lines.push(format!("  - {}", side(Change::New)));
        lines.push(format!("  + {}", side(Change::Gone)));
        let translated = changed.translated.iter();
        lines.extend(translated.map(|text| format!("  = {text}")));
    }
    lines.join("\n") + "\n"
}

/// One side of a difference, with what only it has marked.
fn side(parts: &[Part], without: Change, colour: bool) -> String {
    let marked = |part: &Part| match (part.change, colour) {
        (Change::Same, _) => part.text.clone(),
        (Change::Gone, true) => format!("\u{1b}[31m{}\u{1b}[0m", part.text),
        (Change::New, true) => format!("\u{1b}[32m{}\u{1b}[0m", part.text),
        (Change::Gone, false) => format!("[-{}-]", part.text),
        (Change::New, false) => format!("{{+{}+}}", part.text),
    };
    let shown = parts.iter().filter(|part| part.change != without);
    shown.map(marked).collect()
}

/// Records what translations were made from.
pub fn accept(desk: &Desk<'_>, arguments: &AcceptArguments) -> Result<ExitCode, ExitCode> {
    let locale = desk.locale;
    let language = desk.language(&arguments.tag)?;
    let from = arguments.from.as_deref();
    let from = from.map(|tag| desk.language(tag)).transpose()?;
    let paths = desk.pages(Some(&arguments.page))?;
    let chosen: BTreeSet<usize> = arguments.blocks.iter().copied().collect();
    if paths.len() > 1 && !chosen.is_empty() {
        return refuse(&t!("cli.i18n.one_page", locale = locale));
    }
    let (mut files, mut recorded, mut left) = (Vec::new(), 0, 0);
    for path in &paths {
        let wanted = Wanted {
            language,
            path,
            from,
        };
        let Some(page) = desk.translated(wanted)? else {
            continue;
        };
        if page.translation.is_none() {
            continue;
        }
        let blocks = page.original_units.len();
        if let Some(wrong) = chosen
            .iter()
            .find(|number| **number == 0 || **number > blocks)
        {
            let message = t!(
                "cli.i18n.no_block",
                locale = locale,
                block = wrong,
                last = blocks
            );
            return refuse(&message);
        }
        let state = accepted(&page, &chosen);
        recorded += state.entries.len();
        left += blocks.saturating_sub(state.entries.len());
        files.push((state_path(language, path), state.written()));
    }
    if files.is_empty() {
        return refuse(&t!(
            "cli.i18n.not_translated",
            locale = locale,
            page = arguments.page,
            tag = language
        ));
    }
    desk.write(&files)?;
    let done = t!(
        "cli.i18n.accepted",
        locale = locale,
        recorded = recorded,
        left = left
    );
    Ok(output::said(
        &format!("{done}\n"),
        ExitCode::SUCCESS,
        locale,
    ))
}
