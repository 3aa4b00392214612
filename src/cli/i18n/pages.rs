//! Pages get other paths.

use super::{Desk, refuse};
use crate::cli::arguments::MoveArguments;
use crate::cli::output;
use crate::pages::is_segment;
use crate::translation::{moved, paths};
use rust_i18n::t;
use std::process::ExitCode;

/// Moves a page in every language.
pub fn mv(desk: &Desk<'_>, arguments: &MoveArguments) -> Result<ExitCode, ExitCode> {
    let locale = desk.locale;
    let (tree, config) = (&desk.sources.tree, &desk.sources.config);
    let old = desk.page(&arguments.old)?;
    let new = desk.page_name(&arguments.new);
    if let Some(segment) = new.split('/').find(|segment| !is_segment(segment)) {
        return refuse(&t!("cli.i18n.no_path", locale = locale, segment = segment));
    }
    if paths(tree, config).iter().any(|path| path == new) {
        return refuse(&t!("cli.i18n.path_taken", locale = locale, page = new));
    }
    let moved = moved(tree, config, &old, new);
    // What is new is there before what is old goes.
    desk.write(&moved.written)?;
    for path in &moved.removed {
        output::remove(desk.root, path, locale)?;
    }
    let done = t!("cli.i18n.moved", locale = locale, old = old, new = new);
    Ok(output::said(
        &format!("{done}\n"),
        ExitCode::SUCCESS,
        locale,
    ))
}
