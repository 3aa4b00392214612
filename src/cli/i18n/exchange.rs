//! Files of translators' tools, out and in.

use super::{Desk, refuse};
use crate::cli::arguments::{ExportArguments, ImportArguments};
use crate::cli::{AUTHOR, MACHINE, output, print_findings};
use crate::diagnostic::{Finding, Findings, Text, rules};
use crate::language::Tag;
use crate::translation::po::{self, Received};
use crate::translation::{
    InterfaceTaken, Message, Refused, Taken, Wanted, interface_messages, interface_taken,
    is_interface, messages, state_path, taken,
};
use rust_i18n::t;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

/// The language that readers see in place of another, from which its interface texts are translated.
fn from<'d>(desk: &'d Desk<'_>, language: &Tag) -> &'d Tag {
    let config = &desk.sources.config;
    let known = config.language(language.as_str());
    let fallback = known.and_then(|language| language.fallback.as_ref());
    fallback.unwrap_or(&config.default_language)
}

/// Hands out blocks of pages, and the interface texts where all pages are asked for.
pub fn export(desk: &Desk<'_>, arguments: &ExportArguments) -> Result<ExitCode, ExitCode> {
    let language = desk.language(&arguments.tag)?;
    let paths = desk.pages(arguments.page.as_deref())?;
    let mut all = Vec::new();
    if arguments.page.is_none() && from(desk, language) != language {
        all = interface_messages(&desk.sources.tree, language, from(desk, language));
    }
    for path in &paths {
        let wanted = Wanted {
            language,
            path,
            from: None,
        };
        if let Some(page) = desk.translated(wanted)? {
            all.extend(messages(&page));
        }
    }
    let written = po::written(&desk.sources.config.title, language.as_str(), &all);
    match &arguments.out {
        Some(path) => {
            output::file(path, written.as_bytes(), desk.locale)?;
            Ok(ExitCode::SUCCESS)
        }
        None => Ok(output::said(&written, ExitCode::SUCCESS, desk.locale)),
    }
}

/// Takes in what was translated. What would break a page is a finding each, and left out; the rest is taken.
pub fn import(desk: &Desk<'_>, arguments: &ImportArguments) -> Result<ExitCode, ExitCode> {
    let locale = desk.locale;
    let language = desk.language(&arguments.tag)?;
    let text = read(&arguments.file, locale)?;
    let mut findings = Findings::default();
    let received = po::read(&text, &mut findings).unwrap_or_default();
    // What nobody has translated, and what is to be looked at again, says nothing.
    let done = received.into_iter().filter(|it| {
        !it.message.fuzzy && !it.message.translation.is_empty() && !it.message.context.is_empty()
    });
    let mut by_page: BTreeMap<String, Vec<Received>> = BTreeMap::new();
    for received in done {
        let page = received
            .message
            .context
            .split(' ')
            .next()
            .unwrap_or_default();
        by_page.entry(page.to_owned()).or_default().push(received);
    }
    let (mut files, mut changed) = (Vec::new(), 0);
    for (path, received) in by_page {
        let messages: Vec<Message> = received.iter().map(|it| it.message.clone()).collect();
        let refused = if is_interface(&messages[0]) {
            into_interface(desk, language, &messages, &mut files, &mut changed)
        } else {
            into_page(desk, (language, &path), &messages, &mut files, &mut changed)?
        };
        for (number, why) in refused {
            findings.add(left_out(&received[number], why, locale));
        }
    }
    print_findings(&findings, locale);
    desk.write(&files)?;
    let line = t!(
        "cli.i18n.imported",
        locale = locale,
        changed = changed,
        left = findings.iter().count()
    );
    let code = if findings.has_errors() {
        ExitCode::from(AUTHOR)
    } else {
        ExitCode::SUCCESS
    };
    Ok(output::said(&format!("{line}\n"), code, locale))
}

fn read(path: &Path, locale: &str) -> Result<Text, ExitCode> {
    let shown = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| {
        tell!(
            "{}",
            t!(
                "cli.assess.read_error",
                locale = locale,
                path = shown,
                error = error
            )
        );
        ExitCode::from(MACHINE)
    })?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Text::new(&shown, &text.replace("\r\n", "\n"))),
        Err(_) => refuse(&t!("cli.i18n.no_utf8", locale = locale, path = shown)),
    }
}

/// What is to be written: paths and texts.
type Files = Vec<(String, String)>;

fn into_interface(
    desk: &Desk<'_>,
    language: &Tag,
    messages: &[Message],
    files: &mut Files,
    changed: &mut usize,
) -> Vec<(usize, Refused)> {
    let tree = &desk.sources.tree;
    let Some(InterfaceTaken {
        text,
        changed: new,
        refused,
    }) = interface_taken(tree, language, from(desk, language), messages)
    else {
        return (0..messages.len())
            .map(|number| (number, Refused::NoPlace))
            .collect();
    };
    if new > 0 {
        files.push((format!("i18n/{language}.toml"), text));
    }
    *changed += new;
    refused
}

fn into_page(
    desk: &Desk<'_>,
    (language, path): (&Tag, &str),
    messages: &[Message],
    files: &mut Files,
    changed: &mut usize,
) -> Result<Vec<(usize, Refused)>, ExitCode> {
    let wanted = Wanted {
        language,
        path,
        from: None,
    };
    let unknown = || {
        (0..messages.len())
            .map(|number| (number, Refused::Unknown))
            .collect()
    };
    let Some(page) = desk.translated(wanted)? else {
        return Ok(unknown());
    };
    let Some(Taken {
        text,
        state,
        changed: new,
        refused,
    }) = taken(&page, messages, language.is_unspaced())
    else {
        return Ok(unknown());
    };
    if new > 0 {
        files.push((page.translation_path.clone(), text));
    }
    if new > 0 || page.translation.is_some() && page.state.as_ref() != Some(&state) {
        files.push((state_path(language, path), state.written()));
    }
    *changed += new;
    Ok(refused)
}

fn left_out(received: &Received, why: Refused, locale: &str) -> Finding {
    let reason = match why {
        Refused::Unknown => t!("cli.i18n.refused.unknown", locale = locale),
        Refused::Changed => t!("cli.i18n.refused.changed", locale = locale),
        Refused::NoPlace => t!("cli.i18n.refused.no_place", locale = locale),
        Refused::Structure => t!("cli.i18n.refused.structure", locale = locale),
        Refused::Placeholders => t!("cli.i18n.refused.placeholders", locale = locale),
        Refused::Characters => t!("cli.i18n.refused.characters", locale = locale),
    };
    Finding::new(&rules::EXCHANGE_REFUSED)
        .at(&received.place)
        .with("block", &received.message.context)
        .with("why", reason)
}
