//! Whole builds of generated sites, measured as processes, beside those of other generators on the same pages.
//!
//! `cargo bench --profile dist --bench site -- --help` says how. Nothing here is asserted: budgets are goals, and a machine that has
//! other work to do is no failing test.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a benchmark prints what it measured"
)]
#![allow(
    clippy::disallowed_methods,
    reason = "it reads and writes files of its own, and knows the environment"
)]

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use walkdir::WalkDir;

const HELP: &str = "\
Builds generated sites with this program and with others, and prints a table for each number of pages.

usage: cargo bench --profile dist --bench site [-- OPTIONS]

  --pages LIST      numbers of pages, both languages together (default: 200,2000; the budget is for 10000)
  --runs N          how often each build is run (default: 3)
  --without-peers   only this program
  --help            this text

Pages come from benches/corpus.py (it needs python3, and so does measuring). They are made once, in target/bench/<pages>.
The theme and the interface texts are those of this project as they are now.

Each build is a process of its own that begins without output of an earlier one (which is moved away and removed at the
very end: some file systems are slow to make files just after others were removed). The builds take turns, so that
other work on the machine meets all of them. Printed are median (least–most) of user and system CPU seconds, of wall-clock
seconds and of the largest resident memory; then the size of what was written and of the search index in it, raw.

  floor             reads all pages, parses their Markdown and writes bare HTML, in one thread; nothing else
  shirube           everything: search, feeds, site map, publishing with sync
  shirube --jobs 1  the same in one thread
  hugo, pagefind, zola, mdbook   where they are on PATH and succeed; the last two with their own search index

Budgets: CPU at most a tenth of hugo + pagefind and at most four times the floor; memory at
most a fifth of the larger of the two.
";

