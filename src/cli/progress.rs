//! What is shown while a build runs: a line that changes on a terminal, nothing elsewhere.

use crate::build::Step;
use indicatif::{ProgressBar, ProgressStyle};
use rust_i18n::t;
use std::io::IsTerminal as _;

/// Steps of a build, the writing of files included.
const STEPS: u64 = 4;

/// The display.
pub struct Progress {
    bar: ProgressBar,
    locale: &'static str,
}

impl Progress {
    /// Begins to show progress on a terminal.
    pub fn start(locale: &'static str) -> Self {
        let bar = if std::io::stderr().is_terminal() {
            ProgressBar::new(STEPS)
        } else {
            ProgressBar::hidden()
        };
        if let Ok(style) = ProgressStyle::with_template("{bar:16} {msg}") {
            bar.set_style(style);
        }
        Self { bar, locale }
    }

    /// Shows a step of the pipeline.
    pub fn step(&self, step: Step) {
        let key = match step {
            Step::Read => "read",
            Step::Resolve => "resolve",
            Step::Render => "render",
        };
        self.show(key);
    }

    /// Shows that files are being written.
    pub fn publish(&self) {
        self.show("publish");
    }

    /// Takes the display away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }

    fn show(&self, key: &str) {
        self.bar.inc(1);
        self.bar
            .set_message(t!(format!("cli.step.{key}"), locale = self.locale).into_owned());
    }
}
