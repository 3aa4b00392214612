//! Arguments → options; findings → terminal. Exit code 0 fine, 1 an author's mistake, 2 the machine's or one in the arguments.
//!
//! [`run`] is the entry: it reads the arguments (`arguments`) and hands them to one function or module a command. Results
//! go to standard output or a file (`output`), everything else to standard error, in the language of the user's locale.

#![expect(
    clippy::disallowed_methods,
    reason = "this is the module that knows the environment"
)]

/// Says a line to people; like `eprintln!`, but nobody has to listen.
macro_rules! tell {
    ($($words:tt)*) => {
        $crate::cli::output::told(&format!("{}\n", format_args!($($words)*)))
    };
}

mod arguments;
mod assess;
mod i18n;
mod output;
mod progress;
mod serve;

use crate::artifact::Nowhere;
use crate::build::{self, Options};
use crate::diagnostic::{self, Finding, Findings, Format, rules};
use crate::publish::{Foreign, PublishError, PublishErrorKind, Published, Stage};
use crate::search::{self, Results, Scope, SearchResult};
use crate::source::{CONFIG, FOLDERS, ReadError};
use arguments::{
    Arguments, BuildArguments, CheckArguments, CheckFormat, Command, SearchArguments, SearchFormat,
};
use clap::Parser as _;
use progress::Progress;
use rust_i18n::t;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

const AUTHOR: u8 = 1;
const MACHINE: u8 = 2;

/// Runs the program with the arguments of the process.
#[must_use]
pub fn run() -> ExitCode {
    let locale = locale();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(answer) => return output::answered(&answer, locale),
    };
    match arguments.command {
        Command::Build(arguments) => in_pool(arguments.jobs.map(usize::from), || {
            build_site(&arguments, locale)
        }),
        Command::Serve(arguments) => serve::run(&arguments, locale),
        Command::Check(arguments) => check_site(&arguments, locale),
        Command::Search(arguments) => search_site(&arguments, locale),
        Command::Assess(arguments) => assess::run(&arguments.command, locale),
        Command::I18n(arguments) => in_pool(None, || i18n::run(&arguments, locale)),
    }
}

/// The language of the program's own messages: Japanese where the user's locale is, English elsewhere.
fn locale() -> &'static str {
    let from_environment = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    let locale = from_environment
        .or_else(sys_locale::get_locale)
        .unwrap_or_default();
    language_of(&locale)
}

/// `ja` of `ja_JP.UTF-8`, but not of `jam`, which is Jamaican Creole.
fn language_of(locale: &str) -> &'static str {
    let language = locale.split(['_', '-', '.', '@']).next();
    if language == Some("ja") { "ja" } else { "en" }
}

/// The stack of each thread, in bytes.
const STACK: usize = 64 * 1024 * 1024;

/// Runs `work` with that many threads; all cores if none are named.
fn in_pool(jobs: Option<usize>, work: impl FnOnce() -> ExitCode + Send) -> ExitCode {
    match rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.unwrap_or(0))
        // Parsers of scripts call themselves for each operator of a long sum; memory is only taken where they do.
        .stack_size(STACK)
        .build()
    {
        Ok(pool) => pool.install(work),
        Err(error) => {
            tell!("{error}");
            ExitCode::from(MACHINE)
        }
    }
}

fn build_site(arguments: &BuildArguments, locale: &'static str) -> ExitCode {
    let started = Instant::now();
    let progress = Progress::start(locale);
    let options = options(arguments);
    let show = |step| progress.step(step);
    let prepared = match build::prepare(&options, &show) {
        Ok(prepared) => prepared,
        Err(error) => return read_error(&error, locale),
    };
    let (pages, output) = (prepared.pages(), prepared.output().unwrap_or_default());
    let out = arguments.out.clone();
    let out = out.unwrap_or_else(|| options.root.join(output));
    if prepared.has_errors() {
        let findings = prepared.make(&Nowhere);
        progress.finish();
        return stopped(&findings, locale);
    }
    // Files are written while others are made.
    let stage = Stage::begin(&out, &protected(&options.root));
    let mut findings = match &stage {
        Ok(stage) => prepared.make(stage),
        Err(_) => prepared.make(&Nowhere),
    };
    if findings.has_errors() {
        drop(stage);
        progress.finish();
        return stopped(&findings, locale);
    }
    progress.publish();
    let published = stage.and_then(Stage::commit);
    progress.finish();
    if let Ok(Published {
        foreign: Some(foreign),
        ..
    }) = &published
    {
        findings.add(foreign_finding(foreign, &out));
    }
    print_findings(&findings, locale);
    match published {
        Ok(published) => {
            let line = built_line(pages, &published, started, locale);
            output::said(&(line + "\n"), ExitCode::SUCCESS, locale)
        }
        Err(error) => publish_error(&error, locale),
    }
}

