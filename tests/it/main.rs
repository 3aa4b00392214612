//! The one test binary. Sites and what they must become are data in `tests/sites/`; the modules here read them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that panics has failed, and that is all it can do"
)]
#![allow(clippy::print_stdout, reason = "a helper process speaks to its test")]
#![allow(
    clippy::disallowed_methods,
    reason = "tests make the files that they look at"
)]

mod assess;
mod bad_sites;
mod bom_crlf;
mod determinism;
mod exchange;
mod expected;
mod extremes;
mod facts;
mod feeds;
mod files;
mod judged;
mod languages;
mod layers;
mod markdown;
mod marked;
mod meant;
mod messages;
mod models;
mod navigation;
mod office;
mod output;
mod output_folders;
mod publish;
mod rules;
mod scoring;
mod scratch;
mod scripts;
mod search;
mod serve;
mod shipped;
mod sites;
mod static_files;
mod streams;
mod tables;
mod texts;
mod translation;
