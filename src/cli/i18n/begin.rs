//! A language, and a page, are begun.

use super::{Desk, refuse};
use crate::cli::arguments::{AddArguments, StartArguments};
use crate::cli::output;
use crate::fields::edit;
use crate::language::Tag;
use crate::pages::draft;
use crate::source::CONFIG;
use crate::strings::to_translate;
use crate::translation::{State, Wanted, page_path, state_path};
use rust_i18n::t;
use std::process::ExitCode;

/// What stands above the texts of a new language.
const INTERFACE: &str = "# Interface texts. Keep %{…} as it is: something is put there. What is empty is shown in another language.\n";

/// Adds a language to `site.toml` and makes the file of its interface texts; of a language that is there, adds the texts that
/// its file lacks.
pub fn add(desk: &Desk<'_>, arguments: &AddArguments) -> Result<ExitCode, ExitCode> {
    let locale = desk.locale;
    let config = &desk.sources.config;
    let tag = tag(desk, &arguments.tag)?;
    let fallback = arguments.fallback.as_deref();
    let fallback = fallback.map(|tag| desk.language(tag)).transpose()?;
    let mut files = Vec::new();
    if config.language(tag.as_str()).is_none() {
        files.push((CONFIG.to_owned(), with_language(desk, arguments, &tag)?));
    }
    let known = config.language(tag.as_str());
    let known = known.and_then(|language| language.fallback.as_ref());
    let from = fallback.or(known).unwrap_or(&config.default_language);
    let path = format!("i18n/{tag}.toml");
    let texts = to_translate(&desk.sources.tree, &tag, from);
    if !texts.is_empty() {
        let written = desk.sources.tree.text(&path);
        let begun = written.map_or("", |text| &text.text);
        let above = if written.is_none() { INTERFACE } else { "" };
        match edit::with_texts(begun, &texts) {
            Ok(text) => files.push((path, format!("{above}{text}"))),
            Err(error) => return refuse(&format!("{path}: {error}")),
        }
    }
    if files.is_empty() {
        return refuse(&t!("cli.i18n.nothing_to_add", locale = locale, tag = tag));
    }
    desk.write(&files)?;
    let next = t!(
        "cli.i18n.added",
        locale = locale,
        tag = tag,
        count = texts.len()
    );
    Ok(output::said(
        &format!("{next}\n"),
        ExitCode::SUCCESS,
        locale,
    ))
}

fn tag(desk: &Desk<'_>, written: &str) -> Result<Tag, ExitCode> {
    Tag::parse(written).or_else(|canonical| {
        let mut message = t!("cli.i18n.no_tag", locale = desk.locale, tag = written).into_owned();
        if let Some(canonical) = canonical {
            let suggestion = t!("suggestion", locale = desk.locale, suggestion = canonical);
            message = format!("{message} ({suggestion})");
        }
        refuse(&message)
    })
}

/// `site.toml` with a further language.
fn with_language(desk: &Desk<'_>, arguments: &AddArguments, tag: &Tag) -> Result<String, ExitCode> {
    let Some(name) = &arguments.name else {
        return refuse(&t!("cli.i18n.name_needed", locale = desk.locale, tag = tag));
    };
    let mut texts = vec![("tag", tag.as_str()), ("name", name)];
    texts.extend(arguments.fallback.as_deref().map(|tag| ("fallback", tag)));
    let text = desk.sources.tree.text(CONFIG);
    let written = text.map_or("", |text| &text.text);
    edit::with_table(written, "languages", &texts)
        .or_else(|error| refuse(&format!("{CONFIG}: {error}")))
}

/// Copies a page as a draft in another language, and notes from which one.
pub fn start(desk: &Desk<'_>, arguments: &StartArguments) -> Result<ExitCode, ExitCode> {
    let locale = desk.locale;
    let language = desk.language(&arguments.tag)?;
    let from = arguments.from.as_deref();
    let from = from.map(|tag| desk.language(tag)).transpose()?;
    let path = &desk.page(&arguments.page)?;
    let file = page_path(language, path);
    if desk.sources.tree.contains(&file) {
        return refuse(&t!("cli.i18n.page_exists", locale = locale, path = file));
    }
    let wanted = Wanted {
        language,
        path,
        from,
    };
    let Some(page) = desk.translated(wanted)? else {
        return desk.no_page(path, None);
    };
    let Some(text) = draft(page.original, page.from.is_unspaced()) else {
        let original = &page.original.path;
        return refuse(&t!("cli.i18n.unreadable", locale = locale, path = original));
    };
    let state = State {
        from: page.from.clone(),
        entries: Vec::new(),
    };
    desk.write(&[(file, text), (state_path(language, path), state.written())])?;
    let next = t!(
        "cli.i18n.started",
        locale = locale,
        blocks = page.original_units.len(),
        tag = language,
        page = path
    );
    Ok(output::said(
        &format!("{next}\n"),
        ExitCode::SUCCESS,
        locale,
    ))
}
