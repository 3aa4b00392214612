//! `serve` on the terminal: what it does while it starts, its address, and a line for each rebuild.

use std::path::Path;
use std::process::ExitCode;

use rust_i18n::t;

use crate::build::{self, Options, Step};
use crate::cli::arguments::ServeArguments;
use crate::cli::progress::Progress;
use crate::cli::{MACHINE, output, print_findings};
use crate::serve::{BuildOutcome, OverlayTexts, Rebuilt, ServeError, ServeOptions, serve};
use crate::source::{CONFIG, FOLDERS};

/// Serves until the process ends.
pub fn run(arguments: &ServeArguments, locale: &'static str) -> ExitCode {
    let options = Options {
        root: arguments.root.clone(),
        base_url: None,
        drafts: true,
        minify: true,
    };
    let serve_options = serve_options(arguments, locale);
    starting(&arguments.root, locale);
    let mut progress = Some(Progress::start(locale));
    let build = move || {
        // Only the first build keeps anybody waiting for its end.
        let progress = progress.take();
        let outcome = outcome(&options, locale, &|step| {
            if let Some(progress) = &progress {
                progress.step(step);
            }
        });
        if let Some(progress) = &progress {
            progress.finish();
        }
        report(&outcome, locale);
        outcome
    };
    match serve(serve_options, build) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error, locale),
    }
}

/// Says at once what is being done: the address comes only when all is built.
fn starting(root: &Path, locale: &str) {
    let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    let root = root.display().to_string();
    tell!("{}", t!("cli.starting", locale = locale, root = root));
}

fn serve_options(arguments: &ServeArguments, locale: &'static str) -> ServeOptions {
    let root = &arguments.root;
    // The site is served whether anybody reads these lines or not.
    let say = move |line: &str| {
        output::said(&format!("{line}\n"), ExitCode::SUCCESS, locale);
    };
    ServeOptions {
        port: arguments.port,
        open: arguments.open,
        watch: FOLDERS
            .iter()
            .chain([&CONFIG])
            .map(|name| root.join(name))
            .collect(),
        ignore: Vec::new(),
        on_ready: Box::new(move |address| {
            let address = format!("http://{address}/");
            say(&t!("cli.serving", locale = locale, address = address));
        }),
        on_rebuilt: Box::new(move |rebuilt: &Rebuilt| {
            let took = rebuilt.took.as_millis();
            say(&t!("cli.rebuilt", locale = locale, milliseconds = took));
        }),
    }
}

fn failed(error: &ServeError, locale: &str) -> ExitCode {
    match error {
        ServeError::PortBusy { port } => {
            tell!("{}", t!("cli.port_busy", locale = locale, port = port));
        }
        error => tell!("{error}"),
    }
    ExitCode::from(MACHINE)
}

/// What a build found, for the terminal; the page shows the same.
fn report(outcome: &BuildOutcome, locale: &str) {
    print_findings(&outcome.findings, locale);
    if let Some(unread) = &outcome.unread {
        tell!("{unread}");
    }
}

/// One build for the server.
fn outcome(options: &Options, locale: &str, on_step: &dyn Fn(Step)) -> BuildOutcome {
    let overlay_texts = overlay_texts(locale);
    match build::build(options, on_step) {
        Ok(built) => BuildOutcome {
            site: built.artifacts,
            findings: built.findings,
            overlay_texts,
            unread: None,
        },
        Err(error) => BuildOutcome {
            unread: Some(t!("cli.read_error", locale = locale, error = error).into_owned()),
            overlay_texts,
            ..BuildOutcome::default()
        },
    }
}

fn overlay_texts(locale: &str) -> OverlayTexts {
    let say = |key: &str| t!(format!("overlay.{key}"), locale = locale).into_owned();
    OverlayTexts {
        language: locale.to_owned(),
        direction: "ltr".to_owned(),
        title: say("title"),
        outdated: say("outdated"),
        waiting: say("waiting"),
        error: say("error"),
        warning: say("warning"),
        hint: say("hint"),
        close: say("close"),
    }
}