/// Runs a command with its output going to a file; prints CPU seconds, wall-clock seconds and KiB. Rust's library has
/// no `wait4`, and this package no unsafe code to call it with.
const MEASURE: &str = "\
import os, sys, time
log = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
start = time.monotonic()
outputs = [(os.POSIX_SPAWN_DUP2, log, 1), (os.POSIX_SPAWN_DUP2, log, 2)]
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ, file_actions=outputs)
_, status, used = os.wait4(child, 0)
wall = time.monotonic() - start
print(used.ru_utime + used.ru_stime, wall, used.ru_maxrss // (1024 if sys.platform == 'darwin' else 1))
sys.exit(0 if status == 0 else 1)
";

const LANGUAGES: [(&str, &str); 2] = [("en", "English"), ("ja", "日本語")];
/// Folder for output that has been measured.
const USED: &str = "used";
const FLOOR: &str = "floor";
const OURS: &str = "shirube";
const BUDGET_PEERS: [&str; 2] = ["hugo", "pagefind"];

type Outcome<T> = Result<T, String>;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    if arguments
        .iter()
        .any(|argument| argument == "--help" || argument == "-h")
    {
        print!("{HELP}");
        return ExitCode::SUCCESS;
    }
    let done = match arguments.as_slice() {
        [floor, from, to] if floor == "--floor" => build_floor(Path::new(from), Path::new(to)),
        // `cargo test --benches` runs benchmarks, too, but not to measure.
        [] if !env::args().any(|argument| argument == "--bench") => Ok(()),
        _ => asked(&arguments).and_then(|asked| {
            let measured = asked
                .pages
                .iter()
                .try_for_each(|pages| measure(*pages, &asked));
            asked
                .pages
                .iter()
                .try_for_each(|pages| remove(&folder(*pages).join(USED)))
                .and(measured)
        }),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// What was asked for.
struct Asked {
    pages: Vec<usize>,
    runs: usize,
    peers: bool,
}

fn asked(arguments: &[String]) -> Outcome<Asked> {
    let mut asked = Asked {
        pages: vec![200, 2000],
        runs: 3,
        peers: true,
    };
    let number = |text: &str| text.parse::<usize>().ok().filter(|number| *number > 0);
    let mut arguments = arguments.iter().map(String::as_str);
    while let Some(argument) = arguments.next() {
        let wrong = || {
            format!(
                "{argument}: not understood; see cargo bench --profile dist --bench site -- --help"
            )
        };
        match argument {
            "--pages" => {
                let list = arguments.next().unwrap_or_default().split(',');
                asked.pages = list.map(number).collect::<Option<_>>().ok_or_else(wrong)?;
            }
            "--runs" => asked.runs = arguments.next().and_then(number).ok_or_else(wrong)?,
            "--without-peers" => asked.peers = false,
            _ => return Err(wrong()),
        }
    }
    Ok(asked)
}

fn measure(pages: usize, asked: &Asked) -> Outcome<()> {
    let folder = folder(pages);
    corpus(&folder, pages)?;
    remove(&folder.join(USED))?;
    let mut builds = own_builds(&folder)?;
    if asked.peers {
        builds.extend(peers(&folder));
    }
    let mut results: Vec<Vec<Vec<Run>>> = builds
        .iter()
        .map(|build| vec![Vec::new(); build.steps.len()])
        .collect();
    for run in 1..=asked.runs {
        for (build, results) in builds.iter().zip(&mut results) {
            eprintln!(
                "{pages} pages, run {run} of {}: {}",
                asked.runs,
                build.name()
            );
            build.clear(&folder.join(USED))?;
            for (step, runs) in build.steps.iter().zip(results) {
                match step.run(&folder) {
                    Ok(run) => runs.push(run),
                    Err(message) if build.steps[0].name.starts_with(OURS) => return Err(message),
                    Err(message) => eprintln!("{message}"),
                }
            }
        }
    }
    let done = builds
        .iter()
        .zip(&results)
        .filter(|(_, results)| results.iter().all(|runs| runs.len() == asked.runs));
    let rows: Vec<Row> = done
        .flat_map(|(build, results)| rows(build, results))
        .collect();
    print_table(pages, asked.runs, &rows);
    print_ratios(&rows);
    Ok(())
}

fn folder(pages: usize) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .with_file_name("bench")
        .join(pages.to_string())
}

/// Makes the pages in all layouts, unless they are there.
fn corpus(folder: &Path, pages: usize) -> Outcome<()> {
    let benches = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches");
    let (generator, words) = (benches.join("corpus.py"), benches.join("words.toml"));
    let mut hasher = blake3::Hasher::new();
    for path in [&generator, &words] {
        hasher.update(&fs::read(path).map_err(at(path))?);
    }
    let (stamp, made) = (
        folder.join("made-by"),
        hasher.finalize().to_hex().to_string(),
    );
    if fs::read_to_string(&stamp).is_ok_and(|by| by == made) {
        return Ok(());
    }
    eprintln!("making {pages} pages in {}", folder.display());
    remove(folder)?;
    let output = Command::new("python3")
        .arg(&generator)
        .arg(folder)
        .arg(pages.to_string())
        .output()
        .map_err(|error| format!("python3: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{}: {said}", generator.display()));
    }
    write(&stamp, &made).map_err(at(&stamp))
}

/// Files below a folder, with where they go.
fn mirrored(from: &Path, to: &Path) -> Vec<(PathBuf, PathBuf)> {
    let files = WalkDir::new(from)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            (
                entry.path().to_owned(),
                to.join(entry.path().strip_prefix(from).unwrap_or(entry.path())),
            )
        })
        .collect()
}

/// The theme and the texts of the project as they are today, and settings that ask for what the others make, too.
fn furnish(site: &Path) -> Outcome<()> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut settings =
        "title = \"CSIRT Guide\"\nbase_url = \"https://example.org\"\ntheme = \"default\"\n"
            .to_owned();
    for (tag, name) in LANGUAGES {
        let _ = write!(
            settings,
            "[[languages]]\ntag = \"{tag}\"\nname = \"{name}\"\n"
        );
    }
    write(&site.join("site.toml"), &settings).map_err(at(site))?;
    for folder in ["i18n", "themes/default"] {
        remove(&site.join(folder))?;
        for (from, to) in mirrored(&project.join(folder), &site.join(folder)) {
            fs::read(&from)
                .and_then(|bytes| write(&to, &bytes))
                .map_err(at(&from))?;
        }
    }
    Ok(())
}

