//! The program's arguments. Their help is in English, with examples.

mod i18n;

pub use i18n::{
    AcceptArguments, AddArguments, DiffArguments, ExportArguments, I18nArguments, I18nCommand,
    I18nFormat, ImportArguments, MoveArguments, StartArguments, StatusArguments,
};

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
  shirube assess report team.json          the result of a self-assessment
  shirube i18n status vi                   what is left to translate, and what has gone stale

Exit codes: 0 fine, 1 a mistake in the files or something that they lack, 2 wrong arguments or a failure of the machine.";

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
    /// Report on files that the scoring tools saved
    Assess(AssessArguments),
    /// Translate the site: begin a language, see what is missing and what has gone stale
    I18n(I18nArguments),
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
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=MOST_JOBS))]
    pub jobs: Option<u16>,
}

/// Threads that are of any use: of thousands the system spends its time on making them.
const MOST_JOBS: i64 = 256;

const BUILD_HELP: &str = "\
The new site is made beside the old one and takes its place in one step: whoever looks, at any moment, sees the old
site or the new one, whole. Where the system cannot exchange two folders at once (only Linux and macOS can), the old one
is moved away first, and for an instant there is none. A folder that shirube did not make is never replaced; files in its
own that no build made are moved beside it and named. What belongs beside a site (CNAME, .well-known/) stands in static/.

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
    /// Section of the site to search, by its title
    #[arg(long, value_name = "TITLE")]
    pub section: Option<String>,
    /// How to show them
    #[arg(long, value_enum, default_value_t = SearchFormat::Text)]
    pub format: SearchFormat,
    /// What to look for: words; “in quotation marks” what stands together, after a minus what must not be there
    #[arg(required = true)]
    pub query: Vec<String>,
}

/// Arguments of `assess`.
#[derive(Debug, Args)]
#[command(after_help = ASSESS_HELP)]
pub struct AssessArguments {
    /// What to do with the files.
    #[command(subcommand)]
    pub command: AssessCommand,
}

const ASSESS_HELP: &str = "\
Files are read where they are, nothing is sent anywhere. The result is computed by the same rules as in the browser. A file may be
an assessment, its form for sharing, a worksheet (XLSX) or CSV, protected by a passphrase or not; a folder stands for its files.

Examples:
  shirube assess validate *.json
  shirube assess report team.json --format html --out team.html
  shirube assess report team.json --lang ja --profile after-step-2
  shirube assess compare leader.json member-1.json member-2.json
  shirube assess compare 2025.json 2026.json --over-time
  shirube assess summary teams/ --format csv
  shirube assess summary teams/ --dates day-first --passphrase-file secrets.txt
  shirube assess report own.json --model own-model.json";

/// What to do with assessment files.
#[derive(Debug, Subcommand)]
pub enum AssessCommand {
    /// The result of each file, for people
    Report(ReportArguments),
    /// What several people scored, the largest disagreements first; or one team over time
    Compare(CompareArguments),
    /// Everything that is wrong in the files
    Validate(ValidateArguments),
    /// How the levels of many teams are distributed, without names; groups under five are withheld
    Summary(SummaryArguments),
}

/// Which model the files are about, and in which language to speak of it.
#[derive(Debug, Args)]
pub struct AssessSource {
    /// Files as a scoring tool saved or shared them, worksheets, CSV, files protected by a passphrase; folders of these
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Folder that holds the site.toml of the site whose models are known
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// A model's own file (shirube-model) instead of a site
    #[arg(long, value_name = "FILE", conflicts_with = "root")]
    pub model: Option<PathBuf>,
    /// How days like 1/2/2026 are written in worksheets and CSV, where the file itself does not show it
    #[arg(long, value_enum, value_name = "ORDER")]
    pub dates: Option<Dates>,
    // The words stand in the attribute, because a comment would need backticks.
    #[arg(
        long,
        value_name = "FILE",
        help = "File with the passphrases of protected files, one a line; else SHIRUBE_PASSPHRASE, else you are asked"
    )]
    pub passphrase_file: Option<PathBuf>,
}

/// Which number of a day comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[expect(
    clippy::enum_variant_names,
    reason = "these are the words of the command line"
)]
pub enum Dates {
    /// 31/12/2026
    DayFirst,
    /// 12/31/2026
    MonthFirst,
    /// 26/12/31
    YearFirst,
}

/// In which words, and where to.
#[derive(Debug, Args)]
pub struct AssessOutput {
    /// Language of what is written; your locale's if the site has it, the site's default language otherwise
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
    /// File to write instead of the terminal; of several reports, the folder
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Arguments of `assess report`.
#[derive(Debug, Args)]
pub struct ReportArguments {
    #[command(flatten)]
    pub source: AssessSource,
    #[command(flatten)]
    pub output: AssessOutput,
    /// Form of the report
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
    /// Profile to compare with, by its id or as a file that a tool saved; may be given several times. Without it, the
    /// profiles that the file names
    #[arg(long, value_name = "ID|FILE")]
    pub profile: Vec<String>,
}

/// Arguments of `assess compare`.
#[derive(Debug, Args)]
pub struct CompareArguments {
    #[command(flatten)]
    pub source: AssessSource,
    #[command(flatten)]
    pub output: AssessOutput,
    /// Form of the comparison
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
    /// The files are one team at different times, and not several people
    #[arg(long)]
    pub over_time: bool,
}

/// Arguments of `assess validate`.
#[derive(Debug, Args)]
pub struct ValidateArguments {
    #[command(flatten)]
    pub source: AssessSource,
    /// How to report
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,
}

/// Arguments of `assess summary`.
#[derive(Debug, Args)]
pub struct SummaryArguments {
    #[command(flatten)]
    pub source: AssessSource,
    #[command(flatten)]
    pub output: AssessOutput,
    /// Form of the summary
    #[arg(long, value_enum, default_value_t = SummaryFormat::Text)]
    pub format: SummaryFormat,
}

/// Forms of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For a terminal
    Text,
    /// For programs
    Json,
    /// One file to look at, print and send
    Html,
    /// The worksheet, filled; of a report only
    Xlsx,
    /// Markdown
    Md,
}

/// Forms of a summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SummaryFormat {
    /// For a terminal
    Text,
    /// For programs
    Json,
    /// Markdown
    Md,
    /// For spreadsheets and statistics
    Csv,
}

/// How `search` shows what it found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SearchFormat {
    /// For people, two lines a result
    Text,
    /// One JSON object: `items`, and `near` where these are few; places that matched in bytes
    Json,
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
    crate::config::normal_base_url(written).ok_or_else(|| {
        "an absolute http or https address is needed, like https://example.org/kb".to_owned()
    })
}
