//! The script that stands inside each scoring tool.

use super::asked_texts::{AskedTexts, name_texts};
use crate::script;
use include_dir::{Dir, include_dir};

static MODULES: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/tool/browser");

/// The script, with the interface texts that it asks for out of `keys`. Each tool is one file with all that it can do inside,
/// so with `minify` the script is shortened; the names that are read stay in the sources.
#[must_use]
pub fn script(keys: &[String], minify: bool) -> (String, AskedTexts) {
    let joined = script::compiled_in(&MODULES);
    if minify {
        let (named, asked) = name_texts(&joined, keys);
        return (script::shorten(&named), asked);
    }
    let of_tools = keys.iter().filter(|key| key.starts_with("tool."));
    let asked = AskedTexts {
        named: of_tools.cloned().collect(),
        listed: Vec::new(),
    };
    (joined, asked)
}
