//! Arguments of `i18n`.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Arguments of `i18n`.
#[derive(Debug, Args)]
#[command(after_help = I18N_HELP)]
pub struct I18nArguments {
    /// What to do.
    #[command(subcommand)]
    pub command: I18nCommand,
    /// Folder that holds site.toml
    #[arg(long, value_name = "DIR", default_value = ".", global = true)]
    pub root: PathBuf,
}

const I18N_HELP: &str = "\
A page has the same path in every language: starter-kit/step-0 is content/<tag>/starter-kit/step-0.md. Blocks are paragraphs, headings,
items of lists, rows of tables and texts of front matter, numbered as the original has them. What each was translated from stands in
i18n/state/<tag>/, which belongs to the site's files; no history and no network is asked.

Examples:
  shirube i18n add vi --name 'Tiếng Việt' --fallback en
                                           begin a language: site.toml, i18n/vi.toml
  shirube i18n status vi                   how far it is, and which page to take next
  shirube i18n start vi starter-kit/step-0 a copy of the page to write over
  shirube i18n accept vi starter-kit/step-0
                                           its blocks are up to date now
  shirube i18n diff vi                     what has changed in originals since
  shirube i18n accept vi starter-kit/step-0 7 8
                                           these two blocks are up to date again
  shirube i18n export vi starter-kit --out vi.po
                                           the same work in Poedit, Weblate or OmegaT
  shirube i18n import vi vi.po             what was translated there; what is marked as fuzzy is left out";

/// What to do for a language.
#[derive(Debug, Subcommand)]
pub enum I18nCommand {
    /// Begin a language, or add the interface texts that its file lacks
    Add(AddArguments),
    /// How far languages are, and which page to take next
    Status(StatusArguments),
    /// Copy a page as a draft, to be written over
    Start(StartArguments),
    /// What has changed in originals since they were translated
    Diff(DiffArguments),
    /// State that a translation is up to date, whole or block by block
    Accept(AcceptArguments),
    /// Give a page another path in every language, with its state, and let all links follow
    Mv(MoveArguments),
    /// Hand out blocks and interface texts as a file for translators' tools
    Export(ExportArguments),
    /// Take in translations from such a file
    Import(ImportArguments),
}

/// Arguments of `i18n add`.
#[derive(Debug, Args)]
pub struct AddArguments {
    /// BCP 47 tag of the language: vi, pt-BR, zh-Hant
    #[arg(value_name = "TAG")]
    pub tag: String,
    /// The language's own name for itself, as readers are offered it
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Language that readers see where something is not translated yet; without it, the language in which each page was written
    #[arg(long, value_name = "TAG")]
    pub fallback: Option<String>,
}

/// Arguments of `i18n status`.
#[derive(Debug, Args)]
pub struct StatusArguments {
    /// Languages; all of the site if none is given
    #[arg(value_name = "TAG")]
    pub tags: Vec<String>,
    /// List every page that is not done, and not only the next ones
    #[arg(long)]
    pub all: bool,
    /// How to report
    #[arg(long, value_enum, default_value_t = I18nFormat::Text)]
    pub format: I18nFormat,
}

/// Arguments of `i18n start`.
#[derive(Debug, Args)]
pub struct StartArguments {
    /// Language to translate into
    #[arg(value_name = "TAG")]
    pub tag: String,
    /// Path of the page, without language and extension
    #[arg(value_name = "PAGE")]
    pub page: String,
    /// Language to translate from; without it, the one that readers see now
    #[arg(long, value_name = "TAG")]
    pub from: Option<String>,
}

/// Arguments of `i18n diff`.
#[derive(Debug, Args)]
pub struct DiffArguments {
    /// Language
    #[arg(value_name = "TAG")]
    pub tag: String,
    /// Page, or folder of pages; all if none is given
    #[arg(value_name = "PAGE")]
    pub page: Option<String>,
    /// How to report
    #[arg(long, value_enum, default_value_t = I18nFormat::Text)]
    pub format: I18nFormat,
}

/// Arguments of `i18n accept`.
#[derive(Debug, Args)]
pub struct AcceptArguments {
    /// Language
    #[arg(value_name = "TAG")]
    pub tag: String,
    /// Page, or folder of pages
    #[arg(value_name = "PAGE")]
    pub page: String,
    /// Numbers of blocks, as `i18n diff` shows them; all that have a translation if none is given
    #[arg(value_name = "BLOCK")]
    pub blocks: Vec<usize>,
    /// Language that the page was translated from, where that is not the one that readers see in its place
    #[arg(long, value_name = "TAG")]
    pub from: Option<String>,
}

/// Arguments of `i18n mv`.
#[derive(Debug, Args)]
pub struct MoveArguments {
    /// Path of the page, without language and extension
    #[arg(value_name = "OLD")]
    pub old: String,
    /// Path that it gets
    #[arg(value_name = "NEW")]
    pub new: String,
}

/// Arguments of `i18n export`.
#[derive(Debug, Args)]
pub struct ExportArguments {
    /// Language
    #[arg(value_name = "TAG")]
    pub tag: String,
    /// Page, or folder of pages; all of them and the interface texts if none is given
    #[arg(value_name = "PAGE")]
    pub page: Option<String>,
    /// File to write instead of the terminal
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Arguments of `i18n import`.
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// Language
    #[arg(value_name = "TAG")]
    pub tag: String,
    /// File that was exported and translated (PO)
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// How to report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum I18nFormat {
    /// For people
    Text,
    /// For programs
    Json,
}