/// One or more commands that make a site together.
struct Build {
    steps: Vec<Step>,
    /// Where the site is then; not there before.
    outputs: Vec<PathBuf>,
    /// Whether a file, by its path below an output folder, is part of the search index.
    index: fn(&str) -> bool,
}

/// A command.
struct Step {
    name: &'static str,
    words: Vec<String>,
    folder: PathBuf,
}

/// What one run took.
#[derive(Clone, Copy)]
struct Run {
    cpu: f64,
    wall: f64,
    mebibytes: f64,
}

impl Build {
    fn name(&self) -> String {
        let mut names: Vec<&str> = self.steps.iter().map(|step| step.name).collect();
        names.dedup();
        names.join(" + ")
    }

    fn clear(&self, used: &Path) -> Outcome<()> {
        fs::create_dir_all(used).map_err(at(used))?;
        for output in self.outputs.iter().filter(|output| output.exists()) {
            let number = fs::read_dir(used).map_err(at(used))?.count();
            fs::rename(output, used.join(number.to_string())).map_err(at(output))?;
        }
        Ok(())
    }
}

impl Step {
    fn new(name: &'static str, folder: &Path, words: &[&str]) -> Self {
        Self {
            name,
            words: words.iter().map(ToString::to_string).collect(),
            folder: folder.to_owned(),
        }
    }

    fn run(&self, logs: &Path) -> Outcome<Run> {
        let log = logs.join("last.log");
        let mut command = Command::new("python3");
        command
            .args(["-c", MEASURE])
            .arg(&log)
            .args(&self.words)
            .current_dir(&self.folder);
        let output = command
            .output()
            .map_err(|error| format!("python3: {error}"))?;
        let printed = String::from_utf8_lossy(&output.stdout);
        let numbers: Vec<f64> = printed
            .split_whitespace()
            .filter_map(|number| number.parse().ok())
            .collect();
        match numbers.as_slice() {
            [cpu, wall, kibibytes] if output.status.success() => Ok(Run {
                cpu: *cpu,
                wall: *wall,
                mebibytes: kibibytes / 1024.0,
            }),
            _ => {
                let said = fs::read_to_string(&log).unwrap_or_default()
                    + &String::from_utf8_lossy(&output.stderr);
                Err(format!("\n{} failed:\n{said}", self.words.join(" ")))
            }
        }
    }
}

fn own_builds(corpus: &Path) -> Outcome<Vec<Build>> {
    let site = corpus.join("shirube");
    furnish(&site)?;
    let this = env::current_exe().map_err(|error| error.to_string())?;
    let (this, program) = (this.to_string_lossy(), env!("CARGO_BIN_EXE_shirube"));
    let build = |step, output: &str| Build {
        steps: vec![step],
        outputs: vec![site.join(output)],
        index: |path| path.starts_with("search/"),
    };
    let ours =
        |name, words: &[&str]| Step::new(name, &site, &[&[program, "build"], words].concat());
    Ok(vec![
        build(
            Step::new(FLOOR, &site, &[&this, "--floor", "content", "floor"]),
            "floor",
        ),
        build(ours(OURS, &[]), "public"),
        build(
            ours("shirube --jobs 1", &["--jobs", "1", "--out", "public-1"]),
            "public-1",
        ),
    ])
}