/// Says what keeps a site from being published.
fn stopped(findings: &Findings, locale: &str) -> ExitCode {
    print_findings(findings, locale);
    tell!("{}", t!("cli.stopped_by_errors", locale = locale));
    ExitCode::from(AUTHOR)
}

/// How many files of others are named; the rest is counted.
const FOREIGN_SHOWN: usize = 10;

/// Says which files in the output folder no build had made, and where they are now.
fn foreign_finding(foreign: &Foreign, out: &Path) -> Finding {
    let named = foreign.files.iter().take(FOREIGN_SHOWN).cloned();
    let rest = foreign.files.len().saturating_sub(FOREIGN_SHOWN);
    let counted = (rest > 0).then(|| format!("… (+{rest})"));
    let files = named.chain(counted).collect::<Vec<_>>().join(", ");
    Finding::new(&rules::OUTPUT_FOREIGN_FILE)
        .with("folder", out.display().to_string())
        .with("files", files)
        .with("kept", foreign.kept.display().to_string())
}

fn options(arguments: &BuildArguments) -> Options {
    Options {
        root: arguments.root.clone(),
        base_url: arguments.base_url.clone(),
        drafts: arguments.drafts,
        minify: !arguments.no_minify,
    }
}

/// Folders with an author's files: the output must not touch them.
fn protected(root: &Path) -> Vec<PathBuf> {
    FOLDERS
        .iter()
        .map(|folder| root.join(folder))
        .chain([root.join(CONFIG)])
        .filter(|path| path.exists())
        .collect()
}

fn built_line(pages: usize, published: &Published, started: Instant, locale: &str) -> String {
    let bytes = indicatif::BinaryBytes(published.bytes).to_string();
    let seconds = format!("{:.2}", started.elapsed().as_secs_f64());
    t!(
        "cli.built",
        locale = locale,
        pages = pages,
        files = published.written + published.linked,
        bytes = bytes,
        written = published.written,
        linked = published.linked,
        seconds = seconds
    )
    .into_owned()
}

fn print_findings(findings: &Findings, locale: &str) {
    if findings.is_empty() {
        return;
    }
    let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    output::told(&diagnostic::print(
        findings,
        Format::Text { colour },
        locale,
    ));
    tell!("{}", diagnostic::summary(findings, locale));
}

fn read_error(error: &ReadError, locale: &str) -> ExitCode {
    tell!("{}", t!("cli.read_error", locale = locale, error = error));
    ExitCode::from(MACHINE)
}

/// An output folder that was chosen badly is the author's to mend; all else is the machine's.
fn publish_error(error: &PublishError, locale: &str) -> ExitCode {
    let path = error.path.display().to_string();
    let rule = match &error.kind {
        PublishErrorKind::Foreign | PublishErrorKind::NotAFolder => Some(&rules::OUTPUT_NOT_OURS),
        PublishErrorKind::Protected(_) => Some(&rules::OUTPUT_INSIDE_SOURCE),
        _ => None,
    };
    if let Some(rule) = rule {
        let mut findings = Findings::default();
        findings.add(Finding::new(rule).with("path", path));
        print_findings(&findings, locale);
        return ExitCode::from(AUTHOR);
    }
    let cause = t!(format!("cli.cause.{}", error.kind.name()), locale = locale);
    tell!(
        "{}",
        t!(
            "cli.publish_error",
            locale = locale,
            path = path,
            cause = cause
        )
    );
    if let Some(source) = &error.source {
        tell!("({source})");
    }
    ExitCode::from(MACHINE)
}

