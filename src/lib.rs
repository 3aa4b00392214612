//! Shirube compiles a folder of Markdown and TOML into a multilingual static site that is read, searched and worked
//! with from any web server and from any folder. `ARCHITECTURE.md` draws the house; [`build`] is its table of contents.

rust_i18n::i18n!("src/messages", fallback = "en");
// So that a changed message is compiled in: the macro does not say which files it read.
const _: [&str; 2] = [
    include_str!("messages/en.toml"),
    include_str!("messages/ja.toml"),
];

// Floor 0
pub mod diagnostic;
pub mod language;
pub mod url;
// Floor 1
pub mod artifact;
pub mod fields;
pub mod scoring;
pub mod script;
pub mod source;
// Floor 2
pub mod config;
// Floor 3
pub mod models;
pub mod pages;
pub mod strings;
pub mod theme;
// Floor 4
pub mod site;
pub mod translation;
// Floor 5
pub mod check;
pub mod office;
pub mod publish;
pub mod render;
pub mod search;
pub mod tool;
// Floor 6
pub mod formats;
// Floor 7
pub mod report;
// Floor 8
pub mod build;
// Floor 9
pub mod serve;
// Floor 10
pub mod cli;