fn peers(corpus: &Path) -> Vec<Build> {
    let (hugo, zola, mdbook) = (
        corpus.join("hugo"),
        corpus.join("zola"),
        corpus.join("mdbook"),
    );
    let mut builds = Vec::new();
    if installed("hugo") {
        let mut steps = vec![Step::new("hugo", &hugo, &["hugo", "--quiet"])];
        steps.extend(
            installed("pagefind")
                .then(|| Step::new("pagefind", &hugo, &["pagefind", "--site", "public"])),
        );
        let outputs = vec![hugo.join("public")];
        builds.push(Build {
            steps,
            outputs,
            index: |path| path.starts_with("pagefind/"),
        });
    }
    if installed("zola") {
        let steps = vec![Step::new("zola", &zola, &["zola", "build"])];
        let outputs = vec![zola.join("public")];
        builds.push(Build {
            steps,
            outputs,
            index: |path| path.starts_with("search_index"),
        });
    }
    if installed("mdbook") {
        let steps =
            LANGUAGES.map(|(tag, _)| Step::new("mdbook", &mdbook.join(tag), &["mdbook", "build"]));
        let outputs: Vec<_> = LANGUAGES
            .iter()
            .map(|(tag, _)| mdbook.join(tag).join("book"))
            .collect();
        builds.push(Build {
            steps: steps.into(),
            outputs,
            index: |path| path.starts_with("searchindex"),
        });
    }
    builds
}

fn installed(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

fn build_floor(from: &Path, to: &Path) -> Outcome<()> {
    for (source, target) in mirrored(from, to) {
        let text = fs::read_to_string(&source).map_err(at(&source))?;
        let body = text.splitn(3, "+++\n").last().unwrap_or_default();
        write(&target.with_extension("html"), html(body)).map_err(at(&target))?;
    }
    Ok(())
}

fn html(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut out = String::with_capacity(markdown.len() * 3 / 2);
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                out.extend(["<a href=\"", &dest_url, "\">"]);
            }
            Event::Start(tag) => out.extend(["<", element(tag.to_end()), ">"]),
            Event::End(tag) => out.extend(["</", element(tag), ">"]),
            Event::Text(text) => escape(&text, &mut out),
            Event::Code(text) => {
                out.push_str("<code>");
                escape(&text, &mut out);
                out.push_str("</code>");
            }
            _ => out.push('\n'),
        }
    }
    out
}

fn escape(text: &str, out: &mut String) {
    for part in text.split_inclusive(['&', '<', '>']) {
        match part.as_bytes().last() {
            Some(b'&') => out.extend([&part[..part.len() - 1], "&amp;"]),
            Some(b'<') => out.extend([&part[..part.len() - 1], "&lt;"]),
            Some(b'>') => out.extend([&part[..part.len() - 1], "&gt;"]),
            _ => out.push_str(part),
        }
    }
}

fn element(tag: TagEnd) -> &'static str {
    match tag {
        TagEnd::Paragraph => "p",
        TagEnd::Heading(level) => ["h1", "h2", "h3", "h4", "h5", "h6"][level as usize - 1],
        TagEnd::BlockQuote(_) => "blockquote",
        TagEnd::CodeBlock => "pre",
        TagEnd::List(true) => "ol",
        TagEnd::List(false) => "ul",
        TagEnd::Item => "li",
        TagEnd::Table => "table",
        TagEnd::TableHead => "thead",
        TagEnd::TableRow => "tr",
        TagEnd::TableCell => "td",
        TagEnd::Strong => "strong",
        TagEnd::Emphasis => "em",
        TagEnd::Link => "a",
        _ => "div",
    }
}

/// A line of the table.
struct Row {
    name: String,
    runs: Vec<Run>,
    /// Bytes of the site and of its search index; of a step before the last nobody knows.
    sizes: Option<(u64, u64)>,
}

/// A row for each step, and one for all together.
fn rows(build: &Build, results: &[Vec<Run>]) -> Vec<Row> {
    let together = |at: usize| {
        let runs = results.iter().map(|runs| runs[at]);
        let (first, rest) = (results[0][at], runs.skip(1));
        let join = |sum: Run, run: Run| Run {
            cpu: sum.cpu + run.cpu,
            wall: sum.wall + run.wall,
            mebibytes: sum.mebibytes.max(run.mebibytes),
        };
        rest.fold(first, join)
    };
    let all = Row {
        name: build.name(),
        runs: (0..results[0].len()).map(together).collect(),
        sizes: Some(sizes(build)),
    };
    let several = BUDGET_PEERS.contains(&build.steps[0].name) && build.steps.len() > 1;
    let steps = build.steps.iter().zip(results).filter(|_| several);
    let steps = steps.map(|(step, runs)| Row {
        name: step.name.to_owned(),
        runs: runs.clone(),
        sizes: None,
    });
    steps.chain([all]).collect()
}

