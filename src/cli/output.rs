//! Where results go: standard output, a file, or a folder. What does not get there is a failure, unless whoever reads has seen
//! enough. What is only said to people (standard error) is lost without harm.

use crate::cli::arguments::AssessOutput;
use crate::cli::{AUTHOR, MACHINE};
use rust_i18n::t;
use std::io::{ErrorKind, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Writes to the file named, or to standard output. `binary` is not written to a terminal.
pub fn write(
    bytes: &[u8],
    binary: bool,
    output: &AssessOutput,
    inputs: &[PathBuf],
    locale: &str,
) -> Result<(), ExitCode> {
    match &output.out {
        Some(path) if inputs.iter().any(|input| same(input, path)) => {
            let shown = path.display().to_string();
            tell!(
                "{}",
                t!("cli.assess.would_overwrite", locale = locale, path = shown)
            );
            Err(ExitCode::from(AUTHOR))
        }
        Some(path) => file(path, bytes, locale),
        None if binary && std::io::stdout().is_terminal() => {
            tell!("{}", t!("cli.assess.file_needed", locale = locale));
            Err(ExitCode::from(AUTHOR))
        }
        None => to_stdout(bytes, locale),
    }
}

/// Writes words to standard output; the exit code is `code`, unless they do not get there.
pub fn said(words: &str, code: ExitCode, locale: &str) -> ExitCode {
    to_stdout(words.as_bytes(), locale).err().unwrap_or(code)
}

fn to_stdout(bytes: &[u8], locale: &str) -> Result<(), ExitCode> {
    let mut stdout = std::io::stdout();
    // What stays in the buffer would be lost without a word as the program ends.
    let written = stdout.write_all(bytes).and_then(|()| stdout.flush());
    match written {
        // Whoever reads has seen enough, as `head` has: that is no failure, and what was found out stays true.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(|error| stdout_failed(&error, locale)),
    }
}

fn stdout_failed(error: &std::io::Error, locale: &str) -> ExitCode {
    tell!("{}", t!("cli.stdout_error", locale = locale, error = error));
    ExitCode::from(MACHINE)
}

/// Says words to people. If nobody takes them there is nobody to tell that to.
pub fn told(words: &str) {
    let _ = std::io::stderr().write_all(words.as_bytes());
}

/// The answer to arguments that ask for help, which is a result, or are wrong, which is said to people.
pub fn answered(answer: &clap::Error, locale: &str) -> ExitCode {
    let printed = answer.print();
    if answer.use_stderr() {
        return ExitCode::from(MACHINE);
    }
    match printed {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => stdout_failed(&error, locale),
        _ => ExitCode::SUCCESS,
    }
}

/// Writes files into a folder, which is made if it is missing.
pub fn write_each(folder: &Path, files: &[(PathBuf, &[u8])], locale: &str) -> Result<(), ExitCode> {
    std::fs::create_dir_all(folder).map_err(|error| failed(folder, &error, locale))?;
    let mut names: Vec<&PathBuf> = files.iter().map(|(name, _)| name).collect();
    names.sort();
    if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        let shown = folder.join(twice[0]).display().to_string();
        tell!(
            "{}",
            t!("cli.assess.would_overwrite", locale = locale, path = shown)
        );
        return Err(ExitCode::from(AUTHOR));
    }
    files
        .iter()
        .try_for_each(|(name, bytes)| file(&folder.join(name), bytes, locale))
}

/// Writes a file of the site whole or not at all, in place of the one that is there, and says nothing.
pub fn replace(root: &Path, file: &str, text: &str, locale: &str) -> Result<(), ExitCode> {
    let path = root.join(file);
    let folder = path.parent().unwrap_or(root);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Hidden, so that a build in the meantime passes it over.
    let beside = folder.join(format!(".{name}.shirube-new"));
    let written = std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&beside, text))
        .and_then(|()| std::fs::rename(&beside, &path));
    written.map_err(|error| failed(&path, &error, locale))
}

/// Takes away a file of the site, and the folders that are empty without it.
pub fn remove(root: &Path, file: &str, locale: &str) -> Result<(), ExitCode> {
    let path = root.join(file);
    std::fs::remove_file(&path).map_err(|error| failed(&path, &error, locale))?;
    let above = path
        .ancestors()
        .skip(1)
        .take_while(|folder| *folder != root);
    for folder in above {
        // One that is not empty stays, and so do those above it.
        if std::fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}

/// Writes a file of the user's.
pub fn file(path: &Path, bytes: &[u8], locale: &str) -> Result<(), ExitCode> {
    std::fs::write(path, bytes).map_err(|error| failed(path, &error, locale))?;
    let shown = path.display().to_string();
    tell!(
        "{}",
        t!("cli.assess.written", locale = locale, path = shown)
    );
    Ok(())
}

fn failed(path: &Path, error: &std::io::Error, locale: &str) -> ExitCode {
    let shown = path.display().to_string();
    tell!(
        "{}",
        t!(
            "cli.assess.write_error",
            locale = locale,
            path = shown,
            error = error
        )
    );
    ExitCode::from(MACHINE)
}

/// Whether two paths are one file.
fn same(one: &Path, other: &Path) -> bool {
    match (std::fs::canonicalize(one), std::fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
