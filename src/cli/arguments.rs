//! The program's arguments. Their help is in English, with examples.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Compiles a folder of Markdown and TOML into a multilingual static site that works from any web server and from any
/// folder, without a network.
#[derive(Debug, Parser)]
#[command(name = "shirube", version, about, after_help = EXAMPLES)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  shirube serve --open                     look at the site in this folder while you edit it
  shirube build                            write it to public/, to be copied anywhere
  shirube build --base-url https://example.org/kb
                                           with site map, feeds and canonical addresses
  shirube check --format github            all mistakes, for continuous integration
  shirube check --explain broken-link      what a rule wants, with an example
  shirube search --lang ja 要素認          what the search box finds

Exit codes: 0 fine, 1 a mistake in the site's files, 2 a failure of the machine.";

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Compile the site into a folder, all or nothing
    Build(BuildArguments),
    /// Show the site on this machine and keep it up to date while you edit
    Serve(ServeArguments),
    /// Report every mistake without writing anything
    Check(CheckArguments),
    /// Search the site as its search box does
    Search(SearchArguments),
}

/// Arguments of `build`.
#[derive(Debug, Args)]
#[command(after_help = BUILD_HELP)]
pub struct BuildArguments {
    /// Folder that holds site.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Folder to write; site.toml says which if this does not
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Address that the site will have; makes site map, feeds and canonical links
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,
    /// Publish pages marked as drafts, too
    #[arg(long)]
    pub drafts: bool,
    /// Leave templates and styles as they were written
    #[arg(long)]
    pub no_minify: bool,
    /// How many threads to use; all cores if not given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
}

const BUILD_HELP: &str = "\
The new site is made beside the old one and takes its place in one step: whoever looks, at any moment, sees the old
site or the new one, whole. Where the system cannot exchange two folders at once (only Linux and macOS can), the old one
is moved away first, and for an instant there is none. A folder that shirube did not make is never replaced.

Examples:
  shirube build
  shirube build --out /media/stick/kb --jobs 2";

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub struct ServeArguments {
    /// Folder that holds site.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Port on 127.0.0.1; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 4000)]
    pub port: u16,
    /// Open the site in your browser
    #[arg(long)]
    pub open: bool,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Folder that holds site.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// How to report
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,
    /// Look at drafts, too
    #[arg(long)]
    pub drafts: bool,
    /// Explain a rule, with an example, instead of checking
    #[arg(long, value_name = "RULE")]
    pub explain: Option<String>,
}

/// Arguments of `search`.
#[derive(Debug, Args)]
pub struct SearchArguments {
    /// Folder that holds site.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Language whose index is searched
    #[arg(long, value_name = "TAG")]
    pub lang: String,
    /// How many results to show at most
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// What to look for
    #[arg(required = true)]
    pub query: Vec<String>,
}

/// How `check` reports.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum CheckFormat {
    /// For people, with the line in question
    Text,
    /// One JSON object a line
    Json,
    /// Annotations for GitHub's continuous integration
    Github,
}

fn base_url(written: &str) -> Result<String, String> {
    crate::config::normal_base_url(written)
        .ok_or_else(|| "an absolute http or https address is needed, like https://example.org/kb".to_owned())
}