fn sizes(build: &Build) -> (u64, u64) {
    let (mut whole, mut index) = (0, 0);
    for output in &build.outputs {
        for entry in WalkDir::new(output)
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file())
        {
            let bytes = entry.metadata().map_or(0, |data| data.len());
            let path = entry
                .path()
                .strip_prefix(output)
                .unwrap_or(entry.path())
                .to_string_lossy();
            whole += bytes;
            index += if (build.index)(&path) { bytes } else { 0 };
        }
    }
    (whole, index)
}

impl Row {
    /// Median, least and most.
    fn spread(&self, of: impl Fn(&Run) -> f64) -> (f64, f64, f64) {
        let mut numbers: Vec<f64> = self.runs.iter().map(of).collect();
        numbers.sort_by(f64::total_cmp);
        let (middle, last) = (numbers.len() / 2, numbers.len() - 1);
        let median = if numbers.len() % 2 == 1 {
            numbers[middle]
        } else {
            f64::midpoint(numbers[middle - 1], numbers[middle])
        };
        (median, numbers[0], numbers[last])
    }
}

fn print_table(pages: usize, runs: usize, rows: &[Row]) {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("?");
    println!("{pages} pages, {runs} runs, {cores} cores, load at the end {load}\n");
    println!("| | CPU s | wall s | peak MiB | output MiB | index MiB |\n|---|---|---|---|---|---|");
    for row in rows {
        let seconds = |of: fn(&Run) -> f64| {
            let (median, least, most) = row.spread(of);
            format!("{median:.2} ({least:.2}–{most:.2})")
        };
        let (memory, least, most) = row.spread(|run| run.mebibytes);
        let size = |bytes: Option<u64>| bytes.map_or_else(String::new, mebibytes);
        let (output, index) = (
            size(row.sizes.map(|sizes| sizes.0)),
            size(row.sizes.map(|sizes| sizes.1)),
        );
        let (cpu, wall) = (seconds(|run| run.cpu), seconds(|run| run.wall));
        println!(
            "| {} | {cpu} | {wall} | {memory:.0} ({least:.0}–{most:.0}) | {output} | {index} |",
            row.name
        );
    }
    println!();
}

#[expect(clippy::cast_precision_loss, reason = "two digits are shown")]
fn mebibytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1024.0 / 1024.0)
}

/// How the budgets are met.
fn print_ratios(rows: &[Row]) {
    let find = |name: &str| rows.iter().find(|row| row.name == name);
    let cpu = |row: &Row| row.spread(|run| run.cpu).0;
    let memory = |row: &Row| row.spread(|run| run.mebibytes).0;
    let Some(ours) = find(OURS) else { return };
    if let Some(floor) = find(FLOOR) {
        println!(
            "CPU: {:.2} times the floor (budget: 4)",
            cpu(ours) / cpu(floor)
        );
    }
    for row in rows.iter().filter(|row| {
        ![FLOOR, BUDGET_PEERS[1]].contains(&row.name.as_str()) && !row.name.starts_with(OURS)
    }) {
        let budget = if row.name == BUDGET_PEERS.join(" + ") {
            " (budget: 0.10, 0.20)"
        } else {
            ""
        };
        println!(
            "{}: CPU {:.3}, memory {:.3} of it{budget}",
            row.name,
            cpu(ours) / cpu(row),
            memory(ours) / memory(row)
        );
    }
    println!();
}

fn write(path: &Path, bytes: impl AsRef<[u8]>) -> std::io::Result<()> {
    match fs::write(path, &bytes) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            fs::create_dir_all(path.parent().unwrap_or(path))?;
            fs::write(path, bytes)
        }
        done => done,
    }
}

fn remove(folder: &Path) -> Outcome<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(at(folder))
    } else {
        Ok(())
    }
}

fn at(path: &Path) -> impl Fn(std::io::Error) -> String {
    let path = path.display().to_string();
    move |error| format!("{path}: {error}")
}
