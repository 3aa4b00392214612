//! Passphrases of protected files: from a file, from the environment, or asked for on the terminal. Never from an argument, which
//! other users of the machine and the shell's history would show.

use crate::cli::MACHINE;
use crate::formats::protect::{Closed, Protected};
use rust_i18n::t;
use std::io::IsTerminal as _;
use std::path::Path;
use std::process::ExitCode;

const VARIABLE: &str = "SHIRUBE_PASSPHRASE";
/// How often is asked for the passphrase of one file.
const ATTEMPTS: usize = 3;

/// What opened or may open files.
pub struct Passphrases {
    known: Vec<String>,
}

/// Why a protected file stays closed.
pub enum Shut {
    /// No passphrase is known, and there is nobody to ask.
    Unknown,
    Closed(Closed),
}

impl Passphrases {
    /// Those of a file, one on each line, and the one of the environment.
    pub fn of(file: Option<&Path>, locale: &str) -> Result<Self, ExitCode> {
        let mut known = Vec::new();
        if let Some(path) = file {
            let text = std::fs::read_to_string(path).map_err(|error| {
                let shown = path.display().to_string();
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
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
            known.extend(
                text.lines()
                    .filter(|line| !line.is_empty())
                    .map(str::to_owned),
            );
        }
        known.extend(
            std::env::var(VARIABLE)
                .ok()
                .filter(|value| !value.is_empty()),
        );
        Ok(Self { known })
    }

    /// Opens a file with one of those that are known, or asks.
    pub fn open(
        &mut self,
        protected: &Protected,
        path: &str,
        locale: &str,
    ) -> Result<String, Shut> {
        let mut last = None;
        for passphrase in &self.known {
            match protected.open(passphrase) {
                Ok(text) => return Ok(text),
                Err(closed) => last = Some(closed),
            }
        }
        if !std::io::stdin().is_terminal() {
            return Err(last.map_or(Shut::Unknown, Shut::Closed));
        }
        for _ in 0..ATTEMPTS {
            let prompt = t!("cli.assess.passphrase", locale = locale, path = path);
            let Ok(passphrase) = rpassword::prompt_password(format!("{prompt} ")) else {
                break;
            };
            if passphrase.is_empty() {
                break;
            }
            match protected.open(&passphrase) {
                Ok(text) => {
                    self.known.push(passphrase);
                    return Ok(text);
                }
                Err(closed) => last = Some(closed),
            }
        }
        Err(last.map_or(Shut::Unknown, Shut::Closed))
    }
}
