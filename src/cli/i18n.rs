//! `shirube i18n`: what translators do with the files of a site.

mod begin;
mod changes;
mod exchange;
mod pages;
mod status;

use super::arguments::{I18nArguments, I18nCommand};
use super::{AUTHOR, output, print_findings, read_error};
use crate::build::{self, Sources};
use crate::diagnostic::{Findings, nearest};
use crate::language::Tag;
use crate::translation::{Translated, Wanted, paths, translated};
use rust_i18n::t;
use std::path::Path;
use std::process::ExitCode;

/// How many files that were written are named; the rest is counted.
const NAMED: usize = 10;

/// Runs it.
pub fn run(arguments: &I18nArguments, locale: &'static str) -> ExitCode {
    let done = Desk::of(&arguments.root, locale).and_then(|desk| match &arguments.command {
        I18nCommand::Add(arguments) => begin::add(&desk, arguments),
        I18nCommand::Status(arguments) => status::status(&desk, arguments),
        I18nCommand::Start(arguments) => begin::start(&desk, arguments),
        I18nCommand::Diff(arguments) => changes::diff(&desk, arguments),
        I18nCommand::Accept(arguments) => changes::accept(&desk, arguments),
        I18nCommand::Mv(arguments) => pages::mv(&desk, arguments),
        I18nCommand::Export(arguments) => exchange::export(&desk, arguments),
        I18nCommand::Import(arguments) => exchange::import(&desk, arguments),
    });
    done.unwrap_or_else(|code| code)
}

/// What a translator works on, and in which language to speak of it.
struct Desk<'a> {
    root: &'a Path,
    sources: Sources,
    locale: &'static str,
}

impl<'a> Desk<'a> {
    fn of(root: &'a Path, locale: &'static str) -> Result<Self, ExitCode> {
        match build::sources(root) {
            Ok(Ok(sources)) => Ok(Self {
                root,
                sources,
                locale,
            }),
            Ok(Err(findings)) => {
                print_findings(&findings, locale);
                Err(ExitCode::from(AUTHOR))
            }
            Err(error) => Err(read_error(&error, locale)),
        }
    }

    /// A language of the site.
    fn language(&self, tag: &str) -> Result<&Tag, ExitCode> {
        if let Some(language) = self.sources.config.language(tag) {
            return Ok(&language.tag);
        }
        let languages = self.sources.config.languages.iter();
        let known: Vec<&str> = languages.map(|language| language.tag.as_str()).collect();
        refuse(&t!(
            "cli.i18n.unknown_language",
            locale = self.locale,
            tag = tag,
            known = known.join(", ")
        ))
    }

    /// A page as somebody named it: with or without its language and extension.
    fn page_name<'p>(&self, written: &'p str) -> &'p str {
        let written = written.strip_prefix("content/").unwrap_or(written);
        let named = written
            .split_once('/')
            .filter(|(first, _)| self.sources.config.language(first).is_some());
        let written = named.map_or(written, |(_, rest)| rest);
        let written = written.strip_suffix(".md").unwrap_or(written);
        written.trim_matches('/')
    }

    /// A page by its path, or by that of its folder.
    fn page(&self, written: &str) -> Result<String, ExitCode> {
        let name = self.page_name(written);
        let all = paths(&self.sources.tree, &self.sources.config);
        let names = [name.to_owned(), format!("{name}/index")];
        match names.into_iter().find(|name| all.contains(name)) {
            Some(name) => Ok(name),
            None => self.no_page(name, nearest(name, all.iter().map(String::as_str))),
        }
    }

    /// The pages of that path, or below it; of all paths if there is none.
    fn pages(&self, written: Option<&str>) -> Result<Vec<String>, ExitCode> {
        let all = paths(&self.sources.tree, &self.sources.config);
        let Some(written) = written else {
            return Ok(all);
        };
        let name = self.page_name(written);
        let below = |path: &&String| {
            let rest = path.strip_prefix(name);
            name == "." || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let found: Vec<String> = all.iter().filter(below).cloned().collect();
        if found.is_empty() {
            let near = nearest(name, all.iter().map(String::as_str));
            return self.no_page(name, near);
        }
        Ok(found)
    }

    fn no_page<T>(&self, name: &str, near: Option<String>) -> Result<T, ExitCode> {
        let mut message = t!("cli.i18n.no_page", locale = self.locale, page = name).into_owned();
        if let Some(near) = near {
            let suggestion = t!("suggestion", locale = self.locale, suggestion = near);
            message = format!("{message} ({suggestion})");
        }
        refuse(&message)
    }

    /// A page as a translation, where it is one. What is wrong in its state is said and stops the work on it: it would be written
    /// over.
    fn translated(&self, wanted: Wanted<'_>) -> Result<Option<Translated<'_>>, ExitCode> {
        let Sources { tree, config } = &self.sources;
        let mut findings = Findings::default();
        let page = translated(tree, config, wanted, &mut findings);
        print_findings(&findings, self.locale);
        if findings.has_errors() {
            return Err(ExitCode::from(AUTHOR));
        }
        Ok(page)
    }

    /// Writes files of the site, each whole or not at all, and names them, or how many there are.
    fn write(&self, files: &[(String, String)]) -> Result<(), ExitCode> {
        for (path, text) in files {
            output::replace(self.root, path, text, self.locale)?;
        }
        let mut shown: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        let more = shown.split_off(NAMED.min(shown.len())).len();
        for path in shown {
            tell!(
                "{}",
                t!("cli.assess.written", locale = self.locale, path = path)
            );
        }
        if more > 0 {
            tell!(
                "{}",
                t!("cli.i18n.written_more", locale = self.locale, count = more)
            );
        }
        Ok(())
    }
}

/// Says why nothing is done, which the user can mend.
fn refuse<T>(message: &str) -> Result<T, ExitCode> {
    tell!("{message}");
    Err(ExitCode::from(AUTHOR))
}