fn check_site(arguments: &CheckArguments, locale: &'static str) -> ExitCode {
    if let Some(name) = &arguments.explain {
        return explain(name, locale);
    }
    let options = Options {
        root: arguments.root.clone(),
        base_url: None,
        drafts: arguments.drafts,
        minify: true,
    };
    let findings = match build::prepare(&options, &|_| {}) {
        Ok(prepared) => prepared.make(&Nowhere),
        Err(error) => return read_error(&error, locale),
    };
    told(&findings, arguments.format, locale)
}

/// Findings as somebody asked for them, and the exit code that they call for.
fn told(findings: &Findings, format: CheckFormat, locale: &str) -> ExitCode {
    let code = if findings.has_errors() {
        ExitCode::from(AUTHOR)
    } else {
        ExitCode::SUCCESS
    };
    let printed = match format {
        CheckFormat::Text if findings.is_empty() => {
            t!("cli.check_clean", locale = locale).into_owned() + "\n"
        }
        CheckFormat::Text => {
            print_findings(findings, locale);
            return code;
        }
        CheckFormat::Json => diagnostic::print(findings, Format::Json, locale),
        CheckFormat::Github => diagnostic::print(findings, Format::Github, locale),
    };
    output::said(&printed, code, locale)
}

fn explain(name: &str, locale: &str) -> ExitCode {
    match rules::find(name) {
        Some(rule) => {
            let explained = diagnostic::explain(rule, locale);
            output::said(&explained, ExitCode::SUCCESS, locale)
        }
        None => {
            let names: Vec<&str> = rules::ALL.iter().map(|rule| rule.name).collect();
            tell!(
                "{}",
                t!(
                    "cli.unknown_rule",
                    locale = locale,
                    rule = name,
                    known = names.join(", ")
                )
            );
            ExitCode::from(MACHINE)
        }
    }
}

fn search_site(arguments: &SearchArguments, locale: &str) -> ExitCode {
    let options = Options {
        root: arguments.root.clone(),
        base_url: None,
        drafts: false,
        minify: false,
    };
    let index = match build::search_index(&options, &arguments.lang) {
        Ok(Ok(index)) => index,
        Ok(Err(findings)) => {
            print_findings(&findings, locale);
            if !findings.has_errors() {
                tell!(
                    "{}",
                    t!(
                        "cli.unknown_language",
                        locale = locale,
                        tag = arguments.lang
                    )
                );
            }
            return ExitCode::from(AUTHOR);
        }
        Err(error) => return read_error(&error, locale),
    };
    let query = arguments.query.join(" ");
    let scope = Scope {
        limit: arguments.limit,
        section: arguments.section.as_deref(),
    };
    let results = search::query(&index, &query, scope);
    let said = match arguments.format {
        SearchFormat::Text => listed(&results, &query, arguments.section.as_deref(), locale),
        // Texts and numbers always have a JSON form.
        SearchFormat::Json => serde_json::to_string(&results).unwrap_or_default() + "\n",
    };
    output::said(&said, ExitCode::SUCCESS, locale)
}

/// What was found, two lines each, and below it what comes near where that is little.
fn listed(results: &Results, query: &str, section: Option<&str>, locale: &str) -> String {
    let mut lines = String::new();
    let elsewhere = section.filter(|_| results.near.is_empty() && !results.sections.is_empty());
    if results.items.is_empty() {
        lines += &match elsewhere {
            Some(section) => t!(
                "cli.no_section",
                locale = locale,
                section = section,
                known = results.sections.join(", ")
            ),
            None => t!("cli.no_results", locale = locale, query = query),
        };
        lines.push('\n');
    }
    list(&results.items, &mut lines);
    if !results.near.is_empty() {
        lines += &t!("cli.near_results", locale = locale);
        lines.push('\n');
        list(&results.near, &mut lines);
    }
    lines
}

fn list(results: &[SearchResult], lines: &mut String) {
    for found in results {
        if !found.label.is_empty() {
            lines.extend([&found.label, " "]);
        }
        lines.extend([&found.title.text, "  ", &found.address, "\n"]);
        lines.extend(["    ", &found.excerpt.text, "\n"]);
    }
}

#[cfg(test)]
mod tests {
    use super::language_of;

    #[test]
    fn a_locale_names_its_language_first() {
        let of = ["ja", "ja_JP.UTF-8", "ja-JP", "jam", "C", ""].map(language_of);
        assert_eq!(of, ["ja", "ja", "ja", "en", "en", "en"]);
    }
}
